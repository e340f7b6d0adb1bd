import { type TerminalId, terminalIdSchema } from '../../../contract/words.ts';
import type { EffectPorts, ErrandAnswer, Unreachable } from '../cases/index.ts';
import type { SessionCity } from '../session/index.ts';
import type { CityConnection } from './client.ts';
import type { CityFailure } from './reply.ts';

/** The part of a case's effects that the city carries out. */
export type CityEffects = Pick<EffectPorts, 'submit' | 'lookUpCase' | 'handOverParcel' | 'rate'>;

/** Carries effects to the city and turns its replies into the case engine's words. */
export function cityEffects(city: CityConnection, terminalId: string): CityEffects {
  const terminal = terminalIdSchema.parse(terminalId);
  return {
    async submit(submission, signal) {
      const reply = await city.submitCase(submission, { signal });
      if (reply.kind === 'answer') return { kind: 'accepted', acceptance: reply.value };
      if (reply.kind !== 'declared') return notHeard(reply);
      return reply.code === 'CASE_REFUSED'
        ? { kind: 'refused', reason: reply.data.reason }
        : { kind: 'conflict' };
    },
    async lookUpCase(caseId, signal) {
      const reply = await city.lookUpCase({ caseId }, { signal });
      if (reply.kind === 'answer') return { kind: 'accepted', acceptance: reply.value };
      return reply.kind === 'declared' ? { kind: 'unknown_case' } : notHeard(reply);
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

function errandFailure(reply: CityFailure | { kind: 'declared'; code: string }): ErrandAnswer {
  return reply.kind === 'declared' ? { kind: 'rejected', detail: reply.code } : notHeard(reply);
}

/** Whether the city received the question is not known; the engine asks again by the same id. */
function notHeard(failure: CityFailure): Unreachable {
  return { kind: 'unreachable', detail: failure.kind === 'cancelled' ? 'deadline' : failure.detail };
}

const codeProblems = {
  CITY_CODE_EXPIRED: 'code_expired',
  CITY_CODE_REPLAYED: 'code_replayed',
  CITY_CODE_UNKNOWN: 'code_unknown',
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
    async prefill(itemCode, idNumber, signal) {
      const reply = await city.prefill({ itemCode, idNumber, terminalId: terminal }, { signal });
      if (reply.kind === 'answer') return { kind: 'values', values: reply.value };
      if (reply.kind === 'declared') return { kind: 'refused', reason: reply.data.reason };
      return { kind: 'unreachable' };
    },
  };
}
