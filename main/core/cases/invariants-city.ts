import type { CityLedgerEntry } from '../../../contract/city.ts';
import { unreachable } from '../../../contract/result.ts';
import type { JournalReport, ReportedCase } from '../../../db/index.ts';
import type { Violation } from './invariants-violation.ts';

type Accepted = Extract<CityLedgerEntry, { type: 'case_accepted' }>;

/** I1: every confirmed case is accepted once, refused, or still on its way; the city knows no other. */
export function checkAcceptances(journal: JournalReport, city: readonly CityLedgerEntry[]): Violation[] {
  const violations: Violation[] = [];
  const accepted = city.filter((entry): entry is Accepted => entry.type === 'case_accepted');
  for (const entry of accepted) {
    if (!journal.cases.some(({ caseId }) => caseId === entry.caseId)) {
      violations.push(lost(`the city accepted ${entry.caseId}, which is not in the journal`));
    }
  }
  for (const kept of journal.cases) {
    const mine = accepted.filter(({ caseId }) => caseId === kept.caseId);
    if (mine.length > 1) violations.push(lost(`${kept.caseId} was accepted ${mine.length} times`));
    violations.push(...checkSubmission(kept, mine[0]));
  }
  return violations;
}

function checkSubmission(kept: ReportedCase, accepted: Accepted | undefined): Violation[] {
  const submits = kept.intents.filter(({ kind }) => kind === 'submit');
  const [submit] = submits;
  if (!submit || submits.length > 1) {
    return [lost(`${kept.caseId} has ${submits.length} submissions instead of one`)];
  }
  const violations: Violation[] = [];
  switch (submit.state) {
    case 'open':
      if (!submit.waitsInOutbox) violations.push(lost(`${kept.caseId} is neither answered nor waiting`));
      if (!kept.sealed.includes('submission'))
        violations.push(lost(`${kept.caseId} waits without its content`));
      break;
    case 'confirmed':
      if (accepted?.acceptanceNumber !== kept.acceptanceNumber) {
        violations.push(
          lost(`${kept.caseId} is noted as accepted ${kept.acceptanceNumber}, the city says other`),
        );
      }
      break;
    case 'failed':
    case 'unknown':
      if (accepted && kept.openTasks.length + kept.closedTasks.length === 0) {
        violations.push(lost(`${kept.caseId} is noted as not accepted, but the city accepted it`));
      }
      break;
    default:
      unreachable(submit.state);
  }
  if (submit.state !== 'open' && kept.sealed.includes('submission')) {
    violations.push(lost(`${kept.caseId} is answered, but its submission still rests on the disk`));
  }
  return violations;
}

function lost(detail: string): Violation {
  return { invariant: 'I1', detail };
}
