import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { deviceStatusSchema } from '../device-common.ts';

export const scannedCodeSchema = z.object({
  text: z.string(),
  /** AIM identifier such as `]Q1`, where the scanner tells it. */
  symbology: z.string().nullable(),
});
export type ScannedCode = z.infer<typeof scannedCodeSchema>;

export const codeScannerContract = {
  watchStatus: oc.output(eventIterator(deviceStatusSchema)),
  /** The trigger is on while the stream is consumed. One consumer at a time. */
  watchCodes: oc.output(eventIterator(scannedCodeSchema)),
};
