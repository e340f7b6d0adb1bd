import { z } from 'zod';

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What travels between a parent process and its child: many ports over one channel. */
export const frameSchema = z.discriminatedUnion('kind', [
  /** The sender opened a port; `purpose` tells the receiver what to serve on it. */
  z.object({ kind: z.literal('open'), portId: z.number().int(), purpose: z.string() }),
  z.object({ kind: z.literal('data'), portId: z.number().int(), data: z.unknown() }),
  z.object({ kind: z.literal('close'), portId: z.number().int() }),
  /** The child's event loop turns. */
  z.object({ kind: z.literal('heartbeat') }),
  /** The child has loaded and serves. */
  z.object({ kind: z.literal('ready') }),
  /** The child cannot serve; the text is for a technician. */
  z.object({ kind: z.literal('refused'), message: z.string() }),
  /** The child has the parent encrypt or decrypt something by the keychain of the operating system. */
  z.object({
    kind: z.literal('safe_storage_ask'),
    askId: z.number().int(),
    act: z.enum(['seal', 'unseal']),
    bytes: bytesSchema,
  }),
  /** Null where there is no keychain or it refused. */
  z.object({
    kind: z.literal('safe_storage_answer'),
    askId: z.number().int(),
    bytes: bytesSchema.nullable(),
  }),
  /** The child asks to have another child of this name started anew. */
  z.object({ kind: z.literal('restart'), name: z.string() }),
  /** The parent asks the child to end by itself. */
  z.object({ kind: z.literal('stop') }),
]);
export type Frame = z.infer<typeof frameSchema>;

/** The one channel between two processes. */
export interface Carrier {
  send(frame: Frame): void;
  onFrame(listener: (frame: Frame) => void): void;
  onGone(listener: () => void): void;
}
