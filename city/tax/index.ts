export { type Companies, createCompanies } from './companies.ts';
export { createPaperInvoices, type PaperInvoices } from './paper-invoices.ts';
export { taxHandlers } from './tax-router.ts';
