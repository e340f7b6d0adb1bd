export { type Companies, createCompanies } from './companies.ts';
export { createDigitalInvoices, type DigitalInvoices } from './digital-invoices.ts';
export { createPaperInvoices, type PaperInvoices } from './paper-invoices.ts';
export { taxHandlers } from './tax-router.ts';
