import type { DispenserSensors, DispenserStatus } from '../../contract/device-classes.ts';
import type { DeviceStatus, Fault, StorageUnit } from '../../contract/device-common.ts';
import { fault, isLasting } from './faults.ts';
import type { Sensed } from './mechanism.ts';

/** Sizes of the storage units, and what was counted in them. */
export interface Storage {
  hopper: {
    contents: 'cards' | 'invoices';
    capacity: number;
    threshold: number;
    count: number | null;
  };
  bin: { capacity: number; count: number | null };
}

export function sensorsOf(sensed: Sensed | null, storage: Storage): DispenserSensors {
  return {
    gate: sensed?.gate ?? 'unknown',
    path: sensed?.path ?? 'unknown',
    storage: [hopperOf(sensed, storage), binOf(sensed, storage)],
  };
}

export function hopperOf(sensed: Sensed | null, { hopper }: Storage): StorageUnit {
  const told = sensed?.hopper ?? null;
  const isCountLow = hopper.count !== null && hopper.count <= hopper.threshold;
  return {
    unitId: 'hopper',
    kind: hopper.contents,
    capacity: hopper.capacity,
    // The sensor is believed where it contradicts the count.
    count: told === 'empty' ? 0 : hopper.count,
    threshold: hopper.threshold,
    level: told === 'enough' ? (isCountLow ? 'low' : 'ok') : (told ?? 'unknown'),
  };
}

export function binOf(sensed: Sensed | null, { bin }: Storage): StorageUnit {
  const told = sensed?.bin ?? null;
  const count = sensed?.binCount ?? bin.count;
  const isCountFull = told !== null && count !== null && count >= bin.capacity;
  return {
    unitId: 'bin',
    kind: 'retained',
    capacity: bin.capacity,
    count,
    threshold: bin.capacity,
    level: isCountFull ? 'full' : (told ?? 'unknown'),
  };
}

/** Reduces what is seen and what was refused to one state; the most severe fault wins. */
export function statusOf(sensed: Sensed, heldFault: Fault | null, storage: Storage): DispenserStatus {
  return { ...headOf(sensed, heldFault, storage), ...sensorsOf(sensed, storage) };
}

function headOf(sensed: Sensed, heldFault: Fault | null, storage: Storage): DeviceStatus {
  const severe = [sensed.fault, heldFault].find((each) => each !== null && isLasting(each));
  if (severe) return { state: 'hardware_error', fault: severe };
  if (sensed.fault) return { state: 'online', fault: sensed.fault };
  if (binOf(sensed, storage).level === 'full') return { state: 'online', fault: fault('bin_full') };
  if (hopperOf(sensed, storage).level === 'empty') return { state: 'online', fault: fault('hopper_empty') };
  return { state: 'online', fault: null };
}
