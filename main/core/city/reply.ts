import { isDefinedError, ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { type Personal, personal } from '../../../contract/personal.ts';

/** Why a call has no usable answer. `detail` is a short technical word for journal and log, never personal data. */
export type CityFailure =
  /** The request certainly did not arrive. */
  | { kind: 'unreachable'; detail: string }
  /** No answer within the deadline, or the line broke on the way: the request may have arrived. */
  | { kind: 'timeout'; detail: string }
  /** Something answered, but not what the contract says; the request may have been carried out. `answer`: its words. */
  | { kind: 'nonsense'; detail: string; answer?: Personal<unknown> }
  /** The caller's signal ended the call; the request may have arrived. */
  | { kind: 'cancelled' };

/** `declared`: the city's answer is one of the errors of its contract. */
export type CityReply<Value, Declared = never> =
  | { kind: 'answer'; value: Value }
  | ({ kind: 'declared' } & Declared)
  | CityFailure;

/** The declared errors of a procedure, out of the type its client may reject with. */
export type DeclaredOf<Failure> =
  Failure extends ORPCError<infer Code, infer Data> ? { code: Code; data: Data } : never;

/** Failures of a connection that was never made; anything else may have carried the request. */
const notConnected = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** What a gateway says when the service behind it does not answer. */
const gatewayStatuses = new Set([502, 503, 504]);

/** Turns what a call rejected with into a value. */
export function describeRejection<Failure>(
  failure: Failure,
): ({ kind: 'declared' } & DeclaredOf<Failure>) | CityFailure {
  if (isDefinedError(failure)) {
    const { code, data } = failure;
    return { kind: 'declared', code, data } as { kind: 'declared' } & DeclaredOf<Failure>;
  }
  if (failure instanceof ORPCError) {
    const detail = `http_${failure.status}`;
    return { kind: gatewayStatuses.has(failure.status) ? 'timeout' : 'nonsense', detail };
  }
  if (failure instanceof ValidationError) {
    return { kind: 'nonsense', detail: 'contract_mismatch', answer: personal(failure.data) };
  }
  const cause = failure instanceof Error ? failure.cause : undefined;
  if (cause instanceof SyntaxError) return { kind: 'nonsense', detail: 'not_json' };
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'connection_lost';
  return { kind: notConnected.has(code) ? 'unreachable' : 'timeout', detail: code };
}
