import type { Acceptance } from '../../../contract/city.ts';
import { type CaseId, type TerminalId, terminalIdSchema } from '../../../contract/words.ts';
import type { EffectPorts, ErrandAnswer, NotUnderstood, Unreachable } from '../cases/index.ts';
import type { SessionCity } from '../session/index.ts';
import type { CityConnection } from './client.ts';
import type { CityFailure } from './reply.ts';

/** The part of a case's effects that the city carries out. */
export type CityEffects = Pick<
  EffectPorts,
  | 'submit'
  | 'lookUpCase'
  | 'handOverParcel'
  | 'rate'
  | 'lookUpDecision'
  | 'fetchLicence'
  | 'notify'
  | 'countInvoices'
>;

/**
 * Carries effects to the city and turns its replies into the case engine's words. What speaks of
 * another case, or of a cell in another terminal's locker, is not understood.
 */
export function cityEffects(city: CityConnection, terminalId: string): CityEffects {
  const terminal = terminalIdSchema.parse(terminalId);
  const accept = (caseId: CaseId, acceptance: Acceptance) =>
    strangerIn(caseId, acceptance, terminal) ?? ({ kind: 'accepted', acceptance } as const);
  return {
    async submit(submission, signal) {
      const reply = await city.submitCase(submission, { signal });
      if (reply.kind === 'answer') return accept(submission.caseId, reply.value);
      if (reply.kind !== 'declared') return notHeard(reply);
      return reply.code === 'CASE_REFUSED'
        ? { kind: 'refused', reason: reply.data.reason }
        : { kind: 'conflict' };
    },
    async lookUpCase(caseId, signal) {
      const reply = await city.lookUpCase({ caseId }, { signal });
      if (reply.kind === 'answer') return accept(caseId, reply.value);
      return reply.kind === 'declared' ? { kind: 'unknown_case' } : notHeard(reply);
    },
    async lookUpDecision(caseId, signal) {
      const reply = await city.lookUpDecision({ caseId }, { signal });
      if (reply.kind === 'answer') {
        const { decision, caseId: named } = reply.value;
        return named === caseId ? { kind: 'decision', decision } : otherCase;
      }
      return reply.kind === 'declared' ? { kind: 'rejected', detail: reply.code } : notHeard(reply);
    },
    async fetchLicence(caseId, licenceId, signal) {
      const reply = await city.fetchLicence({ caseId, licenceId }, { signal });
      if (reply.kind === 'answer') {
        const isMine = reply.value.caseId === caseId && reply.value.licenceId === licenceId;
        return isMine ? { kind: 'licence', certificate: reply.value.certificate } : otherCase;
      }
      return reply.kind === 'declared' ? { kind: 'rejected', detail: reply.code } : notHeard(reply);
    },
    async notify(caseId, subject, signal) {
      const reply = await city.notify({ caseId, subject }, { signal });
      return reply.kind === 'answer' ? { kind: 'recorded' } : errandFailure(reply);
    },
    async countInvoices(count, signal) {
      const reply = await city.countInvoices({ ...count, terminalId: terminal }, { signal });
      return reply.kind === 'answer' ? { kind: 'recorded' } : errandFailure(reply);
    },
    async handOverParcel(handover, signal) {
      const reply = await city.handOverParcel(handover, { signal });
      return reply.kind === 'answer' ? { kind: 'recorded' } : errandFailure(reply);
    },
    async rate(rating, signal) {
      const reply = await city.rate({ ...rating, terminalId: terminal }, { signal });
      return reply.kind === 'answer' ? { kind: 'recorded' } : errandFailure(reply);
    },
  };
}

const otherCase: NotUnderstood = {
  kind: 'not_understood',
  detail: 'other_case',
  answer: '(names another case)',
};

function strangerIn(caseId: CaseId, acceptance: Acceptance, terminal: TerminalId): NotUnderstood | null {
  if (acceptance.caseId !== caseId) return otherCase;
  const { parcel } = acceptance;
  return parcel && parcel.terminalId !== terminal
    ? { kind: 'not_understood', detail: 'other_terminal', answer: '(names a cell of another terminal)' }
    : null;
}

function errandFailure(reply: CityFailure | { kind: 'declared'; code: string }): ErrandAnswer {
  return reply.kind === 'declared' ? { kind: 'rejected', detail: reply.code } : notHeard(reply);
}

/**
 * Whether the city received the question is not known; the engine asks again by the same id. An error
 * of the server, a page that is not there or no JSON comes from a city in trouble or from a box on the
 * way; everything else that the contract does not know is for a person to look at.
 */
function notHeard(failure: CityFailure): Unreachable | NotUnderstood {
  if (failure.kind === 'cancelled') return { kind: 'unreachable', detail: 'deadline' };
  const { detail } = failure;
  if (failure.kind !== 'nonsense' || /^http_(3|5|404|408|429)/.test(detail) || detail === 'not_json') {
    return { kind: 'unreachable', detail };
  }
  return { kind: 'not_understood', detail, answer: failure.answer };
}

const codeProblems = {
  CITY_CODE_EXPIRED: 'code_expired',
  CITY_CODE_REPLAYED: 'code_replayed',
  CITY_CODE_UNKNOWN: 'code_unknown',
} as const;

const licenceProblems = {
  LICENCE_CODE_EXPIRED: 'licence_expired',
  LICENCE_CODE_REPLAYED: 'licence_replayed',
  LICENCE_CODE_UNKNOWN: 'licence_unknown',
  COMPANY_UNKNOWN: 'company_unknown',
  AGENT_NOT_AUTHORISED: 'agent_not_authorised',
} as const;

/** What a session asks of the city before there is a case. */
export function sessionCity(city: CityConnection, terminalId: string): SessionCity {
  const terminal: TerminalId = terminalIdSchema.parse(terminalId);
  return {
    async exchangeCityCode(code, signal) {
      const reply = await city.exchangeCityCode(
        { code, terminalId: terminal, purpose: 'terminal-identification' },
        { signal },
      );
      if (reply.kind === 'answer') return { kind: 'person', person: reply.value };
      if (reply.kind === 'declared') return { kind: 'refused', problem: codeProblems[reply.code] };
      return { kind: 'unreachable' };
    },
    async exchangeBusinessLicence(code, signal) {
      const reply = await city.exchangeBusinessLicence({ code, terminalId: terminal }, { signal });
      if (reply.kind === 'answer') return { kind: 'company', ...reply.value };
      if (reply.kind === 'declared') return { kind: 'refused', problem: licenceProblems[reply.code] };
      return { kind: 'unreachable' };
    },
    async authoriseAgent(creditCode, idNumber, signal) {
      const reply = await city.authoriseAgent({ creditCode, idNumber, terminalId: terminal }, { signal });
      if (reply.kind === 'answer') return { kind: 'authorised', company: reply.value.company };
      if (reply.kind === 'declared') return { kind: 'refused', problem: licenceProblems[reply.code] };
      return { kind: 'unreachable' };
    },
    async prefill(itemCode, { idNumber, creditCode }, signal) {
      const reply = await city.prefill({ itemCode, idNumber, terminalId: terminal, creditCode }, { signal });
      if (reply.kind === 'answer') return { kind: 'values', values: reply.value };
      if (reply.kind === 'declared') return { kind: 'refused', reason: reply.data.reason };
      return { kind: 'unreachable' };
    },
  };
}
