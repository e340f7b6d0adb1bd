import type { JournalReport, ReportedCase, ReportedIntent } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

/** I4: nothing is left open except errands that wait in the outbox; what is unknown is somebody's task. */
export function checkIntentsEnded(journal: JournalReport): Violation[] {
  return journal.cases.flatMap((kept) =>
    kept.intents.flatMap((intent) => {
      const problem = problemOf(kept, intent);
      return problem
        ? [{ invariant: 'I4' as const, detail: `${intent.kind} ${intent.intentId} ${problem}` }]
        : [];
    }),
  );
}

function problemOf(kept: ReportedCase, intent: ReportedIntent): string | null {
  const hasTask = kept.openTasks.some((task) => task.intentId === intent.intentId);
  if (intent.state === 'open') return intent.waitsInOutbox ? null : 'is open and nobody works on it';
  if (intent.waitsInOutbox) return `is ${intent.state} and still in the outbox`;
  if (intent.evidence === null) return `is ${intent.state} without evidence`;
  return intent.state === 'unknown' && !hasTask ? 'is unknown and nobody has the task' : null;
}
