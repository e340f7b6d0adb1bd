import type { Acceptance, Certificate, Decision } from '../../../contract/city.ts';
import { notificationSubjectSchema } from '../../../contract/city.ts';
import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import type { OutboxRow } from '../../../db/index.ts';
import { askWithin } from './asking.ts';
import type { CaseBook } from './case-book.ts';
import type { CaseContent } from './case-content.ts';
import type { CaseEvent } from './case-event.ts';
import type { AcceptedFacts } from './case-state.ts';
import { knownKind } from './effects.ts';
import type { EffectPorts, ErrandAnswer, NotUnderstood, Unreachable } from './ports.ts';

/** Above the city's own time-out, so that its answer is normally the one that counts. */
const askTimeoutMs = 65_000;
/** The city that accepted a case may not know it everywhere at once; so often a "no such case" is not believed. */
const disbelievedAttempts = 12;

export interface ErrandTools {
  book: CaseBook;
  content: CaseContent;
  ports: EffectPorts;
  clock: Clock;
  random: RandomSource;
  stop: AbortSignal;
}

/** So often the same errand may meet a city in trouble before a person is told that it does not get through. */
const puzzlingAttempts = 20;

/** `ask_again`: answered, but the thing is not there yet; `failed`: no answer that could be used. */
export type Ending =
  | { kind: 'answered' }
  | { kind: 'ask_again' }
  | { kind: 'failed'; detail: string }
  | { kind: 'not_understood'; detail: string };

const answered: Ending = { kind: 'answered' };
const lostCall: Unreachable = { kind: 'unreachable', detail: 'no_answer' };

/** Carries one errand to the city and writes its answer into the case. What makes no sense changes nothing. */
export class Errands {
  readonly #tools: ErrandTools;

  constructor(tools: ErrandTools) {
    this.#tools = tools;
  }

  /** @param mayHaveArrived an earlier attempt may have reached the city: it is asked before it is told. */
  send(row: OutboxRow, mayHaveArrived: boolean): Promise<Ending> {
    const kind = knownKind(row.kind);
    switch (kind) {
      case 'submit':
        return this.#submit(row, mayHaveArrived);
      case 'query_decision':
        return this.#queryDecision(row);
      case 'fetch_licence':
        return this.#fetchLicence(row);
      case 'notify':
        return this.#notify(row);
      case 'count_invoices':
        return this.#countInvoices(row);
      case 'hand_over_parcel':
        return this.#handOver(row);
      case 'rate':
        return this.#rate(row);
      default:
        throw new Error(`an intent of kind ${kind} is in the outbox`);
    }
  }

  async #submit(row: OutboxRow, mayHaveArrived: boolean): Promise<Ending> {
    const { content, ports } = this.#tools;
    const { caseId } = row;
    if (mayHaveArrived) {
      const found = await this.#ask((signal) => ports.lookUpCase(caseId, signal));
      if (found.kind === 'accepted') return this.#accept(caseId, found.acceptance);
      if (found.kind !== 'unknown_case') return this.#unanswered(row, found);
    }
    const submission = content.read(caseId, 'submission');
    if (!submission.ok) {
      return this.#note(caseId, { type: 'submission_refused', cause: 'content_lost' });
    }
    const answer = await this.#ask((signal) => ports.submit(submission.value, signal));
    switch (answer.kind) {
      case 'accepted':
        return this.#accept(caseId, answer.acceptance);
      case 'refused': {
        const refusal = content.seal(caseId, 'refusal', answer.reason);
        return this.#note(caseId, { type: 'submission_refused', cause: 'city' }, [refusal]);
      }
      case 'conflict':
        return this.#note(caseId, { type: 'submission_refused', cause: 'conflict' });
      case 'not_understood':
      case 'unreachable':
        return this.#unanswered(row, answer);
    }
  }

  #accept(caseId: CaseId, acceptance: Acceptance): Ending {
    const { acceptanceNumber, acceptedAt, parcel, certificate, decision, invoices, original } = acceptance;
    const facts: AcceptedFacts = {
      acceptanceNumber,
      acceptedAt,
      parcel: parcel ? { board: parcel.board, cell: parcel.cell, parcelId: parcel.parcelId } : null,
      hasCertificate: certificate !== null,
      decision: decision?.state ?? 'none',
      licenceId: licenceOf(decision),
      invoices,
    };
    const seal = [
      ...this.#sealCertificate(caseId, certificate),
      ...this.#sealReasons(caseId, decision),
      ...(original ? [this.#tools.content.seal(caseId, 'original', original)] : []),
    ];
    return this.#note(caseId, { type: 'submission_accepted', facts, errandId: this.#newErrandId() }, seal);
  }

  async #queryDecision(row: OutboxRow): Promise<Ending> {
    const { caseId, intentId } = row;
    const answer = await this.#ask((signal) => this.#tools.ports.lookUpDecision(caseId, signal));
    switch (answer.kind) {
      case 'decision': {
        const { decision } = answer;
        if (decision.state === 'pending') return { kind: 'ask_again' };
        const event: CaseEvent = {
          type: 'decision_made',
          intentId,
          decision: decision.state,
          licenceId: licenceOf(decision),
          errandId: this.#newErrandId(),
        };
        return this.#note(caseId, event, this.#sealReasons(caseId, decision));
      }
      case 'rejected':
        return this.#reject(row, answer.detail);
      case 'not_understood':
      case 'unreachable':
        return this.#unanswered(row, answer);
    }
  }

  async #fetchLicence(row: OutboxRow): Promise<Ending> {
    const { caseId, intentId } = row;
    const { licenceId } = row.evidenceBefore;
    if (typeof licenceId !== 'string') throw new Error(`intent ${intentId} names no licence`);
    const answer = await this.#ask((signal) => this.#tools.ports.fetchLicence(caseId, licenceId, signal));
    switch (answer.kind) {
      case 'licence':
        return this.#note(
          caseId,
          { type: 'licence_fetched', intentId },
          this.#sealCertificate(caseId, answer.certificate),
        );
      case 'rejected':
        return this.#reject(row, answer.detail);
      case 'not_understood':
      case 'unreachable':
        return this.#unanswered(row, answer);
    }
  }

  #notify(row: OutboxRow): Promise<Ending> {
    const subject = notificationSubjectSchema.parse(row.evidenceBefore.subject);
    return this.#tell(row, (signal) => this.#tools.ports.notify(row.caseId, subject, signal));
  }

  #countInvoices(row: OutboxRow): Promise<Ending> {
    const { handedOut, unclear, inOrder } = row.evidenceBefore;
    if (typeof handedOut !== 'number' || typeof unclear !== 'number' || typeof inOrder !== 'boolean') {
      throw new Error(`count ${row.intentId} names no figures`);
    }
    const count = { caseId: row.caseId, handedOut, unclear, inOrder };
    return this.#tell(row, (signal) => this.#tools.ports.countInvoices(count, signal));
  }

  #handOver(row: OutboxRow): Promise<Ending> {
    const { parcelId, openedAt } = row.evidenceBefore;
    if (typeof parcelId !== 'string' || typeof openedAt !== 'string') {
      throw new Error(`hand-over ${row.intentId} names no parcel`);
    }
    return this.#tell(row, (signal) =>
      this.#tools.ports.handOverParcel({ caseId: row.caseId, parcelId, openedAt }, signal),
    );
  }

  #rate(row: OutboxRow): Promise<Ending> {
    const { level, ratedAt } = row.evidenceBefore;
    if (typeof level !== 'number' || typeof ratedAt !== 'string') {
      throw new Error(`rating ${row.intentId} names no level`);
    }
    return this.#tell(row, (signal) =>
      this.#tools.ports.rate({ caseId: row.caseId, level, ratedAt }, signal),
    );
  }

  async #tell(row: OutboxRow, ask: (signal: AbortSignal) => Promise<ErrandAnswer>): Promise<Ending> {
    const answer = await this.#ask(ask);
    switch (answer.kind) {
      case 'recorded':
        return this.#note(row.caseId, { type: 'errand_recorded', intentId: row.intentId });
      case 'rejected':
        return this.#reject(row, answer.detail);
      case 'not_understood':
      case 'unreachable':
        return this.#unanswered(row, answer);
    }
  }

  /** "No such case" about a case that the city has accepted comes of an answer that overtook another. */
  #reject(row: OutboxRow, detail: string): Ending {
    const { caseId, intentId } = row;
    const accepted = this.#tools.book.get(caseId)?.state.acceptance.state === 'accepted';
    if (detail === 'CASE_UNKNOWN' && accepted && row.attempts < disbelievedAttempts) {
      return { kind: 'failed', detail };
    }
    return this.#note(caseId, { type: 'errand_rejected', intentId, kind: knownKind(row.kind), detail });
  }

  #unanswered(row: OutboxRow, answer: Unreachable | NotUnderstood): Ending {
    const { caseId, intentId } = row;
    const { book, stop } = this.#tools;
    const { detail } = answer;
    if (stop.aborted) return { kind: 'failed', detail };
    if (answer.kind === 'not_understood') {
      book.dispatch(caseId, { type: 'answer_not_understood', intentId, detail, answer: answer.answer });
      return { kind: 'not_understood', detail };
    }
    const isPuzzling = /^(http_|not_json)/.test(detail) && row.attempts >= puzzlingAttempts;
    if (isPuzzling) {
      book.dispatch(caseId, { type: 'answer_not_understood', intentId, detail, answer: '(again and again)' });
      return { kind: 'not_understood', detail };
    }
    // A deferrable item's resident waits no longer than one failed attempt.
    const state = book.get(caseId)?.state;
    if (state?.network === 'deferrable') book.dispatch(caseId, { type: 'submission_deferred' });
    return { kind: 'failed', detail };
  }

  #sealCertificate(caseId: CaseId, certificate: Certificate | null) {
    const { book, content } = this.#tools;
    const wanted = book.get(caseId)?.state.deliverables.some(({ kind }) => kind === 'certificate');
    return certificate && wanted ? [content.seal(caseId, 'certificate', certificate)] : [];
  }

  #sealReasons(caseId: CaseId, decision: Decision | null) {
    return decision && decision.state !== 'pending'
      ? [this.#tools.content.seal(caseId, 'decision', decision.reasons)]
      : [];
  }

  #newErrandId(): IntentId {
    return this.#tools.random.uuid() as IntentId;
  }

  /** An answered errand that its case does not know would be sent for ever. */
  #note(caseId: CaseId, event: CaseEvent, seal?: Parameters<CaseBook['dispatch']>[2]): Ending {
    if (this.#tools.stop.aborted || this.#tools.book.dispatch(caseId, event, seal)) return answered;
    throw new Error(`${event.type} does not belong to case ${caseId}`);
  }

  async #ask<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | Unreachable> {
    const { clock, stop } = this.#tools;
    const answer = await askWithin(clock, stop, askTimeoutMs, ask);
    return answer.ok ? answer.value : { ...lostCall, detail: answer.error.kind };
  }
}

function licenceOf(decision: Decision | null): string | null {
  return decision?.state === 'approved' ? decision.licenceId : null;
}
