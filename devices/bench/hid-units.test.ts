import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardEvent } from '../../contract/device-classes.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { HidPosScanner } from '../code-scanner/hid-pos-scanner.ts';
import { wrapHidTransport } from '../id-card-reader/hid-wrapper.ts';
import { SamVReader } from '../id-card-reader/index.ts';
import { miaxisWrapper } from '../id-card-reader/miaxis-wrapper.ts';
import { makeReportTransport } from '../transport/index.ts';
import { type RunningBench, startBench } from './index.ts';

const [first, second] = fictionalPeople;
if (!first || !second) throw new Error('two fictional people are needed');
/** From the pull of the cable to the status, and from the replug to service. */
const noticeMs = 3000;

describe('HID units of the bench, chosen in its configuration', () => {
  let directory: string;
  let running: RunningBench;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bench-hid-'));
    running = await startBench({
      outputDirectory: directory,
      cardReader: { housing: 'miaxis' },
      scanner: { driver: 'hid-pos' },
    });
  }, 30_000);
  afterAll(async () => {
    await running.stop();
    await rm(directory, { recursive: true });
  });

  const transportTo = (device: 'id-card-reader' | 'code-scanner') => {
    const { tcpPort } = running.ready.devices[device];
    return makeReportTransport({ kind: 'hid-bridge', host: '127.0.0.1', port: tcpPort });
  };

  /** Unplugs and plugs again, and looks at the clock. */
  async function replug(device: 'id-card-reader' | 'code-scanner', stateOf: () => string): Promise<void> {
    await running.bench.device.unplug({ device });
    await expect.poll(stateOf, { timeout: noticeMs }).toBe('no_device');
    await running.bench.device.plug({ device });
    await expect.poll(stateOf, { timeout: noticeMs }).toBe('online');
  }

  it('the person at the bench sees how to reach them; a serial line they have none', async () => {
    const { devices } = await running.bench.readState();
    for (const device of ['id-card-reader', 'code-scanner'] as const) {
      const { tcpPort, pty } = running.ready.devices[device];
      expect(pty).toBeNull();
      expect(devices.find((each) => each.device === device)?.address).toBe(`hid-bridge 127.0.0.1:${tcpPort}`);
    }
    expect(running.ready.devices['receipt-printer'].pty).not.toBeNull();
  });

  it('card on the Miaxis reader -> read; unplugged -> told within 3 s; plugged -> the next card within 3 s', async () => {
    const transport = wrapHidTransport(transportTo('id-card-reader'), miaxisWrapper);
    const reader = new SamVReader({ transport, pollIntervalMs: 40 });
    reader.start();
    const cards = reader.watchCards(AbortSignal.timeout(15_000));
    const next = async (type: CardEvent['type']) => {
      for (let event = await cards.next(); !event.done; event = await cards.next()) {
        if (event.value.type === type) return event.value;
      }
      throw new Error(`no ${type} in time`);
    };
    try {
      await running.bench.card.lay({ personId: first.personId });
      expect(await next('card_read')).toMatchObject({ card: { idNumber: first.card.idNumber } });
      await running.bench.card.lift();
      await next('waiting');
      await replug('id-card-reader', () => reader.status.value.state);
      await running.bench.card.lay({ personId: second.personId });
      expect(await next('card_read')).toMatchObject({ card: { idNumber: second.card.idNumber } });
      await running.bench.card.lift();
      const entries = (await running.bench.readLedger()).filter(({ type }) => type === 'card_read');
      expect(entries).toHaveLength(2);
    } finally {
      await reader.stop();
    }
  });

  it('a code longer than one report -> whole; a code taken away before it was read -> never comes', async () => {
    const scanner = new HidPosScanner({ transport: transportTo('code-scanner'), commands: 'honeywell' });
    await running.bench.scanner.show({ text: 'taken away' });
    await running.bench.scanner.hide();
    scanner.start();
    const codes = scanner.watchCodes(AbortSignal.timeout(15_000));
    try {
      const text = `https://city.example/随申码/${'0123456789'.repeat(20)}`;
      const code = codes.next();
      await expect.poll(async () => (await running.bench.readState()).scannerTriggered).toBe(true);
      await running.bench.scanner.show({ text });
      expect((await code).value).toEqual({ text, symbology: ']Q1' });
      await replug('code-scanner', () => scanner.status.value.state);
      const next = codes.next();
      await running.bench.scanner.show({ text: 'after the replug' });
      expect((await next).value).toMatchObject({ text: 'after the replug' });
    } finally {
      await scanner.stop();
    }
  });
});
