import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { CityLedgerEntry } from '../../../contract/city.ts';
import type { JournalReport } from '../../../db/index.ts';
import { checkAcceptances } from './invariants-city.ts';
import { checkDoors, checkPapers } from './invariants-devices.ts';
import { checkErrands } from './invariants-errands.ts';
import { checkIntentsEnded } from './invariants-intents.ts';
import { checkInvoices } from './invariants-invoices.ts';
import { checkMoney } from './invariants-money.ts';
import { checkUnits } from './invariants-units.ts';
import type { Violation } from './invariants-violation.ts';

/**
 * Holds what the journal says against what physically happened and what the city wrote down:
 * I1 no confirmed case is lost, I2 no effect without an intent, I3 no effect twice for one intent,
 * I4 every intent ends confirmed, failed or unknown with an open task, I5 money taken is money for
 * things delivered or money returned, and every paper invoice sold is out, unclear or returned. Expects the last recovery to
 * have settled and no act on a device to be under way. Empty means that everything holds.
 */
export function findViolations(
  journal: JournalReport,
  bench: readonly BenchLedgerEntry[],
  city: readonly CityLedgerEntry[],
): Violation[] {
  return [
    ...checkAcceptances(journal, city),
    ...checkPapers(journal, bench),
    ...checkDoors(journal, bench),
    ...checkUnits(journal, bench),
    ...checkErrands(journal, city),
    ...checkIntentsEnded(journal),
    ...checkMoney(journal, city),
    ...checkInvoices(journal, bench, city),
  ];
}
