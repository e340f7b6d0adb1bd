import { afterEach, describe, expect, it } from 'vitest';
import type { ScannedCode } from '../../contract/device-classes.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import { codeScannerConformance } from './conformance.ts';
import { SerialScanner, type SerialScannerOptions, SimulatedCodeScanner } from './index.ts';

async function makeRig(options: Partial<SerialScannerOptions> = {}) {
  const trigger = options.trigger ?? 'honeywell';
  const suffix = options.suffix ?? 'cr';
  const simulator = new SimulatedCodeScanner({ family: trigger, suffix });
  const unit = await putSimulatorOnTcp(simulator);
  const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: unit.port });
  const scanner = new SerialScanner({ transport, trigger, suffix, ...options });
  scanner.start();
  return {
    simulator,
    scanner,
    show: async (code: string | Uint8Array) => simulator.showCode(code),
    isTriggered: () => simulator.triggered,
    unplug: unit.unplug,
    plug: unit.plug,
    freeze: async () => unit.freeze(),
    end: async () => {
      await scanner.stop();
      await unit.close();
    },
  };
}

codeScannerConformance('Honeywell, suffix CR', () => makeRig());
codeScannerConformance('Newland, no suffix', () => makeRig({ trigger: 'newland', suffix: 'none' }));
codeScannerConformance('Zebra SSI', () => makeRig({ trigger: 'zebra-ssi' }));
codeScannerConformance('Datalogic Magellan, suffix CR LF', () =>
  makeRig({ trigger: 'datalogic', suffix: 'crlf' }),
);

describe('serial scanner', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function watchWith(options: Partial<SerialScannerOptions>) {
    const rig = await makeRig(options);
    ends.push(rig.end);
    const codes: ScannedCode[] = [];
    const controller = new AbortController();
    const running = (async () => {
      for await (const code of rig.scanner.watchCodes(controller.signal)) codes.push(code);
    })();
    ends.push(async () => {
      controller.abort();
      await running;
    });
    await expect.poll(rig.isTriggered).toBe(true);
    return { ...rig, codes };
  }

  it.each(['honeywell', 'newland', 'zebra-ssi', 'datalogic'] as const)(
    '%s is asked whether it is there all the time -> its answers never become codes',
    async (trigger) => {
      const { codes, show } = await watchWith({ trigger, heartbeatIntervalMs: 5 });
      for (const text of ['one', 'two', 'three']) {
        await show(text);
        await expect.poll(() => codes.at(-1)?.text).toBe(text);
      }
      expect(codes.map((code) => code.text)).toEqual(['one', 'two', 'three']);
    },
  );

  it('a phone held there too long -> one code; the same code shown again later -> a second', async () => {
    const { codes, show, simulator } = await watchWith({ heartbeatIntervalMs: 20, sameCodeMs: 300 });
    await show('held');
    await expect.poll(() => codes.length).toBe(1);
    await show('held');
    await expect.poll(() => simulator.triggered).toBe(true);
    await show('other');
    await expect.poll(() => codes.length).toBe(2);
    await show('held');
    await expect.poll(() => codes.map((code) => code.text)).toEqual(['held', 'other', 'held']);
  });

  it('an AIM identifier in front -> told apart from the text', async () => {
    const { codes, show } = await watchWith({});
    await show(']Q1text');
    await expect.poll(() => codes).toEqual([{ text: 'text', symbology: ']Q1' }]);
  });

  it('a laser of a Datalogic unit fails -> the technician reads which; repaired -> online by itself', async () => {
    const { scanner, simulator } = await watchWith({ trigger: 'datalogic', heartbeatIntervalMs: 20 });
    simulator.failParts('v');
    await expect
      .poll(() => scanner.status.value)
      .toEqual({
        state: 'hardware_error',
        fault: { code: 'laser_failed', nextAct: 'technician', vendorCode: 'vFAIL' },
      });
    simulator.failParts('');
    await expect.poll(() => scanner.status.value.state).toBe('online');
  });

  it.each([
    [6, 'command_denied', 'NAK 06'],
    [2, 'command_unknown', 'NAK 02'],
    [0x7e, 'unknown_code', 'NAK 7E'],
  ])(
    'a Zebra unit refuses commands with cause %i -> %s, with what it said',
    async (cause, code, vendorCode) => {
      const { scanner, simulator } = await watchWith({ trigger: 'zebra-ssi', heartbeatIntervalMs: 20 });
      simulator.refuseCommands(cause);
      await expect.poll(() => scanner.status.value.fault).toMatchObject({ code, vendorCode });
      simulator.refuseCommands(null);
      await expect.poll(() => scanner.status.value.state).toBe('online');
    },
  );

  it('a Zebra unit names the symbology by number -> told as an AIM identifier', async () => {
    const { codes, show } = await watchWith({ trigger: 'zebra-ssi' });
    await show('text');
    await expect.poll(() => codes).toEqual([{ text: 'text', symbology: ']Q1' }]);
  });
});
