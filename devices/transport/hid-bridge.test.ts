import { connect, createServer } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FrameScanner } from '../codec/index.ts';
import type { DeviceSimulator, ReportSimulator, ReportSimulatorLine } from '../simulator.ts';
import { SimulatorOnHidBridge } from '../simulator-on-hid-bridge.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { HidBridgeTransport } from './hid-bridge.ts';
import { hidBridgeFrame, hidBridgeFrameKind, hidBridgeShape, longestHidReport } from './hid-bridge-codec.ts';
import { makeReportTransport } from './index.ts';
import type { ReportLine } from './port.ts';

const never = new AbortController().signal;
const { input, output } = hidBridgeFrameKind;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Answers every report with its own name behind it. */
class EchoUnit implements ReportSimulator {
  readonly features: Uint8Array[] = [];
  closed = 0;
  line: ReportSimulatorLine | undefined;
  readonly #name: number;
  constructor(name: number) {
    this.#name = name;
  }
  attach(line: ReportSimulatorLine): void {
    this.line = line;
    line.onReport((report) => line.send(Uint8Array.of(...report, this.#name)));
    line.onFeatureReport((report) => this.features.push(report));
    line.onFeatureRequest((id) => (id === 9 ? Uint8Array.of(9, this.#name) : null));
    line.onClosed(() => this.closed++);
  }
}

async function bridgeTo(unit: ReportSimulator) {
  const bridge = await putSimulatorOnTcp(new SimulatorOnHidBridge(unit));
  ends.push(bridge.close);
  return bridge;
}

async function openLine(port: number, presenceIntervalMs = 1000): Promise<ReportLine> {
  const transport = new HidBridgeTransport({ host: '127.0.0.1', port, presenceIntervalMs });
  const opened = await transport.open(never);
  if (!opened.ok) throw new Error(opened.error.detail);
  ends.push(() => opened.value.close());
  return opened.value;
}

describe('frames of a HID bridge', () => {
  const report = fc.record({
    kind: fc.constantFrom(...Object.values(hidBridgeFrameKind)),
    report: fc.uint8Array({ maxLength: 300, size: 'max' }),
  });

  it('any reports, cut anywhere on their way -> the same reports in the same order', () => {
    fc.assert(
      fc.property(fc.array(report, { maxLength: 8 }), fc.integer({ min: 1, max: 70 }), (reports, piece) => {
        const bytes = Buffer.concat(reports.map((each) => hidBridgeFrame.encode(each)));
        const scanner = new FrameScanner(hidBridgeShape);
        const found: unknown[] = [];
        for (let offset = 0; offset < bytes.length; offset += piece) {
          for (const frame of scanner.push(bytes.subarray(offset, offset + piece))) {
            const decoded = hidBridgeFrame.decode(frame);
            found.push(decoded.ok && decoded.value);
          }
        }
        expect(found).toEqual(reports);
      }),
    );
  });

  it('a report of 64 bytes with its id goes out as declared', () => {
    const bytes = hidBridgeFrame.encode({ kind: output, report: Uint8Array.of(0xfd, 3, 0x16, 0x54, 0x0d) });
    expect(Buffer.from(bytes).toString('hex')).toBe('68020500fd0316540d');
  });

  it('a length no report has, or noise -> never a frame of it, and the next good one is found', () => {
    const scanner = new FrameScanner(hidBridgeShape);
    const good = hidBridgeFrame.encode({ kind: input, report: Uint8Array.of(2, 1) });
    const tooLong = longestHidReport + 1;
    const bad = Uint8Array.of(0x68, input, tooLong & 0xff, tooLong >> 8, 0x68, 0x77, 0x00);
    expect(scanner.push(Uint8Array.of(...bad, ...good))).toEqual([good]);
    expect(scanner.pendingBytes).toBe(0);
  });
});

describe('HID line over a bridge', () => {
  it('reports go both ways whole with their ids, also long ones and those that came before anybody listened', async () => {
    const unit = new EchoUnit(7);
    const line = await openLine((await bridgeTo(unit)).port);
    const long = Uint8Array.from({ length: 4000 }, (_, index) => index % 256);
    expect(await line.sendReport(Uint8Array.of(0, 1, 2))).toEqual({ ok: true, value: undefined });
    expect(await line.sendReport(long)).toEqual({ ok: true, value: undefined });
    expect(await line.sendFeatureReport(Uint8Array.of(0xfe, 1))).toMatchObject({ ok: true });
    await expect.poll(() => unit.features).toEqual([Uint8Array.of(0xfe, 1)]);
    const received: Uint8Array[] = [];
    line.onReport((report) => received.push(report));
    await expect.poll(() => received).toEqual([Uint8Array.of(0, 1, 2, 7), Uint8Array.of(...long, 7)]);
    await line.close();
    await expect.poll(() => unit.closed).toBe(1);
    expect(await line.sendReport(Uint8Array.of(0))).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });

  it('feature reports are asked for one after another; one the unit does not know, or after the unplug -> a failure', async () => {
    const bridge = await bridgeTo(new EchoUnit(7));
    const line = await openLine(bridge.port);
    const [known, unknown, again] = await Promise.all([9, 8, 9].map((id) => line.readFeatureReport(id)));
    expect(known).toEqual({ ok: true, value: Uint8Array.of(9, 7) });
    expect(unknown).toMatchObject({ ok: false, error: { kind: 'lost' } });
    expect(again).toEqual(known);
    const lost = new Promise((resolve) => line.onLost(resolve));
    await bridge.unplug();
    await lost;
    expect(await line.readFeatureReport(9)).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });

  it('an answer that never comes -> timeout by its deadline', async () => {
    const bridge = await bridgeTo(new EchoUnit(7));
    const transport = new HidBridgeTransport({ host: '127.0.0.1', port: bridge.port, writeDeadlineMs: 20 });
    const opened = await transport.open(never);
    if (!opened.ok) throw new Error(opened.error.detail);
    ends.push(() => opened.value.close());
    bridge.freeze();
    expect(await opened.value.readFeatureReport(9)).toMatchObject({ ok: false, error: { kind: 'timeout' } });
  });

  it('two units alike -> each keeps its identity by its port over every replug, and neither stands in for the other', async () => {
    const [first, second] = [await bridgeTo(new EchoUnit(1)), await bridgeTo(new EchoUnit(2))];
    for (const _replug of [1, 2]) {
      const line = await openLine(second.port);
      const report = new Promise((resolve) => line.onReport(resolve));
      await line.sendReport(Uint8Array.of(0));
      expect(await report).toEqual(Uint8Array.of(0, 2));
      await second.unplug();
      const port = { kind: 'hid-bridge', host: '127.0.0.1', port: second.port } as const;
      expect(await makeReportTransport(port).open(never)).toMatchObject({
        ok: false,
        error: { kind: 'not_found' },
      });
      await openLine(first.port);
      await second.plug();
    }
  });

  it('unplugged -> told once, as a HID unit tells it, and later reports are refused', async () => {
    const bridge = await bridgeTo(new EchoUnit(1));
    const line = await openLine(bridge.port);
    const losses: string[] = [];
    line.onLost((failure) => losses.push(failure.kind));
    await bridge.unplug();
    await expect.poll(() => losses).toEqual(['lost']);
    expect(await line.sendReport(Uint8Array.of(0))).toMatchObject({ ok: false, error: { kind: 'lost' } });
    expect(losses).toHaveLength(1);
  });

  it('bridge silent without an end of the line -> lost after two questions, though the unit never speaks by itself', async () => {
    const unit = new SimulatorOnHidBridge(new EchoUnit(1));
    let answers = 0;
    const counted: DeviceSimulator = {
      attach(line) {
        const send = (bytes: Uint8Array) => {
          answers++;
          line.send(bytes);
        };
        unit.attach({ ...line, send });
      },
    };
    const bridge = await putSimulatorOnTcp(counted);
    ends.push(bridge.close);
    const line = await openLine(bridge.port, 20);
    const losses: string[] = [];
    line.onLost((failure) => losses.push(failure.detail));
    await expect.poll(() => answers).toBeGreaterThan(3);
    expect(losses).toEqual([]);
    bridge.freeze();
    await expect.poll(() => losses).toEqual(['the bridge does not answer any more']);
  });

  it('a stranger on the port sends anything -> the unit hears only whole output reports', async () => {
    const heard: Uint8Array[] = [];
    const bridge = await bridgeTo({
      attach: (line) => line.onReport((report) => heard.push(report)),
    });
    const stranger = connect(bridge.port, '127.0.0.1');
    ends.push(async () => void stranger.destroy());
    const good = hidBridgeFrame.encode({ kind: output, report: Uint8Array.of(0, 9) });
    stranger.write(Uint8Array.of(0x00, 0x68, 0x55, 0xff, 0xff, ...good));
    await expect.poll(() => heard).toEqual([Uint8Array.of(0, 9)]);
  });

  it('reports nobody listens for -> the newest are kept, no more than a buffer of them', async () => {
    const server = createServer((socket) => {
      for (let index = 0; index < 100; index++) {
        socket.write(hidBridgeFrame.encode({ kind: input, report: Uint8Array.of(index) }));
      }
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(async () => void server.close());
    const address = server.address();
    const line = await openLine(typeof address === 'object' ? (address?.port ?? 0) : 0);
    await new Promise((resolve) => line.onLost(resolve));
    const received: number[] = [];
    line.onReport((report) => received.push(report[0] ?? -1));
    expect(received).toEqual(Array.from({ length: 64 }, (_, index) => 36 + index));
  });
});
