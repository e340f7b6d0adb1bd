import { z } from 'zod';

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
