import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceStatusSchema, faultSchema, mediaNameSchema } from '../device-common.ts';
import { paperStateSchema } from './receipt-printer.ts';

export const documentPrinterStatusSchema = deviceStatusSchema.extend({
  paper: paperStateSchema,
  coverOpen: z.boolean(),
  toner: z.enum(['full', 'low', 'out', 'unknown']),
  /** Every cause the printer names, the one to be put right first in front; `fault` is the first of them. */
  faults: z.array(faultSchema),
  /** Paper sizes that lie in the trays; empty where the printer does not tell. */
  mediaReady: z.array(z.string()),
});
export type DocumentPrinterStatus = z.infer<typeof documentPrinterStatusSchema>;

export const printDocumentInputSchema = z.object({
  /** Names the job for ever: the same id never comes out twice. Carries no personal data, for the printer keeps it. */
  jobId: z.uuid(),
  /** `application/pdf`, at most 32 MB. */
  pdf: z.instanceof(Blob),
  /** Pages of the document. One-sided, so `pages` × `copies` sheets are asked for. */
  pages: z.number().int().min(1).max(200),
  copies: z.number().int().min(1).max(20).default(1),
  /** Null takes the paper size of the configuration. */
  media: mediaNameSchema.nullable().default(null),
});
export type PrintDocumentInput = z.infer<typeof printDocumentInputSchema>;

export const documentPrinterContract = {
  watchStatus: oc.output(eventIterator(documentPrinterStatusSchema)),
  /**
   * `done` means the printer says that all sheets came out. Stays pending while the printer names a cause
   * that a person can put right. Ending the call cancels the job as long as no sheet came out.
   */
  print: oc.input(printDocumentInputSchema).output(completionSchema),
  /** What is known of a job, asked of the printer itself where this host does not know it. */
  lookUpJob: oc
    .input(printDocumentInputSchema.pick({ jobId: true, pages: true, copies: true }))
    .output(completionSchema),
  /** Sheets the printer counted in its life, or null. Taken into an intent before printing. */
  readSheetCount: oc.output(z.object({ sheetCount: z.number().int().nullable() })),
};
