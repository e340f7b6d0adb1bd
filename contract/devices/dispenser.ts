import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceStatusSchema, storageUnitSchema } from '../device-common.ts';

export const gateStateSchema = z.enum(['empty', 'item_present', 'unknown']);
/** Where an item is that the sensors can see, and what the storage units hold. */
export const dispenserSensorsSchema = z.object({
  gate: gateStateSchema,
  /** Between hopper and gate, out of a person's reach. */
  path: z.enum(['clear', 'item_inside', 'unknown']),
  /** `hopper`, which gives, and `bin`, which takes back. */
  storage: z.array(storageUnitSchema),
});
export type DispenserSensors = z.infer<typeof dispenserSensorsSchema>;

export const dispenserStatusSchema = deviceStatusSchema.extend(dispenserSensorsSchema.shape);
export type DispenserStatus = z.infer<typeof dispenserStatusSchema>;

/** `commandId` is the dispense that brought the item out; null for an item found when the host started. */
const itemEvent = { commandId: z.uuid().nullable() };
export const dispenserEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('item_presented'), ...itemEvent }),
  z.object({ type: z.literal('item_taken'), ...itemEvent }),
  /** `unit`: the unit took it back without being told to. */
  z.object({ type: z.literal('item_captured'), ...itemEvent, cause: z.enum(['command', 'unit']) }),
  /** It left the gate while nobody could look: taken or taken back. */
  z.object({ type: z.literal('item_gone_unseen'), ...itemEvent }),
]);
export type DispenserEvent = z.infer<typeof dispenserEventSchema>;

export const dispenserLookUpSchema = z.object({
  commandId: z.uuid(),
  /**
   * What `readUnits` said when the intent was written. With it a command the host has forgotten can
   * still be proven; without it such a command is `unknown`.
   */
  before: z
    .object({
      act: z.enum(['dispense', 'capture']),
      gate: gateStateSchema,
      binCount: z.number().int().nullable(),
    })
    .optional(),
});
export type DispenserLookUp = z.infer<typeof dispenserLookUpSchema>;

export const dispenserContract = {
  watchStatus: oc.output(eventIterator(dispenserStatusSchema)),
  /** One consumer at a time; what nobody heard is told by `lookUp`. */
  watchEvents: oc.output(eventIterator(dispenserEventSchema)),
  /**
   * Brings one item out of the hopper, to the gate or straight out as configured. `done`: it lies at
   * the gate or has left the unit. `none`: nobody can have it; it may be inside (`path`). The same id
   * never brings out a second item.
   */
  dispense: oc.input(z.object({ commandId: z.uuid() })).output(completionSchema),
  /** Takes an item that was not taken, or that stays inside, into the bin. */
  capture: oc.input(z.object({ commandId: z.uuid() })).output(completionSchema),
  /** Outcome of a dispense or a capture; after a dispense, evidence `item` says where the item went. */
  lookUp: oc.input(dispenserLookUpSchema).output(completionSchema),
  /** A fresh look at every sensor. Taken into an intent before the act. */
  readUnits: oc.output(dispenserSensorsSchema),
  /** A technician filled, emptied or counted: so many items are in this unit now. */
  refill: oc
    .input(z.object({ unit: z.enum(['hopper', 'bin']), count: z.number().int().min(0).max(999) }))
    .output(completionSchema),
};
