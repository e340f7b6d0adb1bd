import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusWhere } from './conformance.ts';
import { IppPrinter } from './ipp-printer.ts';
import { makeSamplePdf } from './sample-pdf.ts';

const programs = [
  { debianPackage: 'cups-ipp-utils', file: '/usr/sbin/ippeveprinter' },
  { debianPackage: 'dbus-daemon', file: '/usr/bin/dbus-daemon' },
];

/** It announces itself over D-Bus and ends without a bus: this one is its own, and holds nobody else. */
const busConfig = (socket: string) => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <policy context="default"><allow eavesdrop="true"/><allow send_destination="*" eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

/** Tells the printer on its standard error that one impression is finished, as a print command should. */
const countingCommand = '#!/bin/sh\ncat "$1" >/dev/null\necho "ATTR: job-impressions-completed=1" >&2\n';

const children: ChildProcess[] = [];
let directory: string;
let bus: string;

async function start(file: string, parameters: string[], environment: Record<string, string> = {}) {
  const child = spawn(file, parameters, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child, 'spawn');
  children.push(child);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  await exited;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A printer of its own for each test, without announcement (`-r off`), and a driver connected to it. */
async function startPrinter(name: string, ...parameters: string[]) {
  const spool = join(directory, name);
  await mkdir(spool);
  const port = await freePort();
  const base = [
    '-p',
    String(port),
    '-r',
    'off',
    '-n',
    'localhost',
    '-k',
    '-d',
    spool,
    '-f',
    'application/pdf',
  ];
  await start('/usr/sbin/ippeveprinter', [...base, ...parameters, name], { DBUS_SYSTEM_BUS_ADDRESS: bus });
  /** Its web page has a form that says what lies in the trays; letter paper does at first. */
  const loadA4 = async () => {
    const form = new URL(`http://localhost:${port}/media`);
    form.search = new URLSearchParams({
      size1: 'iso_a4_210x297mm',
      type1: 'stationery',
      level1: '250',
      size3: 'iso_dl_110x220mm',
      type3: 'envelope',
      level3: '25',
    }).toString();
    expect(await (await fetch(form)).text()).toContain('Media updated');
  };
  const startDriver = async () => {
    const driver = new IppPrinter({
      uri: `ipp://localhost:${port}/ipp/print`,
      settleMs: 500,
      cancelMs: 30_000,
    });
    driver.start();
    await statusWhere(driver, ({ state }) => state === 'online');
    return driver;
  };
  const storedPdfs = async () => {
    const names = (await readdir(spool)).filter((file) => file.endsWith('.pdf'));
    return Promise.all(names.map((file) => readFile(join(spool, file))));
  };
  return { startDriver, loadA4, storedPdfs };
}

beforeAll(async () => {
  for (const { file, debianPackage } of programs) {
    if (!existsSync(file)) throw new Error(`${file} is missing: apt-get install ${debianPackage}`);
  }
  directory = await mkdtemp(join(tmpdir(), 'ippeve-'));
  const socket = join(directory, 'bus');
  bus = `unix:path=${socket}`;
  await writeFile(join(directory, 'bus.conf'), busConfig(socket));
  const parameters = [
    `--config-file=${join(directory, 'bus.conf')}`,
    '--nofork',
    '--nopidfile',
    '--print-address',
  ];
  const daemon = await start('/usr/bin/dbus-daemon', parameters);
  if (daemon.stdout) await once(daemon.stdout, 'data', { signal: AbortSignal.timeout(20_000) });
});

afterAll(async () => {
  for (const child of children.reverse()) await end(child);
  if (directory) await rm(directory, { recursive: true });
});

const never = new AbortController().signal;

describe("IPP driver on Debian's ippeveprinter", () => {
  it('certificate printed -> completed, its impression counted, the stored file identical; a new host knows it', async () => {
    const command = join(directory, 'count-impressions');
    await writeFile(command, countingCommand);
    await chmod(command, 0o755);
    const { startDriver, loadA4, storedPdfs } = await startPrinter('counting', '-c', command);
    const driver = await startDriver();
    const pdf = await makeSamplePdf();
    const document = { jobId: crypto.randomUUID(), pdf, pages: 1, copies: 1, media: null };
    expect(await driver.print(document, never)).toMatchObject({
      effect: 'none',
      fault: { code: 'media_not_loaded' },
    });
    await loadA4();
    expect(await driver.print(document, never)).toMatchObject({
      effect: 'done',
      evidence: { jobState: 'completed', sheetsAsked: 1, sheetsOut: 1 },
    });
    const [stored, ...others] = await storedPdfs();
    expect(others).toEqual([]);
    expect(stored && Buffer.from(pdf).equals(stored)).toBe(true);
    await driver.stop();

    const young = await startDriver();
    expect(await young.lookUpJob(document)).toMatchObject({ effect: 'done' });
    expect(await young.print(document, never)).toMatchObject({ effect: 'done' });
    expect(await storedPdfs()).toHaveLength(1);
    await young.stop();
  }, 60_000);

  it('left to itself it calls a job completed without a sheet -> unknown, not done', async () => {
    const { startDriver, loadA4, storedPdfs } = await startPrinter('silent');
    const driver = await startDriver();
    await loadA4();
    const document = {
      jobId: crypto.randomUUID(),
      pdf: await makeSamplePdf(),
      pages: 1,
      copies: 1,
      media: null,
    };
    expect(await driver.print(document, never)).toMatchObject({
      effect: 'unknown',
      fault: { code: 'sheets_missing' },
      evidence: { jobState: 'completed', sheetsOut: 0 },
    });
    expect(await storedPdfs()).toHaveLength(1);
    await driver.stop();
  }, 60_000);

  it('caller leaves while it prints -> the job is cancelled in the printer', async () => {
    const { startDriver, loadA4 } = await startPrinter('left');
    const driver = await startDriver();
    await loadA4();
    const jobId = crypto.randomUUID();
    const caller = new AbortController();
    const document = { jobId, pdf: await makeSamplePdf(), pages: 1, copies: 1, media: null };
    const printing = driver.print(document, caller.signal);
    await expect.poll(async () => (await driver.lookUpJob(document)).evidence.running).toBe(true);
    caller.abort();
    expect(await printing).toMatchObject({ effect: 'none', fault: { code: 'cancelled' } });
    await driver.stop();
  }, 60_000);
});
