import type { DispenserSensors, DispenserStatus } from '../../contract/device-classes.ts';
import type { DeviceStatus, Fault } from '../../contract/device-common.ts';
import { fault, isLasting } from './faults.ts';
import type { Sensed } from './mechanism.ts';

/** Sizes of the storage units, and what was counted in them. */
export interface Storage {
  hopper: { capacity: number; threshold: number; count: number | null };
  bin: { capacity: number; count: number | null };
}

export function sensorsOf(sensed: Sensed | null, storage: Storage): DispenserSensors {
  const { hopper, bin } = storage;
  return {
    gate: sensed?.gate ?? 'unknown',
    path: sensed?.path ?? 'unknown',
    units: {
      hopper: {
        id: 'hopper',
        kind: 'dispense',
        ...hopper,
        // The sensor is believed where it contradicts the count.
        count: sensed?.hopper === 'empty' ? 0 : hopper.count,
        state: hopperState(sensed, storage),
      },
      bin: {
        id: 'bin',
        kind: 'retain',
        capacity: bin.capacity,
        threshold: bin.capacity,
        count: sensed?.binCount ?? bin.count,
        state: binState(sensed, storage),
      },
    },
  };
}

function hopperState(sensed: Sensed | null, { hopper }: Storage): 'full' | 'low' | 'empty' | 'unknown' {
  const told = sensed?.hopper ?? null;
  if (told === null || told === 'empty') return told ?? 'unknown';
  const isCountLow = hopper.count !== null && hopper.count <= hopper.threshold;
  return told === 'low' || isCountLow ? 'low' : 'full';
}

function binState(sensed: Sensed | null, { bin }: Storage): 'ok' | 'full' | 'unknown' {
  const told = sensed?.bin ?? null;
  const count = sensed?.binCount ?? bin.count;
  if (told !== null && count !== null && count >= bin.capacity) return 'full';
  return told ?? 'unknown';
}

/** Reduces what is seen and what was refused to one state; the most severe fault wins. */
export function statusOf(sensed: Sensed, heldFault: Fault | null, storage: Storage): DispenserStatus {
  const sensors = sensorsOf(sensed, storage);
  return { ...headOf(sensed, heldFault, sensors), ...sensors };
}

function headOf(sensed: Sensed, heldFault: Fault | null, { units }: DispenserSensors): DeviceStatus {
  const severe = [sensed.fault, heldFault].find((each) => each !== null && isLasting(each));
  if (severe) return { state: 'hardware_error', fault: severe };
  if (sensed.fault) return { state: 'online', fault: sensed.fault };
  if (units.bin.state === 'full') return { state: 'online', fault: fault('bin_full') };
  if (units.hopper.state === 'empty') return { state: 'online', fault: fault('hopper_empty') };
  return { state: 'online', fault: null };
}
