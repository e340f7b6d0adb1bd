import type { ScannedCode } from '../../contract/device-classes.ts';
import type { SteppedClock } from '../../contract/test-clock.ts';
import {
  HidPosScanner,
  SerialScanner,
  type SerialScannerOptions,
  SimulatedCodeScanner,
  SimulatedHidPos,
} from '../../devices/code-scanner/index.ts';
import { disturbed, disturbedReports, LineDisturbance } from '../../devices/disturbance/index.ts';
import { bytesMedium, reportsMedium } from './media.ts';
import { lineFaults, type Play, type Scenario, type Stage, scenariosOf } from './stage.ts';

interface Unit<Scanner> {
  scanner: Scanner;
  line: LineDisturbance;
}
type Serial = Unit<SimulatedCodeScanner>;
type Scanner = SerialScanner | HidPosScanner;

const serial = (trigger: SerialScannerOptions['trigger']) =>
  scenariosOf({
    deviceClass: 'code-scanner',
    driver: trigger,
    medium: bytesMedium,
    makeUnit: (clock: SteppedClock) => {
      const scanner = new SimulatedCodeScanner({ clock, family: trigger });
      const line = new LineDisturbance({ clock });
      return { unit: { scanner, line }, simulator: disturbed(scanner, line) };
    },
    makeDriver: (transport, clock) => new SerialScanner({ transport, clock, trigger, suffix: 'cr' }),
  });
const hid = scenariosOf({
  deviceClass: 'code-scanner',
  driver: 'hid-pos',
  medium: reportsMedium,
  makeUnit: (clock) => {
    const scanner = new SimulatedHidPos({ clock });
    const line = new LineDisturbance({ clock });
    return { unit: { scanner, line }, simulator: disturbedReports(scanner, line) };
  },
  makeDriver: (transport, clock) => new HidPosScanner({ transport, clock, commands: 'honeywell' }),
});
const silence = {
  setSilent: ({ line }: Unit<unknown>, silent: boolean) => line.set({ dead: silent }),
  holdable: true,
};

/** Reads codes until `wanted` is among them. */
async function watch<TheUnit>(
  scanner: Scanner,
  stage: Stage<TheUnit>,
  wanted: string,
  during: () => Promise<void>,
): Promise<string[]> {
  const ending = new AbortController();
  const codes: ScannedCode[] = [];
  const watching = (async () => {
    for await (const code of scanner.watchCodes(ending.signal)) codes.push(code);
  })();
  await stage.pass(100);
  await during();
  await stage.until(() => codes.some(({ text }) => text === wanted));
  ending.abort();
  await watching;
  return codes.map(({ text }) => text);
}

/** The cable is pulled while somebody holds a code there; shown again after the replug, it is read. */
function lineLost<TheUnit extends Unit<{ showCode(code: string): void }>, TheScanner extends Scanner>(
  make: (fault: string, play: Play<TheUnit, TheScanner>, expected: unknown) => Scenario,
): Scenario {
  return make(
    'line_lost_while_watched',
    async (scanner, stage) =>
      watch(scanner, stage, 'CODE-2', async () => {
        stage.world((_unit, cable) => void cable.unplug());
        await stage.until(() => scanner.status.value.state === 'no_device');
        stage.world((_unit, cable) => void cable.plug());
        await stage.until(() => scanner.status.value.state === 'online');
        stage.world((unit) => unit.scanner.showCode('CODE-2'));
      }),
    ['CODE-2'],
  );
}

/** A fault the unit tells of itself; `act` brings it about. */
function told(
  make: (fault: string, play: Play<Serial, SerialScanner>, expected: unknown) => Scenario,
  fault: string,
  act: (scanner: SimulatedCodeScanner) => void,
): Scenario {
  return make(
    fault,
    async (scanner, { world, until }) => {
      world((unit) => act(unit.scanner));
      await until(() => scanner.status.value.fault !== null);
      const { state, fault: named } = scanner.status.value;
      return { state, code: named?.code };
    },
    { state: 'hardware_error', code: fault },
  );
}

const honeywell = serial('honeywell');
const newland = serial('newland');
const zebra = serial('zebra-ssi');
const datalogic = serial('datalogic');

export const codeScannerScenarios: Scenario[] = [
  ...lineFaults(honeywell, silence),
  ...lineFaults(newland, silence),
  ...lineFaults(zebra, silence),
  ...lineFaults(datalogic, silence),
  ...lineFaults(hid, silence),
  lineLost(honeywell),
  lineLost(zebra),
  lineLost(hid),
  honeywell(
    'code_without_end',
    async (scanner, stage) =>
      watch(scanner, stage, 'CODE-3', async () => {
        stage.world(({ scanner: unit }) => unit.showCode('#'.repeat(5000)));
        await stage.pass(2000);
        stage.world(({ scanner: unit }) => unit.showCode('CODE-3'));
      }),
    ['CODE-3'],
  ),
  honeywell(
    'code_torn_off',
    async (scanner, stage) =>
      watch(scanner, stage, 'CODE-4', async () => {
        stage.world(({ scanner: unit, line }) => {
          unit.showCode('https://city.example/code/1');
          line.onCrossing = (direction, bytes) => {
            if (direction === 'from_unit' && bytes.includes(0x2e)) line.set({ mute: true });
          };
        });
        await stage.pass(400);
        stage.world(({ line }) => {
          line.onCrossing = () => {};
          line.heal();
        });
        // Its rest may come for so long; a code shown then would be taken for it.
        await stage.pass(2500);
        stage.world(({ scanner: unit }) => unit.showCode('CODE-4'));
      }),
    ['CODE-4'],
  ),
  told(zebra, 'command_denied', (unit) => unit.refuseCommands(0x06)),
  told(zebra, 'command_unknown', (unit) => unit.refuseCommands(0x02)),
  told(zebra, 'command_cancelled', (unit) => unit.refuseCommands(0x0a)),
  told(zebra, 'unknown_code', (unit) => unit.refuseCommands(0x77)),
  told(datalogic, 'motor_failed', (unit) => unit.failParts('m')),
  told(datalogic, 'laser_failed', (unit) => unit.failParts('h')),
  told(datalogic, 'scale_failed', (unit) => unit.failParts('s')),
];
