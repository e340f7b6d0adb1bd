import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { distDirectory } from '../../build/paths.ts';
import { systemClock } from '../../contract/clock.ts';
import { SimulatedCodeScanner } from '../../devices/code-scanner/index.ts';
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

/** Two of every class, idle, as built for a terminal. */
async function measureHosts(): Promise<BenchRow[]> {
  const units: [simulator: () => DeviceSimulator, deviceClass: HostedName, config: object][] = [
    [() => new SimulatedIdCardReader(), 'id-card-reader', { driver: 'sam-v' }],
    [() => new SimulatedCodeScanner(), 'code-scanner', { driver: 'serial-scanner' }],
    [() => new SimulatedReceiptPrinter(), 'receipt-printer', { driver: 'esc-pos' }],
    [() => new SimulatedPickupLocker({ boards }), 'pickup-locker', { driver: 'board-8a', boards }],
  ];
  const ends: (() => Promise<void>)[] = [];
  const hosts: { name: HostedName; pid: number }[] = [];
  try {
    for (const [makeSimulator, deviceClass, config] of [...units, ...units]) {
      const cable = await putSimulatorOnTcp(makeSimulator());
      ends.push(() => cable.close());
      const transport = { kind: 'tcp', host: '127.0.0.1', port: cable.port };
      const host = new HostedDevice(deviceClass, { ...config, transport }, hostProgram);
      ends.push(() => host.stop());
      await host.ready();
      hosts.push({ name: deviceClass, pid: host.pid });
    }
    await delay(settleMs);
    const cpuBefore = hosts.map(({ pid }) => cpuMs(pid));
    await delay(idleMs);
    const cpuSpent = hosts.reduce((sum, { pid }, index) => sum + cpuMs(pid) - (cpuBefore[index] ?? 0), 0);
    const memory = hosts.map(({ name, pid }) => ({ name, ...memoryOf(pid) }));
    for (const { name, rss, pss } of memory) process.stderr.write(`${name}: RSS ${rss} MB, PSS ${pss} MB\n`);
    return [
      row({
        name: 'memory of a device host (PSS), largest of eight',
        value: Math.max(...memory.map(({ pss }) => pss)),
        unit: 'MB',
        budget: 60,
        peer: { name: 'its resident set (RSS)', value: Math.max(...memory.map(({ rss }) => rss)) },
      }),
      row({
        name: 'eight idle device hosts, share of one core',
        value: (cpuSpent / idleMs) * 100,
        unit: '%',
        budget: 3,
      }),
    ];
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

type HostedName = 'id-card-reader' | 'code-scanner' | 'receipt-printer' | 'pickup-locker';
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
