export { createPaymentMishaps, type PaymentMishaps } from './mishaps.ts';
export { paymentHandlers } from './payment-router.ts';
export { paymentTables } from './payment-tables.ts';
export { createPayments, type Payments } from './payments.ts';
