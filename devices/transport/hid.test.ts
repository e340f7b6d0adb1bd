import { afterEach, describe, expect, it } from 'vitest';
import type { ReportSimulator, ReportSimulatorLine } from '../simulator.ts';
import { putSimulatorsOnHid } from '../simulator-on-hid.ts';
import { HidTransport, type HidTransportOptions } from './hid.ts';
import { nodeHid, usbPortOfKernelPath } from './hid-library.ts';
import type { ReportLine } from './port.ts';

const info = { vendorId: 0x10c4, productId: 0x0007, usagePage: 0xff00, usage: 1 };
const never = new AbortController().signal;

/** Answers every report with its own name behind it. */
class EchoUnit implements ReportSimulator {
  readonly features: Uint8Array[] = [];
  closed = 0;
  readonly #name: number;
  constructor(name: number) {
    this.#name = name;
  }
  attach(line: ReportSimulatorLine): void {
    line.onReport((report) => line.send(Uint8Array.of(...report, this.#name)));
    line.onFeatureReport((report) => this.features.push(report));
    line.onClosed(() => this.closed++);
  }
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function openLine(options: HidTransportOptions): Promise<ReportLine> {
  const opened = await new HidTransport(options).open(never);
  if (!opened.ok) throw new Error(opened.error.detail);
  ends.push(() => opened.value.close());
  return opened.value;
}

describe('node-hid on this machine', () => {
  it('the native library loads and lists, perhaps nothing', async () => {
    expect(await nodeHid.list(0xdead, 0xbeef)).toEqual([]);
  });

  it('a device that is not there -> named, so that the technician knows which one', async () => {
    const transport = new HidTransport({ vendorId: 0xdead, productId: 0xbeef, usbPort: '1-4' });
    expect(await transport.open(never)).toEqual({
      ok: false,
      error: { kind: 'not_found', detail: 'no hid dead:beef 1-4 is plugged in' },
    });
    await expect(nodeHid.open('/dev/hidraw-none')).rejects.toThrow(/hidraw-none/);
    const gone = { ...info, path: '/dev/hidraw-none', serialNumber: null, usbPort: null };
    expect(await nodeHid.isPresent(gone)).toBe(false);
  });

  it('the port is read off the kernel path, behind hubs too', () => {
    const root = '/sys/devices/pci0000:00/0000:00:14.0/usb1';
    expect(usbPortOfKernelPath(`${root}/1-4/1-4:1.0/0003:10C4:0007.0001`)).toBe('1-4');
    expect(usbPortOfKernelPath(`${root}/1-4/1-4.2/1-4.2:1.1/0003:10C4:0007.0002`)).toBe('1-4.2');
    expect(usbPortOfKernelPath('/sys/devices/virtual/misc/uhid/0005:046D:B019.0003')).toBeNull();
  });
});

describe('HID line on a played handle', () => {
  it('reports go both ways whole, also those that came before anybody listened', async () => {
    const unit = new EchoUnit(7);
    const { library } = putSimulatorsOnHid(info, [unit]);
    const line = await openLine({ ...info, library });
    expect(await line.sendReport(Uint8Array.of(0, 1, 2))).toEqual({ ok: true, value: undefined });
    expect(await line.sendFeatureReport(Uint8Array.of(0xfe, 1))).toMatchObject({ ok: true });
    await expect.poll(() => unit.features).toEqual([Uint8Array.of(0xfe, 1)]);
    const received: Uint8Array[] = [];
    line.onReport((report) => received.push(report));
    expect(received).toEqual([Uint8Array.of(0, 1, 2, 7)]);
    await line.close();
    expect(unit.closed).toBe(1);
    expect(await line.sendReport(Uint8Array.of(0))).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });

  it('two units alike and none named -> neither is opened; named by port -> the same one after every replug', async () => {
    const bus = putSimulatorsOnHid(info, [new EchoUnit(1), new EchoUnit(2)]);
    const { library } = bus;
    const refused = await new HidTransport({ ...info, library }).open(never);
    expect(refused).toMatchObject({ ok: false, error: { detail: expect.stringContaining('1-1, 1-2') } });
    for (const _replug of [1, 2]) {
      const line = await openLine({ ...info, usbPort: '1-2', library });
      const report = new Promise((resolve) => line.onReport(resolve));
      await line.sendReport(Uint8Array.of(0));
      expect(await report).toEqual(Uint8Array.of(0, 2));
      await bus.unplug();
      await bus.plug();
    }
  });

  it('two units alike, the named one unplugged -> the other is not taken for it', async () => {
    const { library } = putSimulatorsOnHid(info, [new EchoUnit(1), new EchoUnit(2)]);
    const onlyFirst: typeof library = {
      ...library,
      list: async (...ids) => (await library.list(...ids)).filter(({ usbPort }) => usbPort === '1-1'),
    };
    const transport = new HidTransport({ ...info, usbPort: '1-2', library: onlyFirst });
    expect(await transport.open(never)).toMatchObject({ ok: false, error: { kind: 'not_found' } });
  });

  it('another function of the same device -> not taken for this one', async () => {
    const { library } = putSimulatorsOnHid(info, [new EchoUnit(1)]);
    expect(await new HidTransport({ ...info, usagePage: 0x8c, library }).open(never)).toMatchObject({
      ok: false,
      error: { kind: 'not_found' },
    });
  });

  it('unplugged -> told once, also where the handle itself says nothing', async () => {
    const bus = putSimulatorsOnHid(info, [new EchoUnit(1)]);
    const loud = await openLine({ ...info, library: bus.library });
    const mute = await openLine({
      ...info,
      presenceIntervalMs: 10,
      library: {
        ...bus.library,
        open: async (path) => ({ ...(await bus.library.open(path)), onError: () => {} }),
      },
    });
    const losses: string[] = [];
    loud.onLost((failure) => losses.push(`loud ${failure.kind}`));
    mute.onLost((failure) => losses.push(`mute ${failure.kind}`));
    await bus.unplug();
    await expect.poll(() => losses.sort()).toEqual(['loud lost', 'mute lost']);
    expect(await loud.sendReport(Uint8Array.of(0))).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });

  it('a write that never returns -> timeout by its deadline', async () => {
    const { library } = putSimulatorsOnHid(info, [new EchoUnit(1)]);
    const line = await openLine({
      ...info,
      writeDeadlineMs: 10,
      library: {
        ...library,
        open: async (path) => ({ ...(await library.open(path)), write: () => new Promise(() => {}) }),
      },
    });
    expect(await line.sendReport(Uint8Array.of(0))).toMatchObject({ ok: false, error: { kind: 'timeout' } });
  });
});
