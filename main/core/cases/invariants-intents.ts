import type { JournalReport, ReportedCase, ReportedIntent } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

/**
 * I4: nothing is left open except errands that wait in the outbox; what is unknown is or was somebody's
 * task. A technician's own act needs none: who did it stood in front of it.
 */
export function checkIntentsEnded(journal: JournalReport): Violation[] {
  return [
    ...journal.cases.flatMap((kept) =>
      kept.intents.flatMap((intent) => violation(intent, problemOf(kept, intent))),
    ),
    ...journal.maintenance.flatMap((act) =>
      violation(act, act.state === 'open' ? 'is open and nobody works on it' : null),
    ),
  ];
}

function violation({ kind, intentId }: ReportedIntent, problem: string | null): Violation[] {
  return problem ? [{ invariant: 'I4', detail: `${kind} ${intentId} ${problem}` }] : [];
}

function problemOf(kept: ReportedCase, intent: ReportedIntent): string | null {
  // A slip with a claim code exists because its case has a task.
  const hasTask = [...kept.openTasks, ...kept.closedTasks].some(
    (task) => task.intentId === intent.intentId || intent.kind === 'print_claim_slip',
  );
  if (intent.state === 'open') return intent.waitsInOutbox ? null : 'is open and nobody works on it';
  if (intent.waitsInOutbox) return `is ${intent.state} and still in the outbox`;
  if (intent.evidence === null) return `is ${intent.state} without evidence`;
  return intent.state === 'unknown' && !hasTask ? 'is unknown and nobody has the task' : null;
}
