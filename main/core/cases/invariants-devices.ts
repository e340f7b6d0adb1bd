import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { CellAddress } from '../../../contract/device-classes.ts';
import type { JournalReport, ReportedIntent } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

const documentQr = /^budayang:([0-9a-f-]{36}):/;

/** I2 and I3 for paper: each complete slip belongs to one intent and came out once. */
export function checkPapers(journal: JournalReport, bench: readonly BenchLedgerEntry[]): Violation[] {
  const violations: Violation[] = [];
  const cuts = new Map<string, number>();
  for (const entry of bench) {
    if (entry.type !== 'paper_cut' || !entry.complete) continue;
    const documentId = entry.qrTexts.map((text) => documentQr.exec(text)?.[1]).find(Boolean);
    if (documentId) cuts.set(documentId, (cuts.get(documentId) ?? 0) + 1);
    else violations.push({ invariant: 'I2', detail: `paper ${entry.paperId} carries no document id` });
  }
  const prints = intentsOf(journal).filter(({ documentId }) => documentId !== null);
  for (const [documentId, count] of cuts) {
    if (count > 1)
      violations.push({ invariant: 'I3', detail: `document ${documentId} was cut ${count} times` });
    if (!prints.some((intent) => intent.documentId === documentId)) {
      violations.push({ invariant: 'I2', detail: `document ${documentId} was cut without an intent` });
    }
  }
  for (const { intentId, state } of prints) {
    const cut = cuts.has(intentId);
    if (state === 'confirmed' && !cut) {
      violations.push({
        invariant: 'I4',
        detail: `print ${intentId} is noted as done, but no paper came out`,
      });
    }
    if (state === 'failed' && cut) {
      violations.push({
        invariant: 'I4',
        detail: `print ${intentId} is noted as failed, but its paper came out`,
      });
    }
  }
  return violations;
}

/**
 * I2 and I3 for doors. The lock's bytes carry no id, so openings are counted per cell: at least one
 * for each confirmed intent, at most one for each that is not failed.
 */
export function checkDoors(journal: JournalReport, bench: readonly BenchLedgerEntry[]): Violation[] {
  const openings = intentsOf(journal).filter(({ kind }) => kind === 'open_cell');
  const opened = new Map<string, number>();
  for (const entry of bench) {
    if (entry.type !== 'door_opened' || entry.cause !== 'command') continue;
    const key = keyOf(entry);
    opened.set(key, (opened.get(key) ?? 0) + 1);
  }
  const keys = new Set([...opened.keys(), ...openings.map(({ cell }) => (cell ? keyOf(cell) : 'no cell'))]);
  return [...keys].flatMap((key) => {
    const mine = openings.filter(({ cell }) => (cell ? keyOf(cell) : 'no cell') === key);
    return checkCell(key, mine, opened.get(key) ?? 0);
  });
}

function checkCell(key: string, intents: readonly ReportedIntent[], times: number): Violation[] {
  const possible = intents.filter(({ state }) => state !== 'failed').length;
  // A door that stood open before its intent moved nothing.
  const certain = intents.filter(
    ({ state, evidenceBefore }) => state === 'confirmed' && evidenceBefore.doorBefore !== 'open',
  ).length;
  if (intents.length === 0) return [{ invariant: 'I2', detail: `cell ${key} was opened without an intent` }];
  if (times > possible) {
    return [{ invariant: 'I3', detail: `cell ${key} was opened ${times} times for ${possible} intents` }];
  }
  if (times < certain) {
    return [{ invariant: 'I4', detail: `cell ${key} is noted as opened ${certain} times, it was ${times}` }];
  }
  return [];
}

function keyOf({ board, cell }: CellAddress): string {
  return `${board}/${cell}`;
}

/** Acts for residents and acts of technicians alike: the paper and the door do not know the difference. */
function intentsOf(journal: JournalReport): ReportedIntent[] {
  return [...journal.cases.flatMap(({ intents }) => intents), ...journal.maintenance];
}
