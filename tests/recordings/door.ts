import { ModbusRelayDoor, SimulatedRelayBoard } from '../../devices/door/index.ts';
import { bytesMedium } from './media.ts';
import { lineFaults, type Scenario, type Stage, scenariosOf } from './stage.ts';

const wiring = {
  unitId: 1,
  relay: 1,
  pulse: 'hardware',
  firstCoil: 0,
  onValue: 'FF00',
  contact: { input: 1, setWhen: 'open' },
} as const;
const opening = { commandId: '00000000-0000-4000-8000-000000000003', pulseMs: 1500 };
type DoorStage = Stage<SimulatedRelayBoard>;

const make = scenariosOf({
  deviceClass: 'door',
  driver: 'modbus-relay',
  medium: bytesMedium,
  makeUnit: (clock) => {
    const unit = new SimulatedRelayBoard({ ...wiring, clock });
    return { unit, simulator: unit };
  },
  makeDriver: (transport, clock) => new ModbusRelayDoor({ ...wiring, transport, clock }),
});

async function open(
  door: ModbusRelayDoor,
  stage: DoorStage,
  during: () => Promise<void> = async () => {},
): Promise<unknown> {
  const ending = door.openDoor(opening, new AbortController().signal);
  await during();
  const { effect, fault } = await stage.settle(ending);
  return { effect, code: fault?.code ?? null, vendorCode: fault?.vendorCode ?? null };
}

/** The board refuses the pulse with this exception. */
function refusal(fault: string, exception: number, effect: 'none' | 'unknown' = 'none'): Scenario {
  return make(
    fault,
    (door, stage) => {
      stage.world((unit) => unit.refuseNext(exception));
      return open(door, stage);
    },
    effect === 'none'
      ? { effect, code: fault, vendorCode: `exception ${exception.toString(16).padStart(2, '0')}` }
      : { effect: 'none', code: 'relay_not_switched', vendorCode: null },
  );
}

export const doorScenarios: Scenario[] = [
  ...lineFaults(make, { setSilent: (unit, silent) => unit.setSilent(silent), holdable: true }),
  refusal('illegal_function', 0x01),
  refusal('illegal_address', 0x02),
  refusal('illegal_value', 0x03),
  refusal('device_busy', 0x06),
  // What these leave open, the relay answers: it stayed off.
  refusal('device_failure', 0x04, 'unknown'),
  refusal('unknown_code', 0x0b, 'unknown'),
  make(
    'relay_not_switched',
    (door, stage) => {
      stage.world((unit) => unit.setStuck(true));
      return open(door, stage);
    },
    { effect: 'none', code: 'relay_not_switched', vendorCode: null },
  ),
  make(
    'release_not_told',
    (door, stage) =>
      open(door, stage, async () => {
        await stage.pass(15);
        stage.world((unit) => unit.setSilent(true));
      }),
    { effect: 'unknown', code: 'release_not_told', vendorCode: null },
  ),
  make(
    'lock_left_released',
    (door, stage) =>
      open(door, stage, async () => {
        await stage.pass(100);
        stage.world((unit) => unit.setStuck(true));
        await stage.until(() => door.status.value.fault?.code === 'lock_left_released');
        stage.world((unit) => unit.setStuck(false));
        await stage.until(() => door.status.value.lock === 'locked');
      }),
    { effect: 'done', code: null, vendorCode: null },
  ),
];
