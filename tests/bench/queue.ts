import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startStack } from '../../build/stack.ts';
import { connectCityControl } from '../../city/index.ts';
import { openDatabaseForReading } from '../../db/index.ts';
import { fillQueue } from '../../main/core/cases/queue.bench.ts';
import { launchChromium, openTerminal } from '../resident/browser.ts';
import { type BenchRow, percentile, row } from './rows.ts';
import { watchTaps } from './taps.ts';
import { benchDirectory } from './workplace.ts';

const queuedCases = 5000;
const cpuSlowdown = 4;
const tapBudgetMs = 100;
/** What a case leaves behind in the journal for good; retention ends it some day. */
const leftPerCaseBudgetMb = 0.008;
const drainLimitMs = 900_000;
/** Somebody looks at a screen before touching it again; in between, the queue is sent at its full pace. */
const lookMs = 400;

/**
 * A terminal comes back with 5,000 cases that waited for the network: how long a touch takes while they are
 * sent, how long the sending takes, and what is left of them on the disk.
 */
export async function measureQueue(): Promise<BenchRow[]> {
  const directory = join(benchDirectory, 'queue');
  rmSync(directory, { recursive: true, force: true });
  const dataDirectory = join(directory, 'terminal');
  await fillQueue(dataDirectory, queuedCases);
  const stack = await startStack({ directory });
  const browser = await launchChromium(null);
  try {
    const begunAtMs = performance.now();
    const page = await openTerminal(browser, stack.terminalUrl);
    const taps = await watchTaps(page, cpuSlowdown);
    let waiting = queuedCases;
    while (waiting > 0 && performance.now() - begunAtMs < drainLimitMs) {
      await taps.tapThrough();
      await setTimeout(lookMs);
      waiting = countWaiting(dataDirectory);
    }
    if (waiting > 0) throw new Error(`${waiting} cases still wait after ${drainLimitMs} ms`);
    const drainMs = performance.now() - begunAtMs;
    const accepted = (await connectCityControl(stack.cityControlUrl).readLedger()).filter(
      ({ type }) => type === 'case_accepted',
    ).length;
    if (accepted !== queuedCases) throw new Error(`the city has ${accepted} cases instead of ${queuedCases}`);
    const megabytes = statSync(join(dataDirectory, 'journal.sqlite')).size / 1e6;
    return [
      row({
        name: `tap-to-next-screen p95 while ${queuedCases} cases are sent, CPU slowed 4×`,
        value: percentile(taps.samples, 0.95),
        unit: 'ms',
        budget: tapBudgetMs,
      }),
      row({
        name: `${queuedCases} queued cases sent, one after another`,
        value: drainMs,
        unit: 'ms',
        budget: drainLimitMs,
        peer: { name: 'per case', value: drainMs / queuedCases },
      }),
      row({
        name: `journal after ${queuedCases} cases were queued and sent`,
        value: megabytes,
        unit: 'MB',
        budget: leftPerCaseBudgetMb * queuedCases,
      }),
    ];
  } finally {
    await browser.close();
    await stack.stop();
  }
}

function countWaiting(dataDirectory: string): number {
  const opened = openDatabaseForReading(join(dataDirectory, 'journal.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const count = opened.value.prepare<[], number>('SELECT count(*) FROM outbox').pluck(true).get();
  opened.value.close();
  return count ?? 0;
}
