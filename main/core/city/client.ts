import {
  type ClientPromiseResult,
  createORPCClient,
  type InferClientErrors,
  type InferClientInputs,
} from '@orpc/client';
import type { ContractRouterClient, InferContractRouterOutputs } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { cityContract } from '../../../contract/city.ts';
import { type Clock, systemClock } from '../../../contract/clock.ts';
import { startReachabilityWatch } from './reachability.ts';
import { type CityReply, type DeclaredOf, describeRejection } from './reply.ts';

type RawClient = ContractRouterClient<typeof cityContract>;
type Inputs = InferClientInputs<RawClient>;
type Outputs = InferContractRouterOutputs<typeof cityContract>;
type Failures = InferClientErrors<RawClient>;
type Name = keyof RawClient;

export interface CallOptions {
  signal?: AbortSignal;
  /** Instead of the deadline of the connection. */
  timeoutMs?: number;
}

/** What one call of the contract comes back with. */
export type CityReplyTo<Call extends Name> = CityReply<Outputs[Call], DeclaredOf<Failures[Call]>>;

type CityCalls = {
  [Call in Name]: undefined extends Inputs[Call]
    ? (options?: CallOptions) => Promise<CityReplyTo<Call>>
    : (input: Inputs[Call], options?: CallOptions) => Promise<CityReplyTo<Call>>;
};

/** The city's back end. No call rejects: what went wrong is the value. Nothing is repeated by itself. */
export interface CityConnection extends CityCalls {
  /**
   * Tells at once, and with every change, whether the city answers. A city that went away is told
   * within 3 s, an interruption of under 450 ms is not told. The returned function ends it.
   */
  watchReachability(listener: (reachable: boolean) => void): () => void;
}

export interface CityConnectionOptions {
  baseUrl: string;
  /** Deadline of every call, from sending to the whole answer. */
  timeoutMs: number;
  clock?: Clock;
  /** The time in an answer (`Date` of RFC 9110), epoch milliseconds. */
  onCityTime?: (cityMs: number) => void;
}

export function connectCity({
  baseUrl,
  timeoutMs,
  clock = systemClock,
  onCityTime = () => {},
}: CityConnectionOptions): CityConnection {
  const raw: RawClient = createORPCClient(
    new OpenAPILink(cityContract, {
      url: baseUrl,
      plugins: [new ResponseValidationPlugin(cityContract)],
      // A redirect is not followed: what it carries must not go to a place nobody configured.
      fetch: async (request, init) => {
        const response = await fetch(request, { ...init, redirect: 'manual' });
        const cityMs = Date.parse(response.headers.get('date') ?? '');
        if (!Number.isNaN(cityMs)) onCityTime(cityMs);
        return response;
      },
    }),
  );
  const watches = new Set<{ suspect(): void }>();

  async function attempt<Value, Failure>(
    start: (signal: AbortSignal) => ClientPromiseResult<Value, Failure>,
    options: CallOptions = {},
  ): Promise<CityReply<Value, DeclaredOf<Failure>>> {
    const deadline = new AbortController();
    const cancelDeadline = clock.after(options.timeoutMs ?? timeoutMs, () => deadline.abort());
    const signals = options.signal ? [deadline.signal, options.signal] : [deadline.signal];
    try {
      return { kind: 'answer', value: await start(AbortSignal.any(signals)) };
    } catch (failure) {
      if (options.signal?.aborted) return { kind: 'cancelled' };
      if (deadline.signal.aborted) return { kind: 'timeout', detail: 'deadline' };
      return describeRejection(failure as Failure);
    } finally {
      cancelDeadline();
    }
  }

  /** A call that fails makes the watch look at once, so that a resident need not wait for its next turn. */
  async function call<Value, Failure>(
    start: (signal: AbortSignal) => ClientPromiseResult<Value, Failure>,
    options?: CallOptions,
  ): Promise<CityReply<Value, DeclaredOf<Failure>>> {
    const reply = await attempt(start, options);
    if (reply.kind === 'unreachable' || reply.kind === 'timeout') {
      for (const watch of watches) watch.suspect();
    }
    return reply;
  }

  return {
    health: (options) => call((signal) => raw.health(undefined, { signal }), options),
    exchangeCityCode: (input, options) => call((signal) => raw.exchangeCityCode(input, { signal }), options),
    prefill: (input, options) => call((signal) => raw.prefill(input, { signal }), options),
    submitCase: (input, options) => call((signal) => raw.submitCase(input, { signal }), options),
    lookUpCase: (input, options) => call((signal) => raw.lookUpCase(input, { signal }), options),
    handOverParcel: (input, options) => call((signal) => raw.handOverParcel(input, { signal }), options),
    rate: (input, options) => call((signal) => raw.rate(input, { signal }), options),
    chargeByCode: (input, options) => call((signal) => raw.chargeByCode(input, { signal }), options),
    makePaymentOrder: (input, options) => call((signal) => raw.makePaymentOrder(input, { signal }), options),
    queryPayment: (input, options) => call((signal) => raw.queryPayment(input, { signal }), options),
    reversePayment: (input, options) => call((signal) => raw.reversePayment(input, { signal }), options),
    refundPayment: (input, options) => call((signal) => raw.refundPayment(input, { signal }), options),
    readReconciliationFile: (input, options) =>
      call((signal) => raw.readReconciliationFile(input, { signal }), options),
    watchReachability(listener) {
      const probe = async (signal: AbortSignal): Promise<boolean> => {
        const reply = await attempt((either) => raw.health(undefined, { signal: either }), { signal });
        return reply.kind === 'answer';
      };
      const watch = startReachabilityWatch({ probe, clock, listener });
      watches.add(watch);
      return () => {
        watches.delete(watch);
        watch.stop();
      };
    },
  };
}
