import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ScannedCode } from '../../contract/device-classes.ts';
import { putSimulatorsOnHid } from '../simulator-on-hid.ts';
import { SimulatorOnHidBridge } from '../simulator-on-hid-bridge.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { HidTransport, makeReportTransport } from '../transport/index.ts';
import { codeScannerConformance } from './conformance.ts';
import {
  decodeCommandReport,
  decodeHidPosReport,
  encodeCommandReport,
  encodeHidPosReport,
  hidPosUsage,
  isCommandReply,
} from './hid-pos-codec.ts';
import { HidPosScanner, type HidPosScannerOptions } from './hid-pos-scanner.ts';
import { SimulatedHidPos, type SimulatedHidPosOptions } from './simulated-hid-pos.ts';
import { triggerCommands } from './trigger-commands.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const info = { vendorId: 0x0c2e, productId: 0x0b81, ...hidPosUsage };

/** The unit's reports over a HID bridge, as the bench plays it. */
async function makeBridgeRig(unit: SimulatedHidPosOptions = {}) {
  const simulator = new SimulatedHidPos(unit);
  const bridge = await putSimulatorOnTcp(new SimulatorOnHidBridge(simulator));
  const transport = makeReportTransport({ kind: 'hid-bridge', host: '127.0.0.1', port: bridge.port });
  const scanner = new HidPosScanner({ transport, commands: unit.commands ?? 'honeywell' });
  scanner.start();
  return {
    simulator,
    scanner,
    show: async (code: string | Uint8Array) => simulator.showCode(code),
    isTriggered: () => simulator.triggered,
    unplug: bridge.unplug,
    plug: bridge.plug,
    freeze: async () => bridge.freeze(),
    end: async () => {
      await scanner.stop();
      await bridge.close();
    },
  };
}

async function makeRig(unit: SimulatedHidPosOptions = {}, options: Partial<HidPosScannerOptions> = {}) {
  const simulator = new SimulatedHidPos(unit);
  const bus = putSimulatorsOnHid(info, [simulator]);
  const transport = new HidTransport({ ...info, library: bus.library });
  const scanner = new HidPosScanner({ transport, commands: unit.commands ?? 'honeywell', ...options });
  scanner.start();
  return {
    simulator,
    scanner,
    show: async (code: string | Uint8Array) => simulator.showCode(code),
    isTriggered: () => simulator.triggered,
    unplug: bus.unplug,
    plug: bus.plug,
    freeze: async () => bus.freeze(),
    end: () => scanner.stop(),
  };
}

codeScannerConformance('HID POS with commands', () => makeRig());
codeScannerConformance('HID POS, AIM identifier one byte later, no report id', () =>
  makeRig({ habit: 'shifted', withReportId: false }),
);

codeScannerConformance('HID POS over a HID bridge', () => makeBridgeRig());

describe('HID POS reports', () => {
  it('commands go out as documented, filled up to the size of a report', () => {
    const report = encodeCommandReport(triggerCommands.honeywell.on);
    expect(report).toHaveLength(64);
    expect(report.subarray(0, 6)).toEqual(hex('FD 03 16 54 0D 00'));
    expect(decodeCommandReport(encodeCommandReport(triggerCommands.honeywell.off))).toEqual({
      ok: true,
      value: hex('16 55 0D'),
    });
    expect(() => encodeCommandReport(new Uint8Array(63))).toThrow(RangeError);
  });

  it('first of two reports of a boarding pass, by either library -> the same', () => {
    const report = new Uint8Array(64).fill(0x41);
    report.set(hex('02 38 5D 51 30 4D 31'));
    report.set(hex('73 00 01'), 61);
    const expected = { aim: ']Q0', vendorSymbology: 0x73, continued: true };
    expect(decodeHidPosReport(report)).toMatchObject({ ok: true, value: expected });
    expect(decodeHidPosReport(report.slice(1))).toEqual(decodeHidPosReport(report));
  });

  it('round trip of any report, by every habit', () => {
    const report = fc.record({
      aim: fc.constantFrom(']Q1', ']C0', ']X0'),
      data: fc.uint8Array({ maxLength: 56, size: 'max' }),
      vendorSymbology: fc.integer({ min: 0, max: 255 }),
      continued: fc.boolean(),
    });
    fc.assert(
      fc.property(report, fc.constantFrom('usual', 'shifted'), fc.boolean(), (value, habit, withId) => {
        const bytes = encodeHidPosReport(value, habit);
        expect(bytes).toHaveLength(64);
        expect(decodeHidPosReport(withId ? bytes : bytes.slice(1))).toEqual({ ok: true, value });
      }),
    );
  });

  it('no AIM identifier -> the text is whole all the same', () => {
    const value = { aim: null, data: hex('31 32'), vendorSymbology: 0x6a, continued: false };
    expect(decodeHidPosReport(encodeHidPosReport(value))).toEqual({ ok: true, value });
  });

  it('the answer to a command, as a unit sent it -> never a code', () => {
    const report = new Uint8Array(64);
    report.set(hex('02 08 5D 5A 36 52 45 56 49 4E 46 06 2E'));
    const decoded = decodeHidPosReport(report);
    expect(decoded.ok && isCommandReply(decoded.value)).toBe(true);
  });

  it('any bytes -> a report or a failure, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70, size: 'max' }), (bytes) => {
        const decoded = decodeHidPosReport(bytes);
        if (decoded.ok) expect(decoded.value.data.length).toBeLessThanOrEqual(56);
        expect(typeof decodeCommandReport(bytes).ok).toBe('boolean');
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('HID POS scanner', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function watchWith(...args: Parameters<typeof makeRig>) {
    const rig = await makeRig(...args);
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

  it('a code of many reports while the unit answers questions all the time -> whole, once, with its symbology', async () => {
    const { codes, show } = await watchWith({}, { heartbeatIntervalMs: 5 });
    const text = `https://city.example/${'长码'.repeat(80)}`;
    await show(text);
    await expect.poll(() => codes).toEqual([{ text, symbology: ']Q1' }]);
  });

  it('a unit without commands -> read as it scans; unplugged and plugged again -> told, and back in service', async () => {
    const { codes, show, scanner, unplug, plug } = await watchWith({ commands: 'none', aim: null });
    await show('one');
    await expect.poll(() => codes).toEqual([{ text: 'one', symbology: null }]);
    await unplug();
    await expect.poll(() => scanner.status.value.state).not.toBe('online');
    await plug();
    await expect.poll(() => scanner.status.value.state).toBe('online');
    await show('two');
    await expect.poll(() => codes.map((code) => code.text)).toEqual(['one', 'two']);
  });
});
