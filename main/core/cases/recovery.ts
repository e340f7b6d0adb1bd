import type { Clock, RandomSource } from '../../../contract/clock.ts';
import { unreachable } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Journal, OpenIntent } from '../../../db/index.ts';
import { askWithin } from './asking.ts';
import type { CaseBook } from './case-book.ts';
import type { Delivery } from './delivery.ts';
import { effects, knownKind } from './effects.ts';
import { type Verdict, verdictOf } from './evidence.ts';
import type { EffectPorts } from './ports.ts';

/** For so long after an interruption its case may be taken up again by the same person. */
export const returnLimitMs = 1_800_000;
/** After an interruption no longer ago than this the resident probably still stands there. */
const residentExpectedMs = 180_000;
const withdrawTimeoutMs = 8000;

export interface RecoveryTools {
  journal: Journal;
  book: CaseBook;
  delivery: Delivery;
  ports: EffectPorts;
  stop: AbortSignal;
  clock: Clock;
  random: RandomSource;
}

export interface Recovery {
  /** Cases that wait for their residents to identify again. */
  interrupted: CaseId[];
  /** One of them was interrupted a moment ago. */
  residentExpected: boolean;
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
    // Money is followed by `Payments`, which asks before it ever repeats.
    .filter(({ kind }) => effects[knownKind(kind)].performedBy !== 'city')
    .map((act) => delivery.lane(knownKind(act.kind)).run(() => decideAct(tools, act)));
  const interrupted: CaseId[] = [];
  let residentExpected = false;
  for (const { caseId, updatedMs } of journal.unsettledCases()) {
    const agoMs = clock.wallMs() - updatedMs;
    const expectedForMs = agoMs >= 0 && agoMs < returnLimitMs ? returnLimitMs - agoMs : null;
    book.dispatch(caseId, { type: 'process_restarted', expectedForMs });
    if (book.get(caseId)?.state.resident !== 'interrupted') continue;
    interrupted.push(caseId);
    residentExpected ||= agoMs < residentExpectedMs;
  }
  return { interrupted, residentExpected, settled: Promise.all(decisions).then(() => undefined) };
}

async function decideAct(tools: RecoveryTools, act: OpenIntent): Promise<void> {
  const { caseId, intentId, evidenceBefore } = act;
  const kind = knownKind(act.kind);
  const verdict =
    (await takenBack(tools, act)) ?? (await tools.delivery.decide(caseId, kind, intentId, evidenceBefore));
  if (verdict && !tools.stop.aborted) conclude(tools, caseId, intentId, verdict);
}

/** Nobody is known to wait for what the printer still holds: it must not come out for the next person. */
async function takenBack({ ports, clock, stop }: RecoveryTools, act: OpenIntent): Promise<Verdict> {
  if (effects[knownKind(act.kind)].performedBy !== 'receipt-printer') return null;
  const answer = await askWithin(clock, stop, withdrawTimeoutMs, (signal) =>
    ports.cancelJob(act.intentId, signal),
  );
  return answer.ok && answer.value.effect !== 'unknown' ? verdictOf(answer.value, 'job') : null;
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
