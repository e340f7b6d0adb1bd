import type { DeliverableKind } from '../../../contract/catalog.ts';
import type { Clock, RandomSource } from '../../../contract/clock.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Journal, OpenIntent } from '../../../db/index.ts';
import type { CaseBook } from './case-book.ts';
import type { Delivery } from './delivery.ts';
import type { Verdict } from './evidence.ts';

/** After an interruption no longer ago than this the resident is taken to stand there still. */
export const residentExpectedMs = 180_000;

export interface RecoveryTools {
  journal: Journal;
  book: CaseBook;
  delivery: Delivery;
  clock: Clock;
  random: RandomSource;
}

export interface Recovery {
  /** The case a resident was in the middle of, if that is not long ago. */
  interrupted: CaseId | null;
  /** Every act left open has an outcome, or an outcome "unknown" and a task. */
  settled: Promise<void>;
}

/**
 * Decides from evidence what became of everything the last run left open. Each decision is one
 * ordinary step of its case, so a crash in here leaves just fewer decisions to the next start.
 */
export function recoverCases(tools: RecoveryTools): Recovery {
  const { journal, book, delivery, clock } = tools;
  // Queued on the devices first: nothing new may be printed before the cut counter was compared.
  const decisions = journal
    .openActs()
    .filter(({ kind }) => kind !== 'charge' && kind !== 'refund')
    .map((act) => delivery.lane(deliverableOf(act.kind)).run(() => decideAct(tools, act)));
  let interrupted: CaseId | null = null;
  for (const { caseId, updatedMs } of journal.unfinishedCases()) {
    const agoMs = clock.wallMs() - updatedMs;
    const expectedForMs = agoMs >= 0 && agoMs < residentExpectedMs ? residentExpectedMs - agoMs : null;
    book.dispatch(caseId, { type: 'process_restarted', expectedForMs });
    if (book.get(caseId)?.state.resident === 'interrupted') interrupted = caseId;
  }
  return { interrupted, settled: Promise.all(decisions).then(() => undefined) };
}

async function decideAct(tools: RecoveryTools, act: OpenIntent): Promise<void> {
  const { caseId, intentId, kind, evidenceBefore } = act;
  const verdict = await tools.delivery.decide(caseId, deliverableOf(kind), intentId, evidenceBefore);
  if (verdict) conclude(tools, caseId, intentId, verdict);
}

function conclude(
  { book, clock, random }: RecoveryTools,
  caseId: CaseId,
  intentId: IntentId,
  { effect, evidence }: NonNullable<Verdict>,
): void {
  switch (effect) {
    case 'done': {
      const errandId = random.uuid() as IntentId;
      const at = new Date(clock.wallMs()).toISOString();
      book.dispatch(caseId, { type: 'effect_confirmed', intentId, evidence, errandId, at });
      break;
    }
    case 'none':
      book.dispatch(caseId, { type: 'effect_missed', intentId, evidence });
      break;
    case 'unknown':
      book.dispatch(caseId, { type: 'effect_unknown', intentId, evidence });
      break;
    default:
      unreachable(effect);
  }
}

function deliverableOf(kind: string): DeliverableKind {
  switch (kind) {
    case 'print_receipt':
    case 'print_waiting_slip':
    case 'print_payment_slip':
      return 'receipt';
    case 'print_certificate':
      return 'certificate';
    case 'open_cell':
      return 'parcel';
    default:
      throw new Error(`an act of kind ${kind} is open outside the outbox`);
  }
}
