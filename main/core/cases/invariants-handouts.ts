import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { JournalReport, ReportedIntent } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

/** I2 to I4 for A4 documents, whose job name is the intent. */
export function checkDocuments(journal: JournalReport, bench: readonly BenchLedgerEntry[]): Violation[] {
  const intents = intentsOf(journal, 'print_document');
  const out = new Map<string, number>();
  for (const entry of bench) {
    if (entry.type !== 'sheets_out' || !entry.complete) continue;
    const intentId = entry.jobName.replace(/^budayang-/, '');
    out.set(intentId, (out.get(intentId) ?? 0) + 1);
  }
  const violations: Violation[] = [];
  for (const [intentId, times] of out) {
    if (times > 1)
      violations.push({ invariant: 'I3', detail: `document ${intentId} came out ${times} times` });
    if (!intents.some((intent) => intent.intentId === intentId)) {
      violations.push({ invariant: 'I2', detail: `document ${intentId} came out without an intent` });
    }
  }
  for (const { intentId, state } of intents) {
    const isOut = out.has(intentId);
    if (state === 'confirmed' && !isOut) {
      violations.push({
        invariant: 'I4',
        detail: `document ${intentId} is noted as done, but nothing came out`,
      });
    }
    if (state === 'failed' && isOut) {
      violations.push({
        invariant: 'I4',
        detail: `document ${intentId} is noted as failed, but it came out`,
      });
    }
  }
  return violations;
}

/** I2 to I4 for things without a name of their own: as often as confirmed at least, as not failed at most. */
export function checkCounted(journal: JournalReport, bench: readonly BenchLedgerEntry[]): Violation[] {
  return [
    ...compare('dispense_card', journal, countOf(bench, 'item_dispensed')),
    ...compare('capture_card', journal, countOf(bench, 'item_captured')),
    ...compare('open_door', journal, countOf(bench, 'door_release_began')),
  ];
}

function compare(kind: string, journal: JournalReport, times: number): Violation[] {
  const intents = intentsOf(journal, kind);
  const possible = intents.filter(({ state }) => state !== 'failed').length;
  const certain = intents.filter(({ state }) => state === 'confirmed').length;
  if (times > possible) {
    const invariant = intents.length === 0 ? 'I2' : 'I3';
    return [{ invariant, detail: `${kind} happened ${times} times for ${possible} intents` }];
  }
  if (times < certain) {
    return [{ invariant: 'I4', detail: `${kind} is noted ${certain} times, it happened ${times} times` }];
  }
  return [];
}

function countOf(bench: readonly BenchLedgerEntry[], type: BenchLedgerEntry['type']): number {
  return bench.filter((entry) => entry.type === type).length;
}

function intentsOf(journal: JournalReport, kind: string): ReportedIntent[] {
  return journal.cases.flatMap(({ intents }) => intents.filter((intent) => intent.kind === kind));
}
