import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { CityLedgerEntry } from '../../../contract/city.ts';
import type { JournalReport, ReportedCase } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

type Sold = Extract<CityLedgerEntry, { type: 'invoices_sold' }>;
type Counted = Extract<CityLedgerEntry, { type: 'invoices_counted' }>;

/**
 * No paper invoice is unaccounted for: of every sale the city's figures are those of the journal and add up to
 * what was sold, no number is sold twice, and what lies outside the dispenser is what was noted as handed out.
 */
export function checkInvoices(
  journal: JournalReport,
  bench: readonly BenchLedgerEntry[],
  city: readonly CityLedgerEntry[],
): Violation[] {
  const sales = city.filter((entry): entry is Sold => entry.type === 'invoices_sold');
  const counts = city.filter((entry): entry is Counted => entry.type === 'invoices_counted');
  const problems = sales.flatMap((sale) => {
    const kept = journal.cases.find(({ caseId }) => caseId === sale.caseId);
    const mine = counts.filter(({ caseId }) => caseId === sale.caseId);
    const problem = kept ? problemOf(kept, sale, mine) : 'is not in the journal';
    return problem ? [`the sale of ${sale.caseId} ${problem}`] : [];
  });
  for (const { caseId } of counts) {
    if (!sales.some((sale) => sale.caseId === caseId)) problems.push(`${caseId} was counted and never sold`);
  }
  if (sales.length > 0) problems.push(...problemsOutside(journal, bench));
  return problems.map((detail) => ({ invariant: 'invoices', detail }));
}

function problemOf(kept: ReportedCase, sale: Sold, counts: readonly Counted[]): string | null {
  const [count] = counts;
  if (counts.length > 1) return `was counted ${counts.length} times`;
  if (!count) return kept.state === 'case_closed' ? 'was never counted, and its case is closed' : null;
  const { handedOut, unclear, returned } = count;
  if (handedOut + unclear + returned !== sale.count) {
    return `of ${sale.count} is ${handedOut} out, ${unclear} unclear and ${returned} returned`;
  }
  const acts = kept.intents.filter(({ kind }) => kind === 'dispense_invoice');
  const done = acts.filter(({ state }) => state === 'confirmed').length;
  const unknown = acts.filter(({ state }) => state === 'unknown').length;
  const captures = kept.intents.filter(({ kind }) => kind === 'capture_card');
  const takenBack = captures.filter(({ state }) => state === 'confirmed').length;
  return handedOut + unclear === done + unknown - takenBack
    ? null
    : `is counted as ${handedOut} and ${unclear}, the journal has ${done}, ${unknown} and ${takenBack} taken back`;
}

/** The bytes of the dispenser carry no number, so that everything it gave is counted together. */
function problemsOutside(journal: JournalReport, bench: readonly BenchLedgerEntry[]): string[] {
  const acts = [...journal.cases.flatMap(({ intents }) => intents), ...journal.maintenance];
  const given = acts.filter(({ kind }) => kind.startsWith('dispense_'));
  const captures = acts.filter(({ kind }) => kind.startsWith('capture_'));
  const count = (of: typeof acts, ...states: string[]) =>
    of.filter(({ state }) => states.includes(state)).length;
  const least = count(given, 'confirmed') - count(captures, 'confirmed', 'unknown');
  const most = count(given, 'confirmed', 'unknown') - count(captures, 'confirmed');
  const items = (type: 'item_dispensed' | 'item_captured') =>
    bench.flatMap((entry) => (entry.type === type ? [entry.item] : []));
  // What is taken back without ever having come out lies in the bin as well.
  const captured = items('item_captured');
  const outside = items('item_dispensed').filter((item) => !captured.includes(item)).length;
  return outside >= least && outside <= most
    ? []
    : [`${outside} lie outside the dispenser, noted are ${least} to ${most}`];
}
