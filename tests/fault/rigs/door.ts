import { disturbed, LineDisturbance } from '../../../devices/disturbance/index.ts';
import { ModbusRelayDoor, SimulatedRelayBoard } from '../../../devices/door/index.ts';
import { nobody, startDevice, told } from '../device-under-test.ts';
import { memoryLane, tcpLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig } from '../rig.ts';
import { limitMs } from '../strike.ts';
import type { RigOptions } from './options.ts';

const wiring = {
  unitId: 1,
  relay: 1,
  pulse: 'hardware',
  firstCoil: 0,
  onValue: 'FF00',
  contact: { input: 1, setWhen: 'open' },
} as const;
const pulseMs = 4000;
const writeCoil = 0x05;

export async function doorRig({ time, setting, hostProgram }: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  let releases = 0;
  const unit = new SimulatedRelayBoard({
    ...wiring,
    clock,
    onReleaseBegan: () => {
      releases += 1;
    },
  });
  const disturbance = new LineDisturbance({ clock });
  const simulator = disturbed(unit, disturbance);
  const hosted = setting === 'hosted';
  const lane = hosted ? await tcpLane(simulator) : memoryLane(simulator);
  const device = await startDevice({
    deviceClass: 'door',
    config: { driver: 'modbus-relay', ...wiring },
    lane,
    hosted,
    hostProgram,
    makeDriver: (transport) => new ModbusRelayDoor({ ...wiring, transport, clock }),
  });
  const { driver, host } = device;

  const begin = (): Act => {
    const opening = { commandId: crypto.randomUUID(), pulseMs };
    const leaving = new AbortController();
    const { signal } = leaving;
    const open = () =>
      told(driver?.openDoor(opening, signal) ?? host?.connect().openDoor(opening, { signal }) ?? nobody());
    return {
      told: open(),
      again: open,
      lookUp: () =>
        told(driver?.lookUpOpening(opening) ?? host?.connect().lookUpOpening(opening) ?? nobody()),
      leave: () => leaving.abort(),
    };
  };
  const phase = (reached: (crossing: Crossing) => boolean): ActPhase => ({
    begin,
    reached,
    effects: () => releases,
    // The second finds the lock let go and needs no pulse of its own.
    meeting: { first: 'done', second: 'done', effects: 1 },
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
      confirming: phase(() => unit.state.released),
    },
    mischief(fault, name) {
      if (fault === 'power_off') {
        return {
          make: () => unit.setPower(false),
          cure: () => unit.setPower(true),
          told: { by: 'status', is: ({ fault: named }) => named?.code === 'no_answer' },
        };
      }
      if (fault !== 'jam') return null;
      return {
        make: () => unit.setStuck(true),
        cure: () => unit.setStuck(false),
        told:
          name === 'confirming'
            ? {
                by: 'status',
                is: ({ fault: named }) => named?.code === 'lock_left_released',
                withinMs: pulseMs + limitMs,
              }
            : { by: 'completion', code: 'relay_not_switched' },
      };
    },
    async tidyUp() {
      await time.until('the lock holds again', () => !unit.state.released, 2 * pulseMs);
    },
  };
}
