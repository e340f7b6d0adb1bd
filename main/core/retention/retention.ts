import type { Clock } from '../../../contract/clock.ts';
import type { TerminalConfig } from '../../../contract/terminal-config.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Journal, RetentionBounds, RetentionStore } from '../../../db/index.ts';
import type { ChoreReport } from '../chores/index.ts';

const dayMs = 86_400_000;
/** A step keeps the event loop for a few milliseconds. */
const stepCases = 50;
const stepPages = 200;

export interface RetentionOptions {
  rules: TerminalConfig['retention'];
  journal: Journal;
  store: RetentionStore;
  clock: Clock;
  /** False while the clock may be wrong by days: nothing goes by such a clock. */
  clockIsPlausible(): boolean;
  /** Ends an errand as the city's refusal would. */
  giveUpRating(caseId: CaseId, intentId: IntentId): void;
}

/** Before when each kind goes. */
export function boundsOf(rules: TerminalConfig['retention'], nowMs: number): RetentionBounds {
  return {
    casesMs: nowMs - rules.casesDays * dayMs,
    ratingsMs: nowMs - rules.ratingsDays * dayMs,
    maintenanceMs: nowMs - rules.maintenanceDays * dayMs,
  };
}

/**
 * Takes away what has been kept long enough, in steps that leave the event loop free and that may be
 * cut anywhere, gives the space back, and says what went and what is left.
 */
export async function runRetention(options: RetentionOptions, signal: AbortSignal): Promise<ChoreReport> {
  const { rules, journal, store, clock, giveUpRating } = options;
  const nowMs = clock.wallMs();
  const bounds = boundsOf(rules, nowMs);
  const before = store.state(bounds);
  if (!options.clockIsPlausible()) return { postponed: 'clock', ...before, ...anchorOf(journal) };
  const repeat = async (step: () => number, full: number) => {
    let done = 0;
    for (;;) {
      const count = step();
      done += count;
      if (count < full || signal.aborted) return done;
      await letOthersRun();
    }
  };
  const ratings = store.oldRatings(bounds.ratingsMs, nowMs);
  for (const { caseId, intentId } of ratings) giveUpRating(caseId, intentId);
  const cases = await repeat(() => store.deleteCases(bounds.casesMs, stepCases), stepCases);
  const maintenanceActs = await repeat(
    () => store.deleteMaintenance(bounds.maintenanceMs, stepCases),
    stepCases,
  );
  const refills = store.deleteRefills(bounds.maintenanceMs);
  const reconciledDays = store.deleteReconciledDays(bounds.casesMs);
  const auditRecords = journal.cutAudit(nowMs - rules.auditDays * dayMs, nowMs);
  while (store.shrink(stepPages) && !signal.aborted) await letOthersRun();
  journal.audit({ actor: 'terminal', action: 'retention_ran', ...nothingMore }, nowMs);
  store.truncateLog();
  const gone = { cases, maintenanceActs, refills, reconciledDays, ratings: ratings.length, auditRecords };
  const { databaseBytes: bytesBefore } = before;
  return { ...gone, bytesBefore, ...store.state(bounds), ...anchorOf(journal) };
}

const nothingMore = { itemCode: null, caseId: null, effect: null, outcome: null };

/** In the report, because a log that leaves the terminal is where the end of the chain is safe. */
function anchorOf(journal: Journal): ChoreReport {
  const anchor = journal.auditAnchor();
  return { auditSeq: anchor?.seq ?? 0, auditHash: anchor?.hash ?? 'none' };
}

function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
