import { expect, it } from 'vitest';
import { readInvoiceCode } from './company.ts';

it.each([
  ['03100990010410000001', { invoiceCode: '031009900104', invoiceNumber: '10000001' }],
  [
    '01,04,031009900104,10000001,1000.00,20261122,,A1B2,',
    { invoiceCode: '031009900104', invoiceNumber: '10000001' },
  ],
  ['0310099001041000000', null],
  ['031009900104100000012', null],
  ['https://city.example/031009900104/10000001', null],
  ['280000000000000001', null],
])('the code %j of a paper invoice, and of nothing else, names it', (text, read) => {
  expect(readInvoiceCode(text)).toEqual(read);
});
