import { z } from 'zod';
import { creditCodeSchema } from './company.ts';
import { localizedTextSchema } from './words.ts';

/** An invented company: who may act for it, and what the tax authority knows of it. */
export const fictionalCompanySchema = z.strictObject({
  creditCode: creditCodeSchema,
  name: z.string().min(1),
  note: localizedTextSchema,
  address: z.string(),
  phone: z.string(),
  /** People by `personId` who may act for it (代办人). */
  agents: z.array(z.string()),
  paperInvoices: z.strictObject({
    /** So many it may hold at once. */
    permitted: z.number().int().min(0),
    /** So many it holds when the city begins. */
    inHand: z.number().int().min(0),
  }),
  /** What it may still invoice digitally (总额度) when the city begins, in fen. */
  quotaFen: z.number().int().min(0),
  /** 一般纳税人 or 小规模纳税人: decides about its rates. */
  taxpayerKind: z.enum(['general', 'small_scale']),
  violationPending: z.boolean(),
});
export type FictionalCompany = z.infer<typeof fictionalCompanySchema>;
export const fictionalCompaniesSchema = z.array(fictionalCompanySchema).min(1);
