import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../contract/clock.ts';
import type { CaseId, IntentId, ItemCode } from '../../../contract/words.ts';
import { type Database, Journal, openDatabase } from '../../../db/index.ts';
import { CaseBook } from './case-book.ts';
import type { CaseEvent } from './case-event.ts';
import { beginCase } from './case-machine.ts';

const rounds = 600;
const warmUpRounds = 50;

/**
 * The cost of one journalled step (transition, state, event, intent or outcome; one transaction)
 * against a bare commit of one row, both at `synchronous = FULL`, in turn, on one file system.
 *
 * @param directory where both databases are made; on the disk that matters, not in memory.
 * @returns medians in milliseconds.
 */
export async function measureJournalledStep(
  directory: string = tmpdir(),
): Promise<{ stepMs: number; bareCommitMs: number }> {
  const place = mkdtempSync(join(directory, 'budayang-bench-'));
  const journalled = open(join(place, 'journal', 'terminal.db'));
  const bare = open(join(place, 'bare', 'terminal.db'));
  try {
    const step = stepper(new CaseBook(new Journal(journalled), systemClock));
    const commit = bareCommitter(bare);
    const steps: number[] = [];
    const commits: number[] = [];
    for (let round = -warmUpRounds; round < rounds; round++) {
      const stepMs = timed(systemClock, step(round));
      const commitMs = timed(systemClock, commit);
      if (round < 0) continue;
      steps.push(stepMs);
      commits.push(commitMs);
      // Other work of the process gets its turn, as between the steps of a case.
      if (round % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return { stepMs: median(steps), bareCommitMs: median(commits) };
  } finally {
    journalled.close();
    bare.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** Prints of one case, prepared and failed in turn: an intent in one step, its outcome in the next. */
function stepper(book: CaseBook): (round: number) => () => void {
  const caseId = crypto.randomUUID() as CaseId;
  const item = { itemCode: '310000000001' as ItemCode, itemVersion: 1 };
  const name = { zh: '居住登记', en: 'Residence registration' };
  const first = beginCase(
    { name, network: 'required', handledBy: 'city', deliverables: ['receipt'], fee: null },
    crypto.randomUUID() as IntentId,
  );
  book.begin(caseId, item, first, []);
  book.dispatch(caseId, {
    type: 'submission_accepted',
    facts: {
      acceptanceNumber: 'BENCH-0000000001',
      acceptedAt: new Date(0).toISOString(),
      parcel: null,
      hasCertificate: false,
      decision: 'none',
      licenceId: null,
      invoices: null,
    },
    errandId: crypto.randomUUID() as IntentId,
  });
  let intentId = crypto.randomUUID() as IntentId;
  return (round) => {
    const prepares = round % 2 === 0;
    if (prepares) intentId = crypto.randomUUID() as IntentId;
    const event: CaseEvent = prepares
      ? {
          type: 'effect_prepared',
          deliverable: 'receipt',
          kind: 'print_receipt',
          intentId,
          evidenceBefore: { cutCount: round },
        }
      : { type: 'effect_missed', intentId, evidence: { decidedBy: 'cut_count', cutCountAfter: round } };
    return () => {
      if (!book.dispatch(caseId, event)) throw new Error('the measured step did not happen');
    };
  };
}

function bareCommitter(database: Database): () => void {
  database.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, at TEXT NOT NULL)');
  const insert = database.prepare<[string]>('INSERT INTO bare (at) VALUES (?)');
  const at = new Date(0).toISOString();
  return () => insert.run(at);
}

function open(path: string): Database {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(`cannot open the bench database: ${opened.error.kind}`);
  return opened.value;
}

function timed(clock: Clock, act: () => void): number {
  const begunAtMs = clock.monotonicMs();
  act();
  return clock.monotonicMs() - begunAtMs;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
