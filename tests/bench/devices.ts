import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { distDirectory } from '../../build/paths.ts';
import { systemClock } from '../../contract/clock.ts';
import type { HostedDeviceClass } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { PseudoTerminal } from '../../devices/bench/pseudo-terminal.ts';
import { SimulatedCodeScanner } from '../../devices/code-scanner/index.ts';
import { SimulatedCrt591 } from '../../devices/dispenser/index.ts';
import { SimulatedDocumentPrinter } from '../../devices/document-printer/index.ts';
import { SimulatedRelayBoard } from '../../devices/door/index.ts';
import { SamVReader, SimulatedIdCardReader } from '../../devices/id-card-reader/index.ts';
import { SimulatedPickupLocker } from '../../devices/pickup-locker/index.ts';
import { EscPosPrinter, SimulatedReceiptPrinter } from '../../devices/receipt-printer/index.ts';
import { RecordingTransport } from '../../devices/recording/index.ts';
import type { DeviceSimulator } from '../../devices/simulator.ts';
import { putSimulatorOnTcp } from '../../devices/simulator-on-tcp.ts';
import { TcpTransport } from '../../devices/transport/tcp.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { HostedDevice } from '../fault/hosted-device.ts';
import { type BenchRow, percentile, row } from './rows.ts';

const rounds = 20;
const baudRate = 115_200;
const bitsPerByte = 10;
const hostProgram = join(distDirectory, 'processes', 'device-host.mjs');

export async function measureDevices(): Promise<BenchRow[]> {
  return [await measureCard(), await measureStatus(), ...(await measureHosts())];
}

/** From the first byte of the record on the line to the parsed card, less the time the bytes need. */
async function measureCard(): Promise<BenchRow> {
  const unit = new SimulatedIdCardReader({ baudRate, handMs: 0 });
  const cable = await putSimulatorOnTcp(unit);
  const transport = new RecordingTransport(
    new TcpTransport({ host: '127.0.0.1', port: cable.port }),
    systemClock,
  );
  const reader = new SamVReader({ transport, pollIntervalMs: 100 });
  const ending = new AbortController();
  const overMs: number[] = [];
  reader.start();
  const person = fictionalPeople[0];
  if (!person) throw new Error('a fictional person is needed');
  for await (const event of reader.watchCards(ending.signal)) {
    if (event.type === 'waiting') {
      unit.lift();
      unit.layCard(person.card);
    } else if (event.type === 'card_read') {
      const nowMs = performance.now();
      const { firstMs, bytes } = lastAnswer(transport.crossings);
      overMs.push(
        nowMs - (transport.startedAtMs ?? nowMs) - firstMs - (bytes * bitsPerByte * 1000) / baudRate,
      );
      unit.lift();
      if (overMs.length === rounds) ending.abort();
    } else if (event.type === 'read_failed') throw new Error(`a proper card was not read: ${event.reason}`);
  }
  await reader.stop();
  await cable.close();
  return row({
    name: 'card from its first byte to the parsed record, less wire time, 95th percentile',
    value: percentile(overMs, 0.95),
    unit: 'ms',
    budget: 20,
  });
}

/** The pieces of the answer that came after the last request. */
function lastAnswer(crossings: RecordingTransport['crossings']): { firstMs: number; bytes: number } {
  const lastOut = crossings.findLastIndex(({ dir }) => dir === 'out');
  const pieces = crossings.slice(lastOut + 1);
  const bytes = pieces.reduce((sum, piece) => sum + ('hex' in piece ? piece.hex.length / 2 : 0), 0);
  return { firstMs: pieces[0]?.ms ?? 0, bytes };
}

/** From the change at the unit to the driver's status. */
async function measureStatus(): Promise<BenchRow> {
  const unit = new SimulatedReceiptPrinter();
  const cable = await putSimulatorOnTcp(unit);
  const printer = new EscPosPrinter({
    transport: new TcpTransport({ host: '127.0.0.1', port: cable.port }),
  });
  printer.start();
  const samplesMs: number[] = [];
  let coverOpen = false;
  let changedAtMs = performance.now();
  for await (const status of printer.status.follow()) {
    if (status.state !== 'online' || status.coverOpen !== coverOpen) continue;
    if (samplesMs.length > rounds) break;
    samplesMs.push(performance.now() - changedAtMs);
    coverOpen = !coverOpen;
    await delay(20);
    changedAtMs = performance.now();
    unit.setCover(coverOpen);
  }
  await printer.stop();
  await cable.close();
  return row({
    name: 'change at the unit to the status of the driver, 95th percentile',
    // The first sample is the connection.
    value: percentile(samplesMs.slice(1), 0.95),
    unit: 'ms',
    budget: 200,
  });
}

const boards = [{ address: 1, cells: 24 }];

type Unit = [simulator: () => DeviceSimulator, deviceClass: HostedDeviceClass, config: object];

/** Every class, and the card reader twice; on serial lines, whose native parts weigh most. */
const units: Unit[] = [
  [() => new SimulatedIdCardReader(), 'id-card-reader', { driver: 'sam-v' }],
  [() => new SimulatedCodeScanner(), 'code-scanner', { driver: 'serial-scanner' }],
  [() => new SimulatedReceiptPrinter(), 'receipt-printer', { driver: 'esc-pos' }],
  [() => new SimulatedPickupLocker({ boards }), 'pickup-locker', { driver: 'board-8a', boards }],
  [() => new SimulatedRelayBoard(), 'door', { driver: 'modbus-relay' }],
  [() => new SimulatedCrt591(), 'dispenser', { driver: 'crt-591' }],
  [() => new SimulatedDocumentPrinter(), 'document-printer', { driver: 'ipp' }],
  [() => new SimulatedIdCardReader(), 'id-card-reader', { driver: 'sam-v' }],
];

/** Eight hosts as built for a terminal, idle. */
async function measureHosts(): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'budayang-bench-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true })];
  const hosts: { name: HostedDeviceClass; pid: number }[] = [];
  try {
    for (const [index, unit] of units.entries()) {
      const host = await startHost(unit, join(directory, `tty${index}`), ends);
      hosts.push({ name: unit[1], pid: host.pid });
    }
    await delay(settleMs);
    const cpuBefore = hosts.map(({ pid }) => cpuMs(pid));
    await delay(idleMs);
    const cpuSpent = hosts.map(({ pid }, index) => cpuMs(pid) - (cpuBefore[index] ?? 0));
    const memory = hosts.map(({ name, pid }) => ({ name, ...memoryOf(pid) }));
    for (const [index, { name, rss, pss }] of memory.entries()) {
      const share = (((cpuSpent[index] ?? 0) / idleMs) * 100).toFixed(2);
      process.stderr.write(`${name}: RSS ${rss} MB, PSS ${pss} MB, ${share} % of one core\n`);
    }
    return [
      row({
        name: 'memory of a device host (resident set), largest of eight',
        value: Math.max(...memory.map(({ rss }) => rss)),
        unit: 'MB',
        budget: 60,
        peer: { name: 'its proportional set', value: Math.max(...memory.map(({ pss }) => pss)) },
      }),
      row({
        name: 'eight idle device hosts, share of one core',
        value: (cpuSpent.reduce((sum, spentMs) => sum + spentMs, 0) / idleMs) * 100,
        unit: '%',
        budget: 3,
      }),
    ];
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** A unit behind its line, and the host that keeps it online. */
async function startHost(
  [makeSimulator, deviceClass, config]: Unit,
  link: string,
  ends: (() => Promise<unknown>)[],
): Promise<HostedDevice<HostedDeviceClass>> {
  const cable = await putSimulatorOnTcp(makeSimulator());
  ends.push(() => cable.close());
  const host = new HostedDevice<HostedDeviceClass>(
    deviceClass,
    { ...config, ...(await addressOf(deviceClass, cable.port, link, ends)) },
    hostProgram,
  );
  ends.push(() => host.stop());
  await host.ready();
  const client = host.connect();
  for await (const status of (await client.watchStatus()) as AsyncIterable<DeviceStatus>) {
    if (status.state === 'online') return host;
  }
  throw new Error(`${deviceClass} did not come online`);
}

async function addressOf(
  deviceClass: HostedDeviceClass,
  tcpPort: number,
  link: string,
  ends: (() => Promise<unknown>)[],
): Promise<object> {
  if (deviceClass === 'document-printer') return { uri: `ipp://127.0.0.1:${tcpPort}/ipp/print` };
  const terminal = new PseudoTerminal({ link, tcpPort });
  await terminal.start();
  ends.push(() => terminal.stop());
  return { transport: { kind: 'serial', path: link, baudRate: 9600 } };
}

const settleMs = 5000;
const idleMs = 20_000;
/** Ticks of `/proc` are hundredths of a second on every Linux of this platform. */
const tickMs = 10;

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

function memoryOf(pid: number): { rss: number; pss: number } {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (name: string) =>
    Math.round((Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024) * 10) / 10;
  return { rss: megabytes('Rss'), pss: megabytes('Pss') };
}
