import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceClassSchema, deviceStatusSchema } from '../device-common.ts';

/** Power of one device behind its relay; `off` only while it is cut. */
export const outletSchema = z.object({
  deviceClass: deviceClassSchema,
  power: z.enum(['on', 'off', 'unknown']),
});

export const powerRelayStatusSchema = deviceStatusSchema.extend({ outlets: z.array(outletSchema) });
export type PowerRelayStatus = z.infer<typeof powerRelayStatusSchema>;

export const powerRelayContract = { watchStatus: oc.output(eventIterator(powerRelayStatusSchema)) };

/** Between the host of one device and that of the relay: this device's power and no other. */
export const outletContract = {
  /** Cuts the power of the device and gives it back. `done`: the relay was seen to do both. */
  cyclePower: oc.output(completionSchema),
};
