import { z } from 'zod';
import { deviceClassSchema } from '../../contract/device-common.ts';

/** Names a recording: the first line of its file. */
export const recordingHeadSchema = z.strictObject({
  format: z.literal('budayang-recording'),
  version: z.literal(1),
  deviceClass: deviceClassSchema,
  driver: z.string(),
  /** What went wrong, in the words of the driver's faults. */
  fault: z.string(),
});
export type RecordingHead = z.infer<typeof recordingHeadSchema>;

/**
 * Something that crossed between a driver and its line; one JSON object a line. `ms` is monotonic
 * and counts from the first crossing. `out` goes to the device, `in` comes from it.
 */
export const crossingSchema = z.discriminatedUnion('dir', [
  z.strictObject({
    ms: z.number().min(0),
    dir: z.enum(['out', 'in']),
    hex: z.string().regex(/^([0-9a-f]{2})+$/),
  }),
  /** A line was opened, could not be opened, or was lost. */
  z.strictObject({ ms: z.number().min(0), dir: z.enum(['opened', 'not_opened', 'lost']) }),
]);
export type Crossing = z.infer<typeof crossingSchema>;

export interface Recording {
  head: RecordingHead;
  crossings: readonly Crossing[];
}

export function formatRecording({ head, crossings }: Recording): string {
  return [head, ...crossings].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** @throws where the text is no recording; a recording is written by this program and no input of strangers */
export function parseRecording(text: string): Recording {
  const [head, ...crossings] = text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  return {
    head: recordingHeadSchema.parse(head),
    crossings: crossings.map((crossing) => crossingSchema.parse(crossing)),
  };
}
