import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { fictionalPeople } from '../../fixtures/people.ts';
import { putSimulatorsOnHid } from '../simulator-on-hid.ts';
import { SimulatorOnHidBridge } from '../simulator-on-hid-bridge.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { HidTransport, makeReportTransport, type ReportLine, type Transport } from '../transport/index.ts';
import { idCardReaderConformance } from './conformance.ts';
import { wrapHidTransport } from './hid-wrapper.ts';
import { SamVReader, SimulatedIdCardReader } from './index.ts';
import {
  decodeDeviceReport,
  decodeHostReport,
  encodeDeviceReport,
  encodeHostReport,
  miaxisPieceLength,
  miaxisReportLength,
} from './miaxis-codec.ts';
import { MiaxisDeviceSide } from './miaxis-device-side.ts';
import { miaxisWrapper } from './miaxis-wrapper.ts';
import { samCommands, samReply } from './sam-frame-codec.ts';

const [first, second] = fictionalPeople.map((person) => person.card);
if (!first || !second) throw new Error('two fictional people are needed');
const cards = [first, second] as const;
const info = { vendorId: 0x10c4, productId: 0x0007, usagePage: 0xff00, usage: 1 };

interface Cable {
  transport: Transport<ReportLine>;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  freeze(): void;
  close?(): Promise<void>;
}

async function onPlayedHandle(housing: MiaxisDeviceSide): Promise<Cable> {
  const bus = putSimulatorsOnHid(info, [housing]);
  return { ...bus, transport: new HidTransport({ ...info, library: bus.library }) };
}

async function onBridge(housing: MiaxisDeviceSide): Promise<Cable> {
  const bridge = await putSimulatorOnTcp(new SimulatorOnHidBridge(housing));
  const config = { kind: 'hid-bridge', host: '127.0.0.1', port: bridge.port } as const;
  return { ...bridge, transport: makeReportTransport(config) };
}

async function makeRig(connect = onPlayedHandle) {
  const simulator = new SimulatedIdCardReader({ handMs: 150 });
  const housing = new MiaxisDeviceSide(simulator);
  const cable = await connect(housing);
  const transport = wrapHidTransport(cable.transport, miaxisWrapper);
  const reader = new SamVReader({ transport, pollIntervalMs: 40 });
  reader.start();
  return {
    simulator,
    housing,
    reader,
    cards,
    lay: async (...card: Parameters<SimulatedIdCardReader['layCard']>) => simulator.layCard(...card),
    lift: async () => simulator.lift(),
    dwell: async () => {
      const after = simulator.findCount + 4;
      await expect.poll(() => simulator.findCount).toBeGreaterThanOrEqual(after);
    },
    unplug: cable.unplug,
    plug: cable.plug,
    freeze: async () => cable.freeze(),
    end: async () => {
      await reader.stop();
      await cable.close?.();
    },
  };
}

idCardReaderConformance('SAM_V in a Miaxis housing over HID', () => makeRig());
idCardReaderConformance('SAM_V in a Miaxis housing over a HID bridge', () => makeRig(onBridge));

const byteArray = (maxLength: number) => fc.uint8Array({ maxLength, size: 'max' });
const deviceReport = fc.record({
  sequenceNumber: fc.integer({ min: 0, max: 0xffff }),
  result: fc.integer({ min: 0, max: 255 }),
  packetNumber: fc.integer({ min: 0, max: 255 }),
  piece: byteArray(miaxisPieceLength),
});

describe('Miaxis reports', () => {
  it('the find command goes out as documented', () => {
    const report = encodeHostReport({ sequenceNumber: 0, command: 0xb1, data: samCommands.findCard });
    expect(report).toHaveLength(64);
    expect(Buffer.from(report.subarray(0, 19)).toString('hex')).toBe(
      '8800000b00b1aaaaaa96690003200122ff0300',
    );
  });

  it('round trip of host and device reports', () => {
    const hostReport = fc.record({
      sequenceNumber: fc.integer({ min: 0, max: 0xffff }),
      command: fc.integer({ min: 0, max: 255 }),
      data: byteArray(56),
    });
    fc.assert(
      fc.property(hostReport, deviceReport, (host, device) => {
        const [fromHost, fromDevice] = [encodeHostReport(host), encodeDeviceReport(device)];
        expect([fromHost.length, fromDevice.length]).toEqual([miaxisReportLength, miaxisReportLength]);
        expect(decodeHostReport(fromHost)).toEqual({ ok: true, value: host });
        expect(decodeDeviceReport(fromDevice)).toEqual({ ok: true, value: device });
      }),
    );
    expect(() => encodeHostReport({ sequenceNumber: 0, command: 1, data: new Uint8Array(57) })).toThrow(
      RangeError,
    );
  });

  it('packet numbers in the other byte order -> the same numbers', () => {
    const report = encodeDeviceReport({
      sequenceNumber: 0,
      result: 0,
      packetNumber: 3,
      piece: Uint8Array.of(1),
    });
    [report[6], report[7]] = [report[7] ?? 0, report[6] ?? 0];
    expect(decodeDeviceReport(report)).toMatchObject({ value: { packetNumber: 3 } });
  });

  it('one wrong bit or any bytes -> a failure or a report, never a crash', () => {
    fc.assert(
      fc.property(deviceReport, fc.nat({ max: 500 }), byteArray(80), (report, bit, noise) => {
        const good = encodeDeviceReport(report);
        const length = 5 + 3 + report.piece.length;
        const at = bit % length;
        const flipped = good.with(at, (good[at] ?? 0) ^ (1 << (bit % 8)));
        const decoded = decodeDeviceReport(flipped);
        // The sequence is not under the checksum.
        if (at === 1 || at === 2) expect(decoded.ok).toBe(true);
        else if (at !== 3 && at !== 4) expect(decoded.ok).toBe(false);
        expect(typeof decodeDeviceReport(noise).ok).toBe('boolean');
        expect(typeof decodeHostReport(noise).ok).toBe('boolean');
      }),
      { numRuns: 20_000 },
    );
  });

  it('an answer of any length in pieces -> the same bytes, filling dropped; one report missing -> never a shifted answer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2300 }),
        fc.option(fc.nat({ max: 42 })),
        fc.integer({ min: 0, max: 1 }),
        (length, lost, base) => {
          const data = Uint8Array.from({ length }, (_, index) => (index * 7) % 251);
          const frame = samReply.encode({ sw1: 0, sw2: 0, sw3: 0x90, data });
          const read = miaxisWrapper.readAnswer();
          const received: number[] = [];
          const pieces = Math.ceil(frame.length / miaxisPieceLength);
          for (let index = 0; index < pieces; index++) {
            const piece = new Uint8Array(miaxisPieceLength);
            piece.set(frame.subarray(index * miaxisPieceLength, (index + 1) * miaxisPieceLength));
            const report = encodeDeviceReport({
              sequenceNumber: 0,
              result: 0,
              packetNumber: index + base,
              piece,
            });
            if (index !== lost) received.push(...(read(report) ?? []));
          }
          const whole = lost === null || lost >= pieces;
          const expected = whole ? frame : frame.subarray(0, lost * miaxisPieceLength);
          expect(Uint8Array.from(received)).toEqual(Uint8Array.from(expected));
        },
      ),
    );
  });
});

describe('SAM_V over HID', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('one report of the card lost -> frame_incomplete, and the card still lying there is read', async () => {
    const rig = await makeRig();
    ends.push(rig.end);
    await expect.poll(() => rig.reader.status.value.state).toBe('online');
    rig.housing.lostPackets.add(9);
    rig.simulator.layCard(first);
    const told: string[] = [];
    for await (const event of rig.reader.watchCards(AbortSignal.timeout(10_000))) {
      if (event.type === 'read_failed') told.push(event.reason);
      if (event.type === 'card_read') break;
    }
    expect(told).toEqual(['frame_incomplete']);
  });

  it('reports of an answer nobody waits for any more -> drained, not taken for the next answer', async () => {
    const sent: Uint8Array[] = [];
    let deviceSays: (report: Uint8Array) => void = () => {};
    const line = await wrapHidTransport(
      {
        description: 'played',
        open: async () => ({
          ok: true,
          value: {
            sendReport: async (report) => {
              sent.push(report);
              return { ok: true, value: undefined };
            },
            sendFeatureReport: async () => ({ ok: true, value: undefined }),
            readFeatureReport: async () => ({ ok: true, value: new Uint8Array(0) }),
            onReport: (listener) => {
              deviceSays = listener;
            },
            onLost: () => {},
            close: async () => {},
          },
        }),
      },
      miaxisWrapper,
    ).open(new AbortController().signal);
    if (!line.ok) throw new Error('not opened');
    const received: Uint8Array[] = [];
    line.value.onData((bytes) => received.push(bytes));
    const answer = (sw3: number) =>
      encodeDeviceReport({
        sequenceNumber: 0,
        result: 0,
        packetNumber: 0,
        piece: samReply.encode({ sw1: 0, sw2: 0, sw3, data: new Uint8Array(0) }),
      });
    const written = line.value.write(samCommands.findCard);
    deviceSays(answer(0x41));
    await written;
    expect(received).toEqual([]);
    expect(sent).toHaveLength(1);
    deviceSays(answer(0x80));
    expect(received).toEqual([samReply.encode({ sw1: 0, sw2: 0, sw3: 0x80, data: new Uint8Array(0) })]);
  });
});
