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

const hexSchema = z.string().regex(/^([0-9a-f]{2})+$/);
const at = { ms: z.number().min(0) };

/**
 * Something that crossed between a driver and its device; one JSON object a line. `ms` is monotonic and
 * counts from the first crossing.
 */
export const crossingSchema = z.discriminatedUnion('dir', [
  /** Bytes of a stream, or one whole HID report: `out` goes to the device, `in` comes from it. */
  z.strictObject({ ...at, dir: z.enum(['out', 'in', 'feature']), hex: hexSchema }),
  /** A feature report that was asked for by its id, and what came of it. */
  z.strictObject({ ...at, dir: z.enum(['feature_asked', 'feature_failed']), id: z.number().int() }),
  z.strictObject({ ...at, dir: z.literal('feature_told'), id: z.number().int(), hex: hexSchema }),
  /** A line was opened, could not be opened, or was lost. */
  z.strictObject({ ...at, dir: z.enum(['opened', 'lost']) }),
  z.strictObject({
    ...at,
    dir: z.literal('not_opened'),
    kind: z.enum(['not_found', 'busy', 'lost', 'timeout']),
    detail: z.string(),
  }),
  /** Bodies of HTTP: a question by its number, with the document behind it, and what came of it. */
  z.strictObject({
    ...at,
    dir: z.literal('asked'),
    id: z.number().int(),
    hex: hexSchema,
    document: hexSchema.optional(),
  }),
  z.strictObject({ ...at, dir: z.literal('answered'), id: z.number().int(), hex: hexSchema }),
  z.strictObject({
    ...at,
    dir: z.literal('not_answered'),
    id: z.number().int(),
    kind: z.enum(['unreachable', 'no_answer', 'unreadable']),
    detail: z.string(),
  }),
  /** What a camera sees from now on, as JPEG in base64; and its plug. */
  z.strictObject({ ...at, dir: z.literal('frame'), jpeg: z.base64() }),
  z.strictObject({ ...at, dir: z.enum(['unplugged', 'plugged']) }),
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

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}
