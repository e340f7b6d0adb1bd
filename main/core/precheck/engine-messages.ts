import { z } from 'zod';
import { pageReadingSchema } from '../../../contract/precheck.ts';
import type { LayoutName } from './layouts.ts';

/** To the engine's thread. The bytes are transferred: the sender keeps no copy. */
export interface ReadCommand {
  jobId: number;
  layout: LayoutName;
  image: Uint8Array<ArrayBuffer>;
}

/** From the engine's thread. */
export const engineEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('warm') }),
  z.object({ kind: z.literal('read'), jobId: z.number().int(), reading: pageReadingSchema }),
]);
export type EngineEvent = z.infer<typeof engineEventSchema>;
