import { disturbed, LineDisturbance } from '../../../devices/disturbance/index.ts';
import { SimulatedRelayBoard } from '../../../devices/door/index.ts';
import { ModbusPowerRelay } from '../../../devices/power-relay/index.ts';
import { nobody, startDevice, told } from '../device-under-test.ts';
import { memoryLane, tcpLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig } from '../rig.ts';
import { endLateness, lateMs, limitMs } from '../strike.ts';
import type { RigOptions } from './options.ts';

const wiring = {
  unitId: 1,
  pulse: 'hardware',
  firstCoil: 0,
  onValue: 'FF00',
  offMs: 4000,
  outlets: { 'receipt-printer': 3 },
} as const;
const deviceClass = 'receipt-printer';
const writeCoil = 0x05;

export async function powerRelayRig({ time, setting, hostProgram }: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  let cuts = 0;
  let isCut = false;
  const unit = new SimulatedRelayBoard({
    ...wiring,
    clock,
    onRelay: (_relay, on) => {
      isCut = on;
      if (on) cuts += 1;
    },
  });
  const disturbance = new LineDisturbance({ clock });
  const simulator = disturbed(unit, disturbance);
  const hosted = setting === 'hosted';
  const lane = hosted ? await tcpLane(simulator) : memoryLane(simulator);
  const device = await startDevice({
    deviceClass: 'power-relay',
    config: { driver: 'modbus-relay', ...wiring },
    lane,
    hosted,
    hostProgram,
    makeDriver: (transport) => new ModbusPowerRelay({ ...wiring, transport, clock }),
  });
  const { driver, host } = device;

  const begin = (): Act => {
    const leaving = new AbortController();
    const { signal } = leaving;
    return {
      told: told(
        driver?.cyclePower(deviceClass, signal) ??
          host?.connect().cyclePower({ deviceClass }, { signal }) ??
          nobody(),
      ),
      // A cut has no name: asked for again, it is another one.
      again: null,
      lookUp: null,
      leave: () => leaving.abort(),
    };
  };
  const phase = (reached: (crossing: Crossing) => boolean): ActPhase => ({
    begin,
    reached,
    effects: () => cuts,
    meeting: { first: 'done', second: 'done', effects: 2 },
  });
  return {
    ...device,
    time,
    disturbance,
    wrongBits: 0x04,
    cable: lane.cable,
    usual: 'asking',
    phases: {
      asking: phase((crossing) => crossing?.direction === 'to_unit'),
      commanding: phase((crossing) => crossing?.direction === 'to_unit' && crossing.bytes[1] === writeCoil),
      cutting: phase(() => isCut),
    },
    mischief(fault, name) {
      if (fault === 'power_off') {
        return {
          make: () => unit.setPower(false),
          cure: () => unit.setPower(true),
          told: { by: 'status', is: ({ fault: named }) => named?.code === 'no_answer' },
        };
      }
      if (fault === 'late_answer' && name !== 'idle') {
        return {
          make: () => disturbance.set({ delayMs: lateMs }),
          cure: () => endLateness(disturbance, time),
          // An answer about the relays names no question: a late one answers the next.
          told: null,
        };
      }
      if (fault !== 'jam') return null;
      return {
        make: () => unit.setStuck(true),
        cure: () => unit.setStuck(false),
        told:
          name === 'cutting'
            ? {
                by: 'status',
                is: ({ fault: named }) => named?.code === 'power_not_restored',
                withinMs: wiring.offMs + limitMs,
              }
            : { by: 'completion', code: 'relay_not_switched' },
      };
    },
    async tidyUp() {
      await time.until('the power is back', () => !isCut, 3 * wiring.offMs);
    },
  };
}
