import { SimulatedRelayBoard } from '../../devices/door/index.ts';
import { ModbusPowerRelay } from '../../devices/power-relay/index.ts';
import { bytesMedium } from './media.ts';
import { lineFaults, type Scenario, type Stage, scenariosOf } from './stage.ts';

const wiring = {
  unitId: 1,
  pulse: 'hardware',
  firstCoil: 0,
  onValue: 'FF00',
  offMs: 1000,
  outlets: { 'receipt-printer': 3 },
} as const;

const make = scenariosOf({
  deviceClass: 'power-relay',
  driver: 'modbus-relay',
  medium: bytesMedium,
  makeUnit: (clock) => {
    const unit = new SimulatedRelayBoard({ ...wiring, clock });
    return { unit, simulator: unit };
  },
  makeDriver: (transport, clock) => new ModbusPowerRelay({ ...wiring, transport, clock }),
});

async function cycle(
  relay: ModbusPowerRelay,
  stage: Stage<SimulatedRelayBoard>,
  during: () => Promise<void> = async () => {},
): Promise<unknown> {
  const ending = relay.cyclePower('receipt-printer', new AbortController().signal);
  await during();
  const { effect, fault } = await stage.settle(ending);
  return { effect, code: fault?.code ?? null };
}

function refusal(fault: string, exception: number, told = fault): Scenario {
  return make(
    fault,
    (relay, stage) => {
      stage.world((unit) => unit.refuseNext(exception));
      return cycle(relay, stage);
    },
    { effect: 'none', code: told },
  );
}

export const powerRelayScenarios: Scenario[] = [
  ...lineFaults(make, { setSilent: (unit, silent) => unit.setSilent(silent), holdable: true }),
  refusal('illegal_function', 0x01),
  refusal('illegal_address', 0x02),
  refusal('illegal_value', 0x03),
  refusal('device_busy', 0x06),
  // What these leave open, the relay answers: it stayed off.
  refusal('device_failure', 0x04, 'relay_not_switched'),
  refusal('unknown_code', 0x0b, 'relay_not_switched'),
  make(
    'relay_not_switched',
    (relay, stage) => {
      stage.world((unit) => unit.setStuck(true));
      return cycle(relay, stage);
    },
    { effect: 'none', code: 'relay_not_switched' },
  ),
  make(
    'cut_not_told',
    (relay, stage) =>
      cycle(relay, stage, async () => {
        await stage.pass(15);
        stage.world((unit) => unit.setSilent(true));
      }),
    { effect: 'unknown', code: 'cut_not_told' },
  ),
  make(
    'power_not_restored',
    (relay, stage) =>
      cycle(relay, stage, async () => {
        await stage.pass(200);
        stage.world((unit) => unit.setStuck(true));
        await stage.until(() => relay.status.value.fault?.code === 'power_not_restored');
        stage.world((unit) => unit.setStuck(false));
        await stage.until(() => relay.status.value.fault === null);
      }),
    { effect: 'unknown', code: 'power_not_restored' },
  ),
];
