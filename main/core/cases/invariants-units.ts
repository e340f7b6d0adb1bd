import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { JournalReport, ReportedIntent } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

/** What in the ledger is the doing of which kind of act. The bytes of these devices carry no id. */
const happenings: readonly {
  type: BenchLedgerEntry['type'];
  isMeant(kind: string): boolean;
  what: string;
}[] = [
  { type: 'door_release_began', isMeant: (kind) => kind === 'open_door', what: 'door let go' },
  { type: 'item_dispensed', isMeant: (kind) => kind.startsWith('dispense_'), what: 'item dispensed' },
  { type: 'sheets_out', isMeant: (kind) => kind === 'print_test_page', what: 'document printed' },
];

/**
 * I2, I3 and I4 for door, dispenser and document printer, by counting: at least one happening for each
 * act noted as done, at most one for each that is not noted as failed. Items may be taken back by the
 * unit itself, so that captures are not counted.
 */
export function checkUnits(journal: JournalReport, bench: readonly BenchLedgerEntry[]): Violation[] {
  const acts = [...journal.cases.flatMap(({ intents }) => intents), ...journal.maintenance];
  return happenings.flatMap(({ type, isMeant, what }) => {
    const times = bench.filter((entry) => entry.type === type).length;
    return check(
      what,
      times,
      acts.filter(({ kind }) => isMeant(kind)),
    );
  });
}

function check(what: string, times: number, acts: readonly ReportedIntent[]): Violation[] {
  const possible = acts.filter(({ state }) => state !== 'failed').length;
  const certain = acts.filter(({ state }) => state === 'confirmed').length;
  if (times > 0 && acts.length === 0) return [{ invariant: 'I2', detail: `${what} without an intent` }];
  if (times > possible) {
    return [{ invariant: 'I3', detail: `${what} ${times} times for ${possible} intents` }];
  }
  if (times < certain) {
    return [{ invariant: 'I4', detail: `${what} is noted ${certain} times, it was ${times}` }];
  }
  return [];
}
