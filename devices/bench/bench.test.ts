import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { lstat, mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket as WebSocketClient } from 'ws';
import { benchLedgerEntrySchema } from '../../contract/bench.ts';
import type { CardEvent } from '../../contract/device-classes.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { SerialScanner } from '../code-scanner/index.ts';
import { makeDispenser } from '../dispenser/index.ts';
import { IppPrinter } from '../document-printer/index.ts';
import { ModbusRelayDoor } from '../door/index.ts';
import { SamVReader } from '../id-card-reader/index.ts';
import { Board8aLocker } from '../pickup-locker/index.ts';
import { EscPosPrinter } from '../receipt-printer/index.ts';
import { WacomStuPad } from '../signature-pad/index.ts';
import { makeReportTransport, makeTransport } from '../transport/index.ts';
import { type RunningBench, startBench } from './index.ts';

const person = fictionalPeople[0];
if (!person) throw new Error('there are no fictional people');

let directory: string;
let running: RunningBench;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bench-'));
  running = await startBench({
    outputDirectory: directory,
    pace: { printerSpeedMmPerS: 0, documentSheetMs: 50 },
  });
}, 30_000);

afterAll(async () => {
  await running.stop();
  await rm(directory, { recursive: true });
});

async function ledgerTypes(): Promise<string[]> {
  return (await running.bench.readLedger()).map((entry) => entry.type);
}

/** The first card a driver on this line hands over, without the polling before it. */
async function readOneCard(transport: ReturnType<typeof makeTransport>): Promise<CardEvent> {
  const reader = new SamVReader({ transport, pollIntervalMs: 40 });
  reader.start();
  try {
    for await (const event of reader.watchCards(AbortSignal.timeout(10_000))) {
      if (event.type === 'card_read' || event.type === 'read_failed') return event;
    }
    throw new Error('no card within 10 s');
  } finally {
    await reader.stop();
  }
}

function knock(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve('open');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
  });
}

describe('bench process', () => {
  it('card laid -> its data crosses real TCP, and the ledger says so', async () => {
    await running.bench.card.lay({ personId: person.personId });
    const { tcpPort } = running.ready.devices['id-card-reader'];
    const event = await readOneCard(makeTransport({ kind: 'tcp', host: '127.0.0.1', port: tcpPort }));
    expect(event).toMatchObject({ type: 'card_read', card: person.card });
    await expect.poll(ledgerTypes).toEqual(['card_laid', 'card_read']);
    await running.bench.card.lift();
    expect(await ledgerTypes()).toEqual(['card_laid', 'card_read', 'card_lifted']);
  });

  it('the same card through the pseudo-terminal, twice, as a driver reopens its port', async () => {
    const path = running.ready.devices['id-card-reader'].pty ?? '';
    for (const _attempt of [1, 2]) {
      await running.bench.card.lay({ personId: person.personId });
      const event = await readOneCard(makeTransport({ kind: 'serial', path, baudRate: 115200 }));
      expect(event).toMatchObject({ type: 'card_read', card: person.card });
      await running.bench.card.lift();
    }
  });

  it('unplugged -> connections are refused and the terminal is gone; plugged -> the same port is back', async () => {
    const { tcpPort, pty } = running.ready.devices['id-card-reader'];
    const device = 'id-card-reader' as const;
    const standing = connect(tcpPort, '127.0.0.1');
    const broken = new Promise((resolve) => standing.once('close', resolve));
    await new Promise((resolve) => standing.once('connect', resolve));
    await running.bench.device.unplug({ device });
    await broken;
    expect(await knock(tcpPort)).toBe('ECONNREFUSED');
    await expect(lstat(pty ?? '')).rejects.toThrow();
    expect((await running.bench.readState()).devices[0]).toMatchObject({ plugged: false, attached: false });
    await running.bench.device.plug({ device });
    expect(await knock(tcpPort)).toBe('open');
    expect((await lstat(pty ?? '')).isSymbolicLink()).toBe(true);
    const faults = (await running.bench.readLedger()).filter((entry) => entry.type === 'fault_made');
    expect(faults.map(({ fault }) => fault)).toEqual(['unplugged', 'plugged']);
  });

  it('code shown while the scanner is lit -> its text arrives, and stands in no ledger', async () => {
    const { tcpPort } = running.ready.devices['code-scanner'];
    const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: tcpPort });
    const scanner = new SerialScanner({ transport, trigger: 'honeywell', suffix: 'cr' });
    scanner.start();
    const code = (async () => {
      for await (const scanned of scanner.watchCodes(AbortSignal.timeout(10_000))) return scanned;
      return null;
    })();
    await expect.poll(async () => (await running.bench.readState()).scannerTriggered).toBe(true);
    await running.bench.scanner.show({ text: 'https://example.test/随申码' });
    expect(await code).toMatchObject({ text: 'https://example.test/随申码' });
    await scanner.stop();
    const shown = (await running.bench.readLedger()).filter((entry) => entry.type === 'code_shown');
    expect(shown).toHaveLength(1);
    expect(Object.keys(shown[0] ?? {})).toEqual(['type', 'at']);
  });

  it('slip printed -> it lies in the slot as a picture until somebody takes it', async () => {
    const { tcpPort } = running.ready.devices['receipt-printer'];
    const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: tcpPort });
    const printer = new EscPosPrinter({ transport });
    printer.start();
    await expect.poll(() => printer.status.value.state).toBe('online');
    const completion = await printer.print(
      {
        jobId: crypto.randomUUID(),
        document: {
          documentId: crypto.randomUUID(),
          title: '测试凭条',
          blocks: [{ kind: 'qr', data: 'budayang:slip', caption: null }],
        },
      },
      AbortSignal.timeout(10_000),
    );
    expect(completion.effect).toBe('done');
    await printer.stop();
    const cut = (await running.bench.readLedger()).find((entry) => entry.type === 'paper_cut');
    expect(cut).toMatchObject({ paperId: 1, complete: true });
    expect(cut?.qrTexts).toContain('budayang:slip');
    const svg = await fetch(new URL('/papers/1.svg', running.ready.controlUrl));
    expect(await svg.text()).toMatch(/^<svg/);
    const png = await fetch(new URL('/papers/1.png', running.ready.controlUrl));
    expect(Buffer.from(await png.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
    expect((await fetch(new URL('/papers/2.svg', running.ready.controlUrl))).status).toBe(404);
    expect((await running.bench.readState()).printer.papersInSlot).toEqual([1]);
    await running.bench.printer.takePaper();
    expect((await running.bench.readState()).printer).toMatchObject({ papersInSlot: [], papers: [1] });
    expect((await ledgerTypes()).at(-1)).toBe('paper_taken');
  });

  it('item dispensed, left, captured; another taken -> the ledger has each with its running number', async () => {
    const { tcpPort } = running.ready.devices.dispenser;
    const dispenser = makeDispenser(
      {
        driver: 'crt-591',
        address: 0,
        delivery: 'hold_at_gate',
        hopper: { contents: 'cards', capacity: 200, threshold: 20 },
        bin: { capacity: 30 },
      },
      makeTransport({ kind: 'tcp', host: '127.0.0.1', port: tcpPort }),
    );
    dispenser.start();
    const signal = AbortSignal.timeout(15_000);
    try {
      for await (const { state } of dispenser.status.follow(signal)) if (state === 'online') break;
      expect(await dispenser.dispense(crypto.randomUUID(), signal)).toMatchObject({ effect: 'done' });
      expect(await dispenser.capture(crypto.randomUUID(), signal)).toMatchObject({ effect: 'done' });
      await expect(running.bench.dispenser.take()).rejects.toThrow('nothing lies at the gate');
      await running.bench.dispenser.emptyBin();
      await running.bench.dispenser.putIn({ count: 1 });
      expect(await dispenser.dispense(crypto.randomUUID(), signal)).toMatchObject({ effect: 'done' });
      await running.bench.dispenser.take();
      const entries = (await running.bench.readLedger()).filter(({ type }) => type.startsWith('item_'));
      expect(entries).toMatchObject([
        { type: 'item_dispensed', item: 1, unit: 'hopper' },
        { type: 'item_captured', item: 1, unit: 'bin' },
        { type: 'item_dispensed', item: 2, unit: 'hopper' },
        { type: 'item_taken', item: 2, unit: 'gate' },
      ]);
      expect((await running.bench.readState()).dispenser).toMatchObject({ hopperCount: 99, binCount: 0 });
    } finally {
      await dispenser.stop();
    }
  });
  it('a name is written on the pad -> its strokes cross the bridge; left -> the ledger says it was wiped', async () => {
    const { tcpPort: port } = running.ready.devices['signature-pad'];
    const pad = new WacomStuPad({
      transport: makeReportTransport({ kind: 'hid-bridge', host: '127.0.0.1', port }),
    });
    pad.start();
    await expect.poll(() => pad.status.value.state).toBe('online');
    const leaving = new AbortController();
    const points: number[] = [];
    const watching = (async () => {
      for await (const event of pad.watchInk(leaving.signal)) {
        if (event.type === 'ink') points.push(...event.points.map(({ pressure }) => pressure));
      }
    })();
    const { signaturePad } = running.bench;
    const shown = async () => (await running.bench.readState()).signaturePad;
    await expect.poll(async () => (await shown()).inking).toBe(true);
    await signaturePad.movePen({
      places: [
        { x: 0.2, y: 0.5, pressure: 0.5 },
        { x: 0.4, y: 0.3, pressure: 1 },
      ],
    });
    await signaturePad.liftPen();
    await expect.poll(() => points).toEqual([0.5005, 1]);
    expect((await shown()).ink).toHaveLength(1);
    leaving.abort();
    await watching;
    await expect.poll(async () => (await shown()).ink).toEqual([]);
    expect((await ledgerTypes()).slice(-2)).toEqual(['pen_lifted', 'pad_wiped']);
    await pad.stop();
  });

  it('document printed -> its sheets lie in the output, the file can be fetched unchanged, until somebody takes them', async () => {
    const { tcpPort } = running.ready.devices['document-printer'];
    const printer = new IppPrinter({ uri: `ipp://127.0.0.1:${tcpPort}/ipp/print` });
    printer.start();
    await expect.poll(() => printer.status.value.state).toBe('online');
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj << /Type /Page >> endobj\n%%EOF\n');
    const jobId = crypto.randomUUID();
    const document = { jobId, pdf, pages: 1, copies: 2, media: null };
    await running.bench.documentPrinter.setPaper({ sheets: 1 });
    const printing = printer.print(document, AbortSignal.timeout(15_000));
    await expect.poll(async () => (await running.bench.readState()).documentPrinter.sheetsInOutput).toBe(1);
    await expect.poll(() => printer.status.value.fault?.code).toBe('media_empty');
    await running.bench.documentPrinter.setPaper({ sheets: 100 });
    expect(await printing).toMatchObject({ effect: 'done', evidence: { sheetsOut: 2 } });
    await printer.stop();
    const out = (await running.bench.readLedger()).find((entry) => entry.type === 'sheets_out');
    expect(out).toMatchObject({ jobName: `budayang-${jobId}`, sheets: 2, complete: true, documentId: 1 });
    const stored = await fetch(new URL('/documents/1.pdf', running.ready.controlUrl));
    expect(pdf.equals(Buffer.from(await stored.arrayBuffer()))).toBe(true);
    await running.bench.documentPrinter.takeSheets();
    expect((await running.bench.readState()).documentPrinter).toMatchObject({
      sheetsInOutput: 0,
      documents: [1],
    });
    expect((await ledgerTypes()).at(-1)).toBe('sheets_taken');
  });

  it('cell opened by command -> the parcel can be taken; behind a closed or stuck door it cannot', async () => {
    const address = { board: 1, cell: 3 };
    await expect(running.bench.locker.takeParcel(address)).rejects.toThrow('door_closed');
    const { tcpPort } = running.ready.devices['pickup-locker'];
    const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: tcpPort });
    const boards = [{ address: 1, cells: 12, feedback: 'shorted_when_locked' as const }];
    const locker = new Board8aLocker({ transport, boards });
    locker.start();
    await expect.poll(() => locker.status.value.state).toBe('online');
    const open = () =>
      locker.openCell({ ...address, commandId: crypto.randomUUID() }, AbortSignal.timeout(10_000));
    await running.bench.locker.setStuck({ ...address, stuck: true });
    expect((await open()).effect).toBe('none');
    await running.bench.locker.setStuck({ ...address, stuck: false });
    expect((await open()).effect).toBe('done');
    await running.bench.locker.takeParcel(address);
    await running.bench.locker.setDoor({ ...address, open: false });
    await locker.stop();
    expect((await ledgerTypes()).slice(-3)).toEqual(['door_opened', 'parcel_taken', 'door_closed']);
    const opened = (await running.bench.readLedger()).findLast((entry) => entry.type === 'door_opened');
    expect(opened).toMatchObject({ ...address, cause: 'command' });
    await expect(running.bench.locker.setDoor({ board: 1, cell: 13, open: true })).rejects.toThrow('1-13');
  });

  it('door opened by command -> the person gets in, and the ledger says from when to when it was let go', async () => {
    await expect(running.bench.door.setDoor({ open: true })).rejects.toThrow('locked');
    const { tcpPort } = running.ready.devices.door;
    const door = new ModbusRelayDoor({
      transport: makeTransport({ kind: 'tcp', host: '127.0.0.1', port: tcpPort }),
      ...{ unitId: 1, relay: 1, pulse: 'hardware', firstCoil: 0, onValue: 'FF00' },
    });
    door.start();
    await expect.poll(() => door.status.value.state).toBe('online');
    const opening = { commandId: crypto.randomUUID(), pulseMs: 1000 };
    expect((await door.openDoor(opening, AbortSignal.timeout(10_000))).effect).toBe('done');
    await running.bench.door.setDoor({ open: true });
    await running.bench.door.setDoor({ open: false });
    await expect.poll(() => door.status.value.lock).toBe('locked');
    await door.stop();
    const types = ['door_release_began', 'entrance_moved', 'entrance_moved', 'door_released'];
    expect((await ledgerTypes()).slice(-4)).toEqual(types);
    const released = (await running.bench.readLedger()).findLast((entry) => entry.type === 'door_released');
    if (released?.type !== 'door_released') throw new Error('the ledger has no release');
    const lengthMs = Date.parse(released.to) - Date.parse(released.from);
    expect(lengthMs).toBeGreaterThan(900);
    expect(lengthMs).toBeLessThan(1500);
  });

  it('page laid under the camera -> the file Chromium reads shows it, with the same size', async () => {
    const file = running.ready.cameraFile;
    const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex');
    const empty = digest();
    const { size, ino } = await lstat(file);
    await running.bench.camera.layPicture({ pictureId: 'household-zhang-ceshi' });
    expect(digest()).not.toBe(empty);
    expect(await lstat(file)).toMatchObject({ size, ino });
    await running.bench.camera.removePicture();
    expect(digest()).toBe(empty);
    await expect(running.bench.camera.layPicture({ pictureId: 'household-nobody' })).rejects.toThrow(
      'no picture household-nobody',
    );
  });

  it('a watcher gets the state at once and again after every act', async () => {
    const seen: (string | null)[] = [];
    for await (const state of await running.bench.watch()) {
      seen.push(state.cardOnReader);
      if (seen.length === 1) await running.bench.card.lay({ personId: person.personId });
      if (state.cardOnReader !== null) break;
    }
    expect(seen[0]).toBeNull();
    expect(seen.at(-1)).toBe(person.personId);
    await running.bench.card.lift();
  });

  it('no city configured -> showing a 随申码 is refused with the reason', async () => {
    await expect(running.bench.phone.showCityCode({ personId: person.personId })).rejects.toThrow(
      'cityControlUrl',
    );
  });

  it('a page of another origin, or under another name, cannot play with the devices', async () => {
    const url = new URL('/rpc', running.ready.controlUrl);
    const upgrade = (headers: Record<string, string>) =>
      new Promise((resolve) => {
        const socket = new WebSocketClient(url.href.replace('http', 'ws'), { headers });
        socket.on('open', () => {
          socket.close();
          resolve('open');
        });
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('error', () => {});
      });
    expect(await upgrade({ origin: 'http://example.test' })).toBe(403);
    expect(await upgrade({ origin: url.origin })).toBe('open');
    const status = await new Promise((resolve) => {
      request(running.ready.controlUrl, { headers: { host: 'example.test' } }, (response) =>
        resolve(response.statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });

  it('the ledger file holds exactly what the control tells', async () => {
    const lines = (await readFile(running.ready.ledgerFile, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => benchLedgerEntrySchema.parse(JSON.parse(line)))).toEqual(
      await running.bench.readLedger(),
    );
  });
});

describe('end of the bench process', () => {
  async function childrenOf(pid: number): Promise<number[]> {
    const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return list.trim().split(' ').filter(Boolean).map(Number);
  }
  const anyAlive = (pids: number[]) => pids.some((pid) => existsSync(`/proc/${pid}`));

  async function startAnother(): Promise<{ another: RunningBench; programs: number[] }> {
    const outputDirectory = join(directory, crypto.randomUUID());
    const another = await startBench({ outputDirectory });
    return { another, programs: await childrenOf(another.pid) };
  }

  it.each([
    ['asked to stop', (another: RunningBench) => another.stop()],
    ['killed', async (another: RunningBench) => void process.kill(another.pid, 'SIGKILL')],
    ['its parent went', async (another: RunningBench) => another.leave()],
  ])('%s -> no helper program of it stays behind', async (_how, end) => {
    const { another, programs } = await startAnother();
    const terminals = Object.values(another.ready.devices).filter(({ pty }) => pty !== null);
    expect(programs).toHaveLength(terminals.length);
    await end(another);
    await expect.poll(() => anyAlive([another.pid, ...programs])).toBe(false);
    await another.stop();
  });
});
