import type { Clock } from '../../../contract/clock.ts';
import type { PaymentWay } from '../../../contract/payment.ts';
import type { CaseFollower } from './case-follower.ts';
import type { PaymentStation } from './payment-station.ts';
import type { DrawCaseDocument } from './ports.ts';
import { draftOf, personOf } from './screens.ts';
import type { Stage } from './stage.ts';
import { composeSubmission, documentFacts } from './submission.ts';
import type { VerbResult } from './verb-result.ts';

export interface CaseHandlingOptions {
  stage: Stage;
  followed: CaseFollower;
  station: PaymentStation;
  clock: Clock;
  terminalId: string;
  drawCaseDocument: DrawCaseDocument;
  onRated: () => void;
}

/** From the confirmed summary to the rating: what the resident does while the case goes its way. */
export class CaseHandling {
  readonly #options: CaseHandlingOptions;

  constructor(options: CaseHandlingOptions) {
    this.#options = options;
  }

  submit(screenId: number): VerbResult {
    const { stage } = this.#options;
    return stage.on(screenId, 'summary', () => {
      if (draftOf(stage.data).item.handledBy !== 'officer') return this.#begin(null);
      stage.enter({ name: 'document_being_made' });
      void this.#submitAsDocument(stage.screenWork);
      return 'done';
    });
  }

  /** Goes on with the case that was interrupted. */
  resume(screenId: number): VerbResult {
    const { stage, followed } = this.#options;
    return stage.on(screenId, 'resumable', ({ caseId }) => {
      if (!followed.desk.resume(caseId).ok) return 'not_now';
      stage.enter({ name: 'case', caseId, released: false });
      return 'done';
    });
  }

  /** The resident does not wait for the officer. */
  stopWaiting(screenId: number): VerbResult {
    return this.#atDesk(screenId, 'stopWaiting');
  }

  choosePaymentWay(screenId: number, way: PaymentWay): VerbResult {
    const { stage, followed, station } = this.#options;
    return stage.on(screenId, 'case', () => {
      const { view } = followed;
      return view && station.chooseWay(view, way) ? 'done' : 'not_now';
    });
  }

  declinePayment(screenId: number): VerbResult {
    return this.#atDesk(screenId, 'declinePayment');
  }

  skipReading(screenId: number): VerbResult {
    return this.#atDesk(screenId, 'skipReading');
  }

  retryDelivery(screenId: number): VerbResult {
    return this.#atDesk(screenId, 'retryDelivery');
  }

  /** Goes on without what is missing, or without waiting for the open door. */
  leaveDelivery(screenId: number): VerbResult {
    const { stage, followed } = this.#options;
    return stage.on(screenId, 'case', (state) => {
      const abandoned = followed.desk.abandonDelivery(state.caseId).ok;
      const doorOpen = followed.view?.cell != null && !state.released;
      if (!abandoned && !doorOpen) return 'not_now';
      stage.change({ ...state, released: true });
      return 'done';
    });
  }

  rate(screenId: number, level: number | null): VerbResult {
    const { stage, followed, onRated } = this.#options;
    return stage.on(screenId, 'case', (state) => {
      if (followed.view?.canRate) followed.desk.rate(state.caseId, level);
      onRated();
    });
  }

  #atDesk(
    screenId: number,
    verb: 'stopWaiting' | 'declinePayment' | 'skipReading' | 'retryDelivery',
  ): VerbResult {
    const { stage, followed } = this.#options;
    return stage.on(screenId, 'case', ({ caseId }) => (followed.desk[verb](caseId).ok ? 'done' : 'not_now'));
  }

  /** Where a picture cannot be put into the document, its page is asked for again. */
  async #submitAsDocument(signal: AbortSignal): Promise<void> {
    const { stage, clock, drawCaseDocument } = this.#options;
    const facts = documentFacts(draftOf(stage.data), personOf(stage.data), clock.wallMs());
    const drawn = await drawCaseDocument(facts, signal);
    if (signal.aborted) return;
    if (drawn.ok) this.#begin(drawn.value);
    else {
      const result = { verdict: 'cannot_read', reason: 'check_failed' } as const;
      stage.enter({ name: 'material', index: drawn.error.page, phase: 'checked', result });
    }
  }

  #begin(document: Uint8Array | null): VerbResult {
    const { stage, followed, clock, terminalId } = this.#options;
    const draft = draftOf(stage.data);
    const caseId = followed.desk.beginCase({
      item: draft.item,
      submission: composeSubmission(draft, personOf(stage.data), terminalId, clock.wallMs(), document),
      language: stage.preferences.language,
    });
    document?.fill(0);
    stage.enter({ name: 'case', caseId, released: false });
    followed.follow(caseId);
    return 'done';
  }
}
