import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceStatusSchema } from '../device-common.ts';
import { receiptDocumentSchema } from '../receipt-document.ts';

export const paperStateSchema = z.enum(['full', 'low', 'out', 'jammed', 'unknown']);

export const receiptPrinterStatusSchema = deviceStatusSchema.extend({
  paper: paperStateSchema,
  coverOpen: z.boolean(),
});
export type ReceiptPrinterStatus = z.infer<typeof receiptPrinterStatusSchema>;

export const printInputSchema = z.object({
  /** Names the job for ever: the same id never comes out twice from one device host. */
  jobId: z.uuid(),
  document: receiptDocumentSchema,
});
export type PrintInput = z.infer<typeof printInputSchema>;

export const receiptPrinterContract = {
  watchStatus: oc.output(eventIterator(receiptPrinterStatusSchema)),
  /** Prints and cuts. `done` means the unit confirmed that everything sent was processed and cut. */
  print: oc.input(printInputSchema).output(completionSchema),
  /**
   * What is known of a job, asked after a restart of the core: the answer kept by the host if the
   * host lived on, otherwise `unknown`. Evidence carries `cutCount` where the unit counts its cuts.
   */
  lookUpJob: oc.input(z.object({ jobId: z.uuid() })).output(completionSchema),
  /** Cumulative number of cuts the unit reports, or null if it does not count. Taken into an intent before printing. */
  readCutCount: oc.output(z.object({ cutCount: z.number().int().nullable() })),
};
