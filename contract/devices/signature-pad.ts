import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceStatusSchema } from '../device-common.ts';
import { strokePointSchema } from '../signature.ts';

export const signaturePadStatusSchema = deviceStatusSchema.extend({
  /** What the pad told of itself; null until it did. */
  pad: z
    .object({
      model: z.string(),
      firmware: z.string(),
      /** Width of the field a person writes on over its height. */
      aspectRatio: z.number().min(0.1).max(20),
    })
    .nullable(),
});
export type SignaturePadStatus = z.infer<typeof signaturePadStatusSchema>;

export const inkEventSchema = z.discriminatedUnion('type', [
  /** The pad is blank and takes ink; all ink told before is void. */
  z.object({ type: z.literal('blank') }),
  z.object({
    type: z.literal('ink'),
    /** The first of these points begins a stroke; otherwise they go on with the last one. */
    begins: z.boolean(),
    points: z.array(strokePointSchema).min(1),
  }),
  z.object({ type: z.literal('pen_lifted') }),
]);
export type InkEvent = z.infer<typeof inkEventSchema>;

export const signaturePadContract = {
  watchStatus: oc.output(eventIterator(signaturePadStatusSchema)),
  /**
   * The pad shows ink while the stream is consumed and never otherwise: it is wiped when the stream
   * begins and when it ends. One consumer at a time.
   */
  watchInk: oc.output(eventIterator(inkEventSchema)),
  /** Wipes the pad; whoever watches is told `blank`. */
  clear: oc.output(completionSchema),
};
