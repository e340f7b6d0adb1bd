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

/** 发票号码 of the invoice at this place of a range, counted from 0. */
export function invoiceNumberAt({ firstNumber }: Pick<InvoiceRange, 'firstNumber'>, place: number): string {
  return String(Number(firstNumber) + place).padStart(8, '0');
}
