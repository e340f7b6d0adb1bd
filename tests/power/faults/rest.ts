import { join } from 'node:path';
import type { FictionalPerson } from '../../../contract/fictional-person.ts';
import {
  AuditStore,
  type Database,
  type JournalReport,
  openDatabaseForReading,
  readJournalReport,
} from '../../../db/index.ts';
import { exportAudit } from '../../../main/core/audit/export.ts';
import { findViolations, type Violation } from '../../../main/core/cases/index.ts';
import type { MortalTerminal } from './mortal-terminal.ts';
import { playVisit, prepareVisit, type VisitEnd } from './resident.ts';
import { drawVisit } from './visit.ts';

const settleDeadlineMs = 90_000;
const lookEveryMs = 40;

/**
 * Lets everything come to rest without a kill: what was wrong around the terminal is put right, whoever was torn
 * from a case comes back to it, acts and money are waited for. Then the three books are compared.
 */
export async function comeToRest(
  terminal: MortalTerminal,
  torn: Iterable<FictionalPerson>,
): Promise<{ violations: Violation[]; stuck: string[] }> {
  const stuck: string[] = [];
  for (const person of torn) {
    for (let end = await returnOnce(terminal, person); ; end = await returnOnce(terminal, person)) {
      if (end.kind === 'stuck') stuck.push(end.at);
      // There may be another case of the same person.
      if (end.kind !== 'served' || !end.resumed) break;
    }
  }
  const journal = await settledJournal(terminal.surroundings.dataDirectory);
  const [bench, city] = await Promise.all([terminal.bench.readLedger(), terminal.city.readLedger()]);
  return { violations: findViolations(journal, bench, city), stuck };
}

/** Identifies again; takes up what was interrupted, or handles the cheapest item. */
async function returnOnce(terminal: MortalTerminal, person: FictionalPerson): Promise<VisitEnd> {
  const outside = { bench: terminal.bench, city: terminal.city, line: terminal.line };
  const visit = {
    ...drawVisit(() => 0, 'pension'),
    person,
    identifyBy: 'code',
    pay: 'code',
    takesCard: true,
    showsInvoices: true,
    givesUp: false,
    leavesAt: 'item_list',
    touchesTwice: false,
    misfortune: null,
  } as const;
  await prepareVisit(outside, visit);
  const window = await terminal.openWindow();
  return playVisit({ window, outside, onCode() {} }, visit);
}

/** The audit log as `npm run audit -- export` writes it. */
export function exportedAudit(dataDirectory: string): Buffer {
  return reading(dataDirectory, (database) => {
    const store = new AuditStore(database, { terminalId: 'export', clockTrust: () => 'unsynchronised' });
    const lines = exportAudit(store.records(), store.cuts(), new Date().toISOString());
    return Buffer.from([...lines].join(''));
  });
}

async function settledJournal(dataDirectory: string): Promise<JournalReport> {
  const deadlineAt = performance.now() + settleDeadlineMs;
  for (;;) {
    const report = reading(dataDirectory, readJournalReport);
    const intents = [...report.cases.flatMap((kept) => kept.intents), ...report.maintenance];
    const underWay = intents.some(({ state, waitsInOutbox }) => state === 'open' && !waitsInOutbox);
    if (!underWay || performance.now() > deadlineAt) return report;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

function reading<Value>(dataDirectory: string, read: (database: Database) => Value): Value {
  const opened = openDatabaseForReading(join(dataDirectory, 'journal.sqlite'));
  if (!opened.ok) throw new Error(`the journal cannot be read: ${opened.error.kind}`);
  try {
    return read(opened.value);
  } finally {
    opened.value.close();
  }
}
