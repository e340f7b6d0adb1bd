import { join } from 'node:path';
import { type JournalReport, openDatabaseForReading, readJournalReport } from '../../db/index.ts';
import { findViolations } from '../../main/core/cases/index.ts';
import type { Stage } from './stage.ts';

const settleDeadlineMs = 20_000;
const lookEveryMs = 100;

/**
 * Waits until nothing is under way any more, then holds the journal against what the bench and the
 * city wrote down. Empty means that the three agree.
 */
export async function compareLedgers(
  stage: Pick<Stage, 'bench' | 'city'> & { stack: Pick<Stage['stack'], 'dataDirectory'> },
): Promise<string[]> {
  const journal = await settledJournal(stage);
  const [bench, city] = await Promise.all([stage.bench.readLedger(), stage.city.readLedger()]);
  return findViolations(journal, bench, city).map((violation) => JSON.stringify(violation));
}

/** How many whole papers carry this acceptance number in a QR code. */
export async function papersOf(stage: Stage, acceptanceNumber: string): Promise<number> {
  const ledger = await stage.bench.readLedger();
  return ledger.filter(
    (entry) =>
      entry.type === 'paper_cut' &&
      entry.complete &&
      entry.qrTexts.some((text) => text.includes(acceptanceNumber)),
  ).length;
}

async function settledJournal(stage: {
  stack: Pick<Stage['stack'], 'dataDirectory'>;
}): Promise<JournalReport> {
  const path = join(stage.stack.dataDirectory, 'journal.sqlite');
  const deadlineAt = performance.now() + settleDeadlineMs;
  for (;;) {
    const opened = openDatabaseForReading(path);
    if (!opened.ok) throw new Error(`the journal cannot be read: ${opened.error.kind}`);
    const report = readJournalReport(opened.value);
    opened.value.close();
    const underWay = report.cases.some((each) => each.intents.some((intent) => intent.state === 'open'));
    if (!underWay) return report;
    if (performance.now() > deadlineAt) return report;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
