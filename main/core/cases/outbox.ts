import type { Acceptance } from '../../../contract/city.ts';
import type { Clock } from '../../../contract/clock.ts';
import type { Result } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { Journal, OutboxRow } from '../../../db/index.ts';
import { type AskFailure, askWithin } from './asking.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseContent } from './case-content.ts';
import type { CaseEvent } from './case-event.ts';
import type { AcceptedFacts } from './case-state.ts';
import type { CaseLookUp, EffectPorts, ErrandAnswer, SubmitAnswer } from './ports.ts';

const shortestBackOffMs = 1000;
const longestBackOffMs = 60_000;
/** Above the city's own time-out, so that its answer is normally the one that counts. */
const askTimeoutMs = 65_000;

export interface OutboxTools {
  journal: Journal;
  book: CaseBook;
  content: CaseContent;
  ports: EffectPorts;
  clock: Clock;
  stop: AbortSignal;
  onFailure(error: unknown): void;
}

type Ending = { answered: true } | { answered: false; detail: string };
const answered: Ending = { answered: true };

/**
 * Brings errands to the city, one at a time, the one a resident waits for first, until each is
 * answered. Repeating is safe: the city knows a case by its id, and what may have arrived already is
 * looked up before it is sent again.
 */
export class Outbox {
  readonly #tools: OutboxTools;
  /** Made by this run of the program and never tried: certainly unknown to the city. */
  readonly #untried = new Set<IntentId>();
  #working = false;
  #hurried = false;
  #cancelTimer: () => void = () => {};

  constructor(tools: OutboxTools) {
    this.#tools = tools;
    tools.stop.addEventListener('abort', () => this.#cancelTimer());
  }

  announce(intentId: IntentId): void {
    this.#untried.add(intentId);
  }

  /** The city answers again: nothing waits for its back-off any longer. */
  hurry(): void {
    const { journal, clock } = this.#tools;
    this.#hurried = true;
    if (journal.earliestErrandMs() !== null) journal.hurryErrands(clock.wallMs());
    this.wake();
  }

  wake(): void {
    if (this.#working) return;
    this.#working = true;
    this.#work().catch((error: unknown) => this.#tools.onFailure(error));
  }

  async #work(): Promise<void> {
    const { journal, clock, stop } = this.#tools;
    this.#cancelTimer();
    try {
      while (!stop.aborted) {
        const row = journal.nextErrand(clock.wallMs(), longestBackOffMs);
        if (!row) return this.#armTimer();
        await this.#attempt(row);
      }
    } finally {
      this.#working = false;
    }
  }

  #armTimer(): void {
    const { journal, clock } = this.#tools;
    const earliestMs = journal.earliestErrandMs();
    if (earliestMs === null) return;
    const delayMs = Math.min(Math.max(earliestMs - clock.wallMs(), 0), longestBackOffMs);
    this.#cancelTimer = clock.after(delayMs, () => this.wake());
  }

  async #attempt(row: OutboxRow): Promise<void> {
    const { journal, clock, stop } = this.#tools;
    const mayHaveArrived = !this.#untried.delete(row.intentId);
    this.#hurried = false;
    const ending = await this.#send(row, mayHaveArrived);
    if (ending.answered || stop.aborted) return;
    // The city came back while this attempt was still failing: its failure is old news.
    const backOffMs = this.#hurried
      ? shortestBackOffMs
      : Math.min(shortestBackOffMs * 2 ** row.attempts, longestBackOffMs);
    journal.postponeErrand(row.outboxId, clock.wallMs() + backOffMs, ending.detail);
  }

  #send(row: OutboxRow, mayHaveArrived: boolean): Promise<Ending> {
    switch (row.kind) {
      case 'submit':
        return this.#sendSubmission(row.caseId, mayHaveArrived);
      case 'hand_over_parcel':
        return this.#sendHandover(row);
      case 'rate':
        return this.#sendRating(row);
      default:
        throw new Error(`an intent of kind ${row.kind} is in the outbox`);
    }
  }

  async #sendSubmission(caseId: CaseId, mayHaveArrived: boolean): Promise<Ending> {
    const { content, ports } = this.#tools;
    if (mayHaveArrived) {
      const found = await this.#ask<CaseLookUp>((signal) => ports.lookUpCase(caseId, signal));
      if (!found.ok) return this.#unanswered(caseId, found.error.kind);
      if (found.value.kind === 'unreachable') return this.#unanswered(caseId, found.value.detail);
      if (found.value.kind === 'accepted') return this.#accept(caseId, found.value.acceptance);
    }
    const submission = content.read(caseId, 'submission');
    if (!submission.ok) {
      this.#note(caseId, { type: 'submission_refused', cause: 'content_lost' });
      return answered;
    }
    const answer = await this.#ask<SubmitAnswer>((signal) => ports.submit(submission.value, signal));
    if (!answer.ok) return this.#unanswered(caseId, answer.error.kind);
    switch (answer.value.kind) {
      case 'accepted':
        return this.#accept(caseId, answer.value.acceptance);
      case 'refused': {
        const refusal = content.seal(caseId, 'refusal', answer.value.reason);
        this.#note(caseId, { type: 'submission_refused', cause: 'city' }, [refusal]);
        return answered;
      }
      case 'conflict':
        this.#note(caseId, { type: 'submission_refused', cause: 'conflict' });
        return answered;
      case 'unreachable':
        return this.#unanswered(caseId, answer.value.detail);
    }
  }

  #accept(caseId: CaseId, acceptance: Acceptance): Ending {
    const { book, content } = this.#tools;
    const { acceptanceNumber, acceptedAt, parcel, certificate } = acceptance;
    const facts: AcceptedFacts = {
      acceptanceNumber,
      acceptedAt,
      parcel: parcel ? { board: parcel.board, cell: parcel.cell, parcelId: parcel.parcelId } : null,
      hasCertificate: certificate !== null,
    };
    const wanted = book.get(caseId)?.state.deliverables.some(({ kind }) => kind === 'certificate');
    const seal = certificate && wanted ? [content.seal(caseId, 'certificate', certificate)] : [];
    this.#note(caseId, { type: 'submission_accepted', facts }, seal);
    return answered;
  }

  /** An answered errand that its case does not know would be sent for ever. */
  #note(caseId: CaseId, event: CaseEvent, seal?: Parameters<CaseBook['dispatch']>[2]): void {
    if (this.#tools.stop.aborted || this.#tools.book.dispatch(caseId, event, seal)) return;
    throw new Error(`${event.type} does not belong to case ${caseId}`);
  }

  /** A deferrable item's resident waits no longer than one failed attempt. */
  #unanswered(caseId: CaseId, detail: string): Ending {
    const { book, stop } = this.#tools;
    if (!stop.aborted && book.get(caseId)?.state.network === 'deferrable') {
      book.dispatch(caseId, { type: 'submission_deferred' });
    }
    return { answered: false, detail };
  }

  #sendHandover(row: OutboxRow): Promise<Ending> {
    const { parcelId, openedAt } = row.evidenceBefore;
    if (typeof parcelId !== 'string' || typeof openedAt !== 'string') {
      throw new Error(`hand-over ${row.intentId} names no parcel`);
    }
    return this.#sendErrand(row, (signal) =>
      this.#tools.ports.handOverParcel({ caseId: row.caseId, parcelId, openedAt }, signal),
    );
  }

  #sendRating(row: OutboxRow): Promise<Ending> {
    const { level, ratedAt } = row.evidenceBefore;
    if (typeof level !== 'number' || typeof ratedAt !== 'string') {
      throw new Error(`rating ${row.intentId} names no level`);
    }
    return this.#sendErrand(row, (signal) =>
      this.#tools.ports.rate({ caseId: row.caseId, level, ratedAt }, signal),
    );
  }

  async #sendErrand(row: OutboxRow, ask: (signal: AbortSignal) => Promise<ErrandAnswer>): Promise<Ending> {
    const answer = await this.#ask(ask);
    if (!answer.ok) return { answered: false, detail: answer.error.kind };
    const { caseId, intentId } = row;
    switch (answer.value.kind) {
      case 'recorded':
        this.#note(caseId, { type: 'errand_recorded', intentId });
        return answered;
      case 'rejected':
        this.#note(caseId, { type: 'errand_rejected', intentId, detail: answer.value.detail });
        return answered;
      case 'unreachable':
        return { answered: false, detail: answer.value.detail };
    }
  }

  #ask<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Result<Answer, AskFailure>> {
    return askWithin(this.#tools.clock, this.#tools.stop, askTimeoutMs, ask);
  }
}
