import type { DeviceStatus } from '../../contract/device-common.ts';
import type { LineDisturbance } from '../../devices/disturbance/index.ts';
import type { FaultRig, Mischief } from './rig.ts';
import type { FaultName } from './table.ts';
import type { RowTime } from './time.ts';

/** From a fault to the status that names it, and from its cure to a device that serves. */
export const limitMs = 3000;
/** Longer than any driver waits for an answer to a question. */
export const lateMs = 1500;

const isSilent = ({ state, fault }: DeviceStatus) => state === 'offline' && fault?.code === 'no_answer';
const isMissing = ({ state, fault }: DeviceStatus) =>
  state === 'no_device' && fault?.code === 'port_not_found';
const isHeld = ({ state, fault }: DeviceStatus) => state === 'offline' && fault?.code === 'port_busy';

/** Makes the fault at once; nothing crosses the line before it is made. */
export function strike(fault: FaultName, phase: string, rig: FaultRig): Omit<Mischief, 'make'> {
  const own = rig.mischief(fault, phase);
  if (own) {
    own.make();
    return own;
  }
  const { disturbance, cable } = rig;
  const heal = () => disturbance.heal();
  switch (fault) {
    case 'disconnect': {
      const unplugged = Promise.resolve(cable.unplug());
      const cure = async () => {
        await unplugged;
        await cable.plug();
      };
      return { told: { by: 'status', is: isMissing }, cure };
    }
    case 'power_off':
      disturbance.set({ dead: true });
      return { told: { by: 'status', is: isSilent }, cure: heal };
    case 'no_answer':
      disturbance.set({ mute: true });
      return { told: { by: 'status', is: isSilent }, cure: heal };
    case 'wrong_answer':
      disturbance.set({ wrongBits: rig.wrongBits });
      return { told: { by: 'status', is: isSilent }, cure: heal };
    case 'late_answer':
      disturbance.set({ delayMs: lateMs });
      return {
        told: { by: 'status', is: isSilent },
        cure: () => endLateness(disturbance, rig.time),
      };
    case 'host_crash':
    case 'host_hang': {
      const { host } = rig;
      if (!host) throw new Error('this row needs a host');
      process.kill(host.pid, fault === 'host_crash' ? 'SIGKILL' : 'SIGSTOP');
      // A device without a host has no status; the supervisor tells of it.
      return { told: null, cure: () => host.ready(2) };
    }
    default:
      throw new Error(`no rig makes ${fault} in ${phase}: it needs a way or a reason in the table`);
  }
}

/** Over when the last late answer has come. */
export async function endLateness(disturbance: LineDisturbance, time: RowTime): Promise<void> {
  disturbance.heal();
  await time.pass(lateMs);
}

/** Another program takes the port while it is free for a moment. */
export async function occupyPort({ cable, time, readStatus }: FaultRig): Promise<Omit<Mischief, 'make'>> {
  if (!cable.setOccupied)
    throw new Error('a port of this kind knows no holder: it needs a reason in the table');
  await cable.unplug();
  await time.until('the port is missed', async () => isMissing(await readStatus()), limitMs);
  await cable.plug();
  await cable.setOccupied(true);
  return { told: { by: 'status', is: isHeld }, cure: () => cable.setOccupied?.(false) };
}
