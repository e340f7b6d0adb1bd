import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceStatusSchema } from '../device-common.ts';
import { doorStateSchema } from './pickup-locker.ts';

export const doorStatusSchema = deviceStatusSchema.extend({
  /** The relay that lets the lock go. */
  lock: z.enum(['locked', 'released', 'unknown']),
  /** The contact at the door; `unknown` where none is wired. */
  door: doorStateSchema,
});
export type DoorStatus = z.infer<typeof doorStatusSchema>;

export const doorOpeningSchema = z.object({
  /** Names the opening for ever: the same id never releases the lock twice from one device host. */
  commandId: z.uuid(),
  /** How long the lock is let go; the board counts in steps of 100 ms. */
  pulseMs: z.number().int().multipleOf(100).min(500).max(30_000),
});
export type DoorOpening = z.infer<typeof doorOpeningSchema>;

export const doorContract = {
  watchStatus: oc.output(eventIterator(doorStatusSchema)),
  /** `done` as soon as the lock is known to be let go. The command is never repeated by itself. */
  openDoor: oc.input(doorOpeningSchema).output(completionSchema),
  /** The remembered outcome; a lock that is let go right now, or an open door, is `done` as well. */
  lookUpOpening: oc.input(doorOpeningSchema.pick({ commandId: true })).output(completionSchema),
};
