import type { Clock } from '../../contract/clock.ts';
import type { ScannedCode } from '../../contract/device-classes.ts';
import { SerialScanner, SimulatedCodeScanner } from '../../devices/code-scanner/index.ts';
import { disturbed, LineDisturbance } from '../../devices/disturbance/index.ts';
import type { DeviceSimulator, SimulatorLine } from '../../devices/simulator.ts';
import { type Scenario, type Stage, scenario, settleMs } from './stage.ts';

class DisturbedScanner implements DeviceSimulator {
  readonly unit: SimulatedCodeScanner;
  readonly line: LineDisturbance;
  readonly #disturbed: DeviceSimulator;

  constructor(unit: SimulatedCodeScanner, clock: Clock) {
    this.unit = unit;
    this.line = new LineDisturbance({ clock });
    this.#disturbed = disturbed(unit, this.line);
  }

  attach(line: SimulatorLine): void {
    this.#disturbed.attach(line);
  }
}

function scannerScenario(
  fault: string,
  play: (scanner: SerialScanner, stage: Stage<DisturbedScanner>) => Promise<unknown>,
  expected: unknown,
): Scenario {
  return scenario({
    deviceClass: 'code-scanner',
    driver: 'serial-scanner',
    fault,
    makeSimulator: (clock) => new DisturbedScanner(new SimulatedCodeScanner({ clock }), clock),
    makeDriver: (transport, clock) =>
      new SerialScanner({ transport, clock, trigger: 'honeywell', suffix: 'cr' }),
    play: async (scanner, stage) => {
      await stage.until(() => scanner.status.value.state === 'online');
      await stage.pass(settleMs);
      return play(scanner, stage);
    },
    expected,
  });
}

/** Reads codes until `wanted` is among them. */
async function watch(
  scanner: SerialScanner,
  stage: Stage<DisturbedScanner>,
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

export const codeScannerScenarios: Scenario[] = [
  scannerScenario(
    'no_answer',
    async (scanner, { world, until }) => {
      world(({ line }) => line.set({ dead: true }));
      await until(() => scanner.status.value.state === 'offline');
      const told = scanner.status.value.fault?.code;
      world(({ line }) => line.heal());
      await until(() => scanner.status.value.state === 'online');
      return { told };
    },
    { told: 'no_answer' },
  ),
  scannerScenario(
    'line_lost_while_watched',
    async (scanner, stage) =>
      watch(scanner, stage, 'CODE-2', async () => {
        stage.world((_line, cable) => cable.unplug());
        await stage.until(() => scanner.status.value.state === 'no_device');
        stage.world((_line, cable) => cable.plug());
        await stage.until(() => scanner.status.value.state === 'online');
        stage.world((line) => line.unit.showCode('CODE-2'));
      }),
    ['CODE-2'],
  ),
  scannerScenario(
    'code_without_end',
    async (scanner, stage) =>
      watch(scanner, stage, 'CODE-3', async () => {
        stage.world((line) => line.unit.showCode('#'.repeat(5000)));
        await stage.pass(2000);
        stage.world((line) => line.unit.showCode('CODE-3'));
      }),
    ['CODE-3'],
  ),
];
