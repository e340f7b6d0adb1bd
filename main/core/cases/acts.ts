import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { Completion } from '../../../contract/device-common.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { Result } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Evidence, Journal } from '../../../db/index.ts';
import { type AskFailure, askWithin } from './asking.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseContent } from './case-content.ts';
import type { AcceptedFacts, CaseState, SuspensionCause } from './case-state.ts';
import type { HandingKind } from './effects.ts';
import type { EffectPorts } from './ports.ts';
import type { TerminalFacts } from './slips.ts';

export interface DeliveryTools {
  journal: Journal;
  book: CaseBook;
  content: CaseContent;
  ports: EffectPorts;
  clock: Clock;
  random: RandomSource;
  stop: AbortSignal;
  terminal: TerminalFacts;
  /** N of the scrypt that hashes claim codes. */
  claimCost: number;
  /** The slip now goes to the printer. */
  onSlip(caseId: CaseId, slip: ReceiptDocument): void;
  /** Why the receipt printer would not print right now; null if it would. */
  printerStall(): SuspensionCause | null;
}

/** An act that may be intended now. */
export interface PreparedAct {
  kind: HandingKind;
  intentId: IntentId;
  evidenceBefore: Evidence;
  timeoutMs: number;
  perform(signal: AbortSignal): Promise<Completion>;
}

export type Preparation = Result<PreparedAct, SuspensionCause | 'content_missing' | 'stopped'>;

const readTimeoutMs = 5000;

/** A look at a device before an act on it. */
export function look<Answer>(
  { clock, stop }: DeliveryTools,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Result<Answer, AskFailure>> {
  return askWithin(clock, stop, readTimeoutMs, ask);
}

export function acceptedFacts(state: CaseState | undefined): AcceptedFacts | null {
  return state?.acceptance.state === 'accepted' ? state.acceptance : null;
}
