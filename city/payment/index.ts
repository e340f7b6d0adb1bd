export { createPaymentMishaps, type PaymentMishaps } from './mishaps.ts';
export { paymentHandlers } from './payment-router.ts';
export { createPayments, type Payments } from './payments.ts';
