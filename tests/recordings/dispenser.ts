import type { SteppedClock } from '../../contract/test-clock.ts';
import { makeDispenser, SimulatedCrt591, SimulatedK720 } from '../../devices/dispenser/index.ts';
import type { Transport } from '../../devices/transport/index.ts';
import { bytesMedium } from './media.ts';
import { lineFaults, type Play, type Scenario, type Stage, scenariosOf } from './stage.ts';

type Dispenser = ReturnType<typeof makeDispenser>;
type Unit = SimulatedCrt591 | SimulatedK720;
const ids = { first: '00000000-0000-4000-8000-000000000004', second: '00000000-0000-4000-8000-000000000005' };
const binCapacity = 2;

const makeDriverOf =
  (driver: 'crt-591' | 'k720') =>
  (transport: Transport, clock: SteppedClock): Dispenser =>
    makeDispenser(
      {
        driver,
        address: 0,
        delivery: 'hold_at_gate',
        hopper: { contents: 'cards', capacity: 200, threshold: 20 },
        bin: { capacity: binCapacity },
      },
      transport,
      { clock },
    );

const crt = scenariosOf({
  deviceClass: 'dispenser',
  driver: 'crt-591',
  medium: bytesMedium,
  makeUnit: (clock) => {
    const unit = new SimulatedCrt591({ clock, binCapacity });
    return { unit, simulator: unit };
  },
  makeDriver: makeDriverOf('crt-591'),
});
const k720 = scenariosOf({
  deviceClass: 'dispenser',
  driver: 'k720',
  medium: bytesMedium,
  makeUnit: (clock) => {
    const unit = new SimulatedK720({ clock, binCapacity, selfResetMs: 2500 });
    return { unit, simulator: unit };
  },
  makeDriver: makeDriverOf('k720'),
});

type Told = { effect: string; code: string | null };

async function begin(
  dispenser: Dispenser,
  act: 'dispense' | 'capture' = 'dispense',
  commandId = ids.first,
): Promise<Told> {
  const { effect, fault } = await dispenser[act](commandId, new AbortController().signal);
  return { effect, code: fault?.code ?? null };
}

/** From its beginning to its outcome, with nothing in between. */
function command(
  dispenser: Dispenser,
  stage: Pick<Stage<Unit>, 'settle'>,
  ...which: [act?: 'dispense' | 'capture', commandId?: string]
): Promise<Told> {
  return stage.settle(begin(dispenser, ...which));
}

/** The unit never hears this move as long as the command lasts. */
async function losing(
  move: string,
  moving: Promise<Told>,
  stage: Pick<Stage<SimulatedCrt591>, 'world' | 'pass'>,
): Promise<Told> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  moving.then(end, end);
  while (!ended) {
    stage.world((unit) => unit.loseCommand(move));
    await stage.pass(5);
  }
  return moving;
}

/** The unit refuses to feed with this code of two characters. */
function refusal(fault: string, code: string): Scenario {
  return crt(
    fault,
    async (dispenser, stage) => {
      stage.world((unit) => unit.failMove('22', code));
      return command(dispenser, stage);
    },
    { effect: 'none', code: fault },
  );
}

/** A condition of the unit that the status names by itself. */
function condition<TheUnit extends Unit>(
  make: (fault: string, play: Play<TheUnit, Dispenser>, expected: unknown) => Scenario,
  fault: string,
  act: (unit: TheUnit) => void,
): Scenario {
  return make(
    fault,
    async (dispenser, stage) => {
      stage.world(act);
      await stage.until(() => dispenser.status.value.fault?.code === fault);
      return command(dispenser, stage);
    },
    { effect: 'none', code: fault },
  );
}

const silence = {
  setSilent: (unit: Unit, silent: boolean) => {
    unit.line.isSilent = silent;
  },
  holdable: true,
};

export const dispenserScenarios: Scenario[] = [
  ...lineFaults(crt, silence),
  ...lineFaults(k720, silence),
  refusal('sensor_fault', '12'),
  refusal('item_too_long', '13'),
  refusal('item_too_short', '14'),
  refusal('capture_disabled', '40'),
  refusal('magnetic_fault', '41'),
  refusal('move_not_allowed', '43'),
  refusal('counter_overflow', '50'),
  refusal('motor_fault', '51'),
  refusal('card_contact_bad', '05'),
  refusal('command_refused', '01'),
  refusal('not_supported', '03'),
  refusal('chip_power_short', '60'),
  refusal('chip_not_activated', '61'),
  refusal('chip_fault', '62'),
  refusal('unknown_code', 'Z9'),
  condition(crt, 'hopper_empty', (unit) => unit.body.setHopper(0)),
  condition(crt, 'bin_full', (unit) => unit.body.setBinCount(binCapacity)),
  crt(
    'jam',
    async (dispenser, stage) => {
      stage.world((unit) => unit.body.jamAt('present'));
      const jammed = await command(dispenser, stage);
      stage.world((unit) => unit.body.clearJam());
      return { jammed, next: await command(dispenser, stage, 'dispense', ids.second) };
    },
    { jammed: { effect: 'unknown', code: 'jam' }, next: { effect: 'done', code: null } },
  ),
  crt(
    'moved_by_hand',
    async (dispenser, stage) => {
      stage.world((unit) => unit.body.pullAt('present'));
      return command(dispenser, stage);
    },
    { effect: 'done', code: null },
  ),
  crt(
    'item_at_gate',
    async (dispenser, stage) => {
      await command(dispenser, stage);
      return command(dispenser, stage, 'dispense', ids.second);
    },
    { effect: 'none', code: 'item_at_gate' },
  ),
  crt('nothing_to_capture', async (dispenser, stage) => command(dispenser, stage, 'capture'), {
    effect: 'none',
    code: 'nothing_to_capture',
  }),
  crt(
    'item_in_path',
    async (dispenser, stage) => {
      stage.world((unit) => unit.failMove('20', '43'));
      const stayed = await command(dispenser, stage);
      return { stayed, next: await command(dispenser, stage, 'dispense', ids.second) };
    },
    { stayed: { effect: 'none', code: 'move_not_allowed' }, next: { effect: 'none', code: 'item_in_path' } },
  ),
  crt(
    'not_initialised',
    async (dispenser, stage) => {
      stage.world((unit) => unit.restart());
      return command(dispenser, stage);
    },
    { effect: 'done', code: null },
  ),
  crt(
    'item_taken',
    async (dispenser, stage) => {
      await command(dispenser, stage);
      stage.world((unit) => unit.body.pullAt('capture'));
      return command(dispenser, stage, 'capture', ids.second);
    },
    { effect: 'none', code: 'item_taken' },
  ),
  crt(
    'outcome_not_told',
    async (dispenser, stage) => {
      const moving = begin(dispenser);
      await stage.pass(130);
      stage.world((unit) => {
        unit.line.isSilent = true;
      });
      return stage.settle(moving);
    },
    { effect: 'unknown', code: 'outcome_not_told' },
  ),
  crt('item_not_fed', async (dispenser, stage) => losing('22', begin(dispenser), stage), {
    effect: 'none',
    code: 'item_not_fed',
  }),
  crt('item_not_presented', async (dispenser, stage) => losing('20', begin(dispenser), stage), {
    effect: 'none',
    code: 'item_not_presented',
  }),
  crt(
    'item_not_captured',
    async (dispenser, stage) => {
      await command(dispenser, stage);
      return losing('23', begin(dispenser, 'capture', ids.second), stage);
    },
    { effect: 'none', code: 'item_not_captured' },
  ),
  k720(
    'item_recalled',
    async (dispenser, stage) => {
      const moving = begin(dispenser);
      await stage.pass(100);
      stage.world((unit) => unit.resetItself());
      return stage.settle(moving);
    },
    { effect: 'none', code: 'item_recalled' },
  ),
  crt(
    'line_lost_in_move',
    async (dispenser, stage) => {
      const moving = begin(dispenser);
      await stage.pass(130);
      stage.world((_unit, cable) => void cable.unplug());
      await stage.until(() => dispenser.status.value.state === 'no_device');
      stage.world((_unit, cable) => void cable.plug());
      return stage.settle(moving);
    },
    { effect: 'done', code: null },
  ),
  k720(
    'dispense_failed',
    async (dispenser, stage) => {
      stage.world((unit) => unit.body.failToFeed());
      const failed = await command(dispenser, stage);
      return { failed, next: await command(dispenser, stage, 'dispense', ids.second) };
    },
    { failed: { effect: 'none', code: 'dispense_failed' }, next: { effect: 'done', code: null } },
  ),
  k720(
    'jam',
    async (dispenser, stage) => {
      stage.world((unit) => unit.body.jamAt('feed'));
      return command(dispenser, stage);
    },
    { effect: 'unknown', code: 'jam' },
  ),
  condition(k720, 'hopper_empty', (unit) => unit.body.setHopper(0)),
];
