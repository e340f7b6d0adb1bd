import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceStatusSchema } from '../device-common.ts';

export const doorStateSchema = z.enum(['closed', 'open', 'unknown']);
export const cellAddressSchema = z.object({
  /** As set on the board's switches; boards of some makes count from 0. */
  board: z.number().int().min(0).max(99),
  /** 1-based lock number on the board. */
  cell: z.number().int().min(1).max(48),
});
export type CellAddress = z.infer<typeof cellAddressSchema>;

/** What the sensor in a cell sees; `unknown` where there is none. */
export const itemPresenceSchema = z.enum(['present', 'absent', 'unknown']);

export const cellStatusSchema = cellAddressSchema.extend({
  door: doorStateSchema,
  item: itemPresenceSchema,
  /** Open for longer than the terminal's alarm time. */
  leftOpen: z.boolean(),
});

export const pickupLockerStatusSchema = deviceStatusSchema.extend({ cells: z.array(cellStatusSchema) });
export type PickupLockerStatus = z.infer<typeof pickupLockerStatusSchema>;

export const pickupLockerContract = {
  watchStatus: oc.output(eventIterator(pickupLockerStatusSchema)),
  /** Sends one open command, then asks for the door; never repeats the command by itself. */
  openCell: oc.input(cellAddressSchema.extend({ commandId: z.uuid() })).output(completionSchema),
  lookUpOpening: oc.input(cellAddressSchema.extend({ commandId: z.uuid() })).output(completionSchema),
};
