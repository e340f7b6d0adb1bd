import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planFleet } from '../../build/stack/fleet.ts';
import type { TerminalState } from '../../contract/fleet-console.ts';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import { type ConsoleClient, signInToConsole } from '../fleet/console-client.ts';
import { fromTerminalsSchema, type ToTerminals } from './fleet-terminals.ts';
import { type BenchRow, percentile, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const budgetMs = 2000;
/** An embedded PostgreSQL takes most of it, whatever the number of terminals. */
const budgetMb = { empty: 512, perTerminal: 0.5 };
/** Of one core. */
const budgetPercentPerTerminal = 0.06;
const processes = 4;
/** Enrolling is no part of what is measured; so many at once keep it short. */
const enrolAtOnce = 20;
const samples = 200;
const lanes = 5;
/** Longer than two reports of each terminal. */
const steadyMs = 65_000;
const lostAfterMs = 60_000;

/**
 * One fleet server in a process of its own, with so many terminals that report as real ones do. From the moment a
 * terminal's agent is told of a change to the moment a subscriber of the console's stream has it.
 */
export async function measureFleet(terminals: number): Promise<BenchRow[]> {
  const directory = join(benchDirectory, 'fleet');
  await rm(directory, { recursive: true, force: true });
  await mkdir(join(directory, 'logs'), { recursive: true });
  const planned = await planFleet(directory, undefined, 'BENCH-0000');
  const server = await planned.start();
  const children = Array.from({ length: processes }, () => startTerminals(join(directory, 'terminals')));
  try {
    const desk = await signInToConsole(server);
    const ids = Array.from({ length: terminals }, (_, index) => terminalIdSchema.parse(`BENCH-${index + 1}`));
    const processOf = (terminalId: TerminalId) => {
      const child = children[ids.indexOf(terminalId) % processes];
      if (!child) throw new Error('there is no process for this terminal');
      return child;
    };
    await inLanes(enrolAtOnce, ids, async (terminalId) => {
      const { enrolmentUrl, authorityFingerprint, code } = await desk.inviteTerminal({ terminalId });
      const fleet = { enrolmentUrl, authorityFingerprint, enrolmentCode: code };
      const connected = hears(processOf(terminalId), 'connected', terminalId);
      processOf(terminalId).send({ type: 'begin', terminalId, fleet } satisfies ToTerminals);
      await connected;
    });
    const console = await watch(desk);
    await Promise.all(ids.map((terminalId) => console.sees(terminalId, 'ok')));

    const before = usageOf(server.pid);
    await new Promise((resolve) => setTimeout(resolve, steadyMs));
    const after = usageOf(server.pid);
    const delays: number[] = [];
    const chosen = Array.from({ length: samples }, (_, index) => ids[(index * 7) % ids.length] as TerminalId);
    // The same terminal again only after its change is back.
    await inLanes(Math.min(lanes, ids.length), [...new Set(chosen)], async (terminalId) => {
      for (const cityReachable of [false, true]) {
        const child = processOf(terminalId);
        const seen = console.sees(terminalId, cityReachable ? 'ok' : 'warning');
        const changed = hears(child, 'changed', terminalId);
        child.send({ type: 'change', terminalId, cityReachable } satisfies ToTerminals);
        const begunAtMs = await changed;
        delays.push((await seen) - begunAtMs);
      }
    });
    console.stop();
    const percent = ((after.cpuMs - before.cpuMs) / steadyMs) * 100;
    return [
      row({
        name: `report to console p95, ${terminals} terminals`,
        value: percentile(delays, 0.95),
        unit: 'ms',
        budget: budgetMs,
      }),
      row({
        name: `memory of the fleet server, ${terminals} terminals`,
        value: after.memoryMb,
        unit: 'MB',
        budget: budgetMb.empty + budgetMb.perTerminal * terminals,
        peer: { name: 'per terminal', value: after.memoryMb / terminals },
      }),
      row({
        name: `CPU of the fleet server per terminal, ${terminals} terminals`,
        value: percent / terminals,
        unit: '%',
        budget: budgetPercentPerTerminal,
        peer: { name: 'the whole server', value: percent },
      }),
    ];
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await server.stop();
  }
}

function startTerminals(directory: string): ChildProcess {
  const child = fork(fileURLToPath(new URL('fleet-terminals.ts', import.meta.url)), [directory]);
  child.setMaxListeners(0);
  return child;
}

/** When a process says this of a terminal, in milliseconds since 1970. */
function hears(child: ChildProcess, type: 'connected' | 'changed', terminalId: TerminalId): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = (result: number | Error) => {
      clearTimeout(deadline);
      child.off('message', look);
      if (typeof result === 'number') resolve(result);
      else reject(result);
    };
    const look = (message: unknown) => {
      const said = fromTerminalsSchema.parse(message);
      if (said.type !== type || said.terminalId !== terminalId) return;
      settle(said.type === 'changed' ? said.atMs : Date.now());
    };
    const deadline = setTimeout(() => settle(new Error(`${terminalId} is not ${type}`)), lostAfterMs);
    child.on('message', look);
  });
}

/** A subscriber of the console's list, as its page is one. */
async function watch(desk: ConsoleClient) {
  const ending = new AbortController();
  const states = new Map<TerminalId, TerminalState>();
  const waiting = new Set<() => void>();
  const stream = await desk.watchTerminals(undefined, { signal: ending.signal });
  const following = (async () => {
    for await (const { rows } of stream) {
      for (const { terminalId, state } of rows) states.set(terminalId, state);
      for (const look of waiting) look();
    }
  })();
  following.catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  return {
    stop: () => ending.abort(),
    /** When the stream has told this state, in milliseconds since 1970. */
    sees: (terminalId: TerminalId, state: TerminalState) =>
      new Promise<number>((resolve, reject) => {
        const settle = () => {
          clearTimeout(deadline);
          waiting.delete(look);
        };
        const look = () => {
          if (states.get(terminalId) !== state) return;
          settle();
          resolve(Date.now());
        };
        const deadline = setTimeout(() => {
          settle();
          reject(new Error(`${terminalId} was not seen ${state}`));
        }, lostAfterMs);
        waiting.add(look);
        look();
      }),
  };
}

/** Memory held and processor time used so far (proc(5)). */
function usageOf(pid: number | undefined): { memoryMb: number; cpuMs: number } {
  const [, residentKb = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  // After the name in brackets the fields count from 3; utime and stime are 14 and 15, in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return { memoryMb: Number(residentKb) / 1024, cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 };
}

async function inLanes<Each>(count: number, list: readonly Each[], act: (each: Each) => Promise<void>) {
  const rest = [...list];
  await Promise.all(
    Array.from({ length: count }, async () => {
      for (let each = rest.shift(); each !== undefined; each = rest.shift()) await act(each);
    }),
  );
}
