import type { CityLedgerEntry } from '../../../contract/city.ts';
import type { CaseId } from '../../../contract/words.ts';
import type { JournalReport, ReportedIntent } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

type Entry = Extract<CityLedgerEntry, { type: 'case_rated' | 'parcel_handed_over' }>;

const errands = [
  { kind: 'rate', type: 'case_rated', invariant: 'rating' },
  { kind: 'hand_over_parcel', type: 'parcel_handed_over', invariant: 'parcel' },
] as const;

/** Ratings and hand-overs: what the city noted is what the journal intended, once. */
export function checkErrands(journal: JournalReport, city: readonly CityLedgerEntry[]): Violation[] {
  return errands.flatMap(({ kind, type, invariant }) => {
    const noted = city.filter((entry): entry is Entry => entry.type === type);
    const caseIds = new Set<CaseId>([
      ...noted.map(({ caseId }) => caseId),
      ...journal.cases.map(({ caseId }) => caseId),
    ]);
    return [...caseIds].flatMap((caseId) => {
      const intents = journal.cases.find((kept) => kept.caseId === caseId)?.intents ?? [];
      const mine = intents.filter((intent) => intent.kind === kind);
      const entries = noted.filter((entry) => entry.caseId === caseId);
      const problem = compare(mine, entries);
      return problem ? [{ invariant, detail: `${kind} of ${caseId}: ${problem}` }] : [];
    });
  });
}

function compare(intents: readonly ReportedIntent[], entries: readonly Entry[]): string | null {
  const [intent] = intents;
  const [entry] = entries;
  if (intents.length > 1) return `${intents.length} intents`;
  if (entries.length > 1) return `noted ${entries.length} times`;
  if (entry && !intent) return 'noted without an intent';
  if (!entry) return intent?.state === 'confirmed' ? 'confirmed but not noted' : null;
  if (intent?.state === 'failed') return 'noted although it failed';
  const same =
    entry.type === 'case_rated'
      ? entry.level === intent?.level
      : entry.parcelId === intent?.evidenceBefore.parcelId;
  return same ? null : 'noted with another content';
}
