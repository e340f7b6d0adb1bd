import { z } from 'zod';
import { parseCreditCode } from './credit-code.ts';

/** 统一社会信用代码, normalised, with its check character. */
export const creditCodeSchema = z
  .string()
  .regex(/^[0-9A-Z]{18}$/)
  .refine((text) => parseCreditCode(text).ok, 'is no unified social credit code');

/** The company (企业) a matter is for, where a person acts for one. */
export const companySchema = z.object({ creditCode: creditCodeSchema, name: z.string().min(1) });
export type Company = z.infer<typeof companySchema>;

/** Paper invoices of one sale: consecutive numbers of one roll. */
export const invoiceRangeSchema = z.object({
  /** 发票代码, twelve digits. */
  invoiceCode: z.string().regex(/^\d{12}$/),
  /** 发票号码 of the first, eight digits. */
  firstNumber: z.string().regex(/^\d{8}$/),
  count: z.number().int().min(1).max(50),
});
export type InvoiceRange = z.infer<typeof invoiceRangeSchema>;

/** What the code on one paper invoice says. */
export interface InvoiceOnPaper {
  invoiceCode: string;
  invoiceNumber: string;
}

/**
 * Code and number as they stand on an invoice: its twenty digits alone, or as two fields of a longer code parted by
 * commas. Null for every other code.
 */
export function readInvoiceCode(text: string): InvoiceOnPaper | null {
  const found = /^(\d{12})(\d{8})$/.exec(text.trim()) ?? /(?:^|,)(\d{12}),(\d{8})(?:,|$)/.exec(text.trim());
  const [, invoiceCode, invoiceNumber] = found ?? [];
  return invoiceCode && invoiceNumber ? { invoiceCode, invoiceNumber } : null;
}

/** 发票号码 of the invoice at this place of a range, counted from 0. */
export function invoiceNumberAt({ firstNumber }: Pick<InvoiceRange, 'firstNumber'>, place: number): string {
  return String(Number(firstNumber) + place).padStart(8, '0');
}
