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
import { type AnswerShape, nothingHeard, shapeOf } from './answer-shape.ts';
import { startReachabilityWatch } from './reachability.ts';
import { type CityReply, type DeclaredOf, describeRejection } from './reply.ts';

/** What one call has heard, for the case that it makes no sense. */
interface Hearing {
  heard: AnswerShape;
}

type RawClient = ContractRouterClient<typeof cityContract, Hearing>;
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

interface RawOptions {
  signal: AbortSignal;
  context: Hearing;
}

const isBodyless = (status: number) => [0, 101, 204, 205, 304].includes(status);

export function connectCity({
  baseUrl,
  timeoutMs,
  clock = systemClock,
  onCityTime = () => {},
}: CityConnectionOptions): CityConnection {
  const raw: RawClient = createORPCClient(
    new OpenAPILink<Hearing>(cityContract, {
      url: baseUrl,
      plugins: [new ResponseValidationPlugin(cityContract)],
      // A redirect is not followed: what it carries must not go to a place nobody configured.
      fetch: async (request, init, { context }) => {
        const response = await fetch(request, { ...init, redirect: 'manual' });
        const cityMs = Date.parse(response.headers.get('date') ?? '');
        if (!Number.isNaN(cityMs)) onCityTime(cityMs);
        if (isBodyless(response.status)) {
          context.heard = shapeOf(response.status, '');
          return response;
        }
        const text = await response.text();
        context.heard = shapeOf(response.status, text);
        return new Response(text, response);
      },
    }),
  );
  const watches = new Set<{ suspect(): void }>();

  async function attempt<Value, Failure>(
    start: (call: RawOptions) => ClientPromiseResult<Value, Failure>,
    options: CallOptions = {},
  ): Promise<CityReply<Value, DeclaredOf<Failure>>> {
    const deadline = new AbortController();
    const cancelDeadline = clock.after(options.timeoutMs ?? timeoutMs, () => deadline.abort());
    const context: Hearing = { heard: nothingHeard };
    const signals = options.signal ? [deadline.signal, options.signal] : [deadline.signal];
    try {
      return { kind: 'answer', value: await start({ signal: AbortSignal.any(signals), context }) };
    } catch (failure) {
      if (options.signal?.aborted) return { kind: 'cancelled' };
      if (deadline.signal.aborted) return { kind: 'timeout', detail: 'deadline' };
      return describeRejection(failure as Failure, context.heard);
    } finally {
      cancelDeadline();
    }
  }

  /** A call that fails makes the watch look at once, so that a resident need not wait for its next turn. */
  async function call<Value, Failure>(
    start: (call: RawOptions) => ClientPromiseResult<Value, Failure>,
    options?: CallOptions,
  ): Promise<CityReply<Value, DeclaredOf<Failure>>> {
    const reply = await attempt(start, options);
    if (reply.kind === 'unreachable' || reply.kind === 'timeout') {
      for (const watch of watches) watch.suspect();
    }
    return reply;
  }

  return {
    health: (options) => call((given) => raw.health(undefined, given), options),
    exchangeCityCode: (input, options) => call((given) => raw.exchangeCityCode(input, given), options),
    prefill: (input, options) => call((given) => raw.prefill(input, given), options),
    exchangeBusinessLicence: (input, options) =>
      call((given) => raw.exchangeBusinessLicence(input, given), options),
    authoriseAgent: (input, options) => call((given) => raw.authoriseAgent(input, given), options),
    countInvoices: (input, options) => call((given) => raw.countInvoices(input, given), options),
    submitCase: (input, options) => call((given) => raw.submitCase(input, given), options),
    lookUpCase: (input, options) => call((given) => raw.lookUpCase(input, given), options),
    handOverParcel: (input, options) => call((given) => raw.handOverParcel(input, given), options),
    rate: (input, options) => call((given) => raw.rate(input, given), options),
    lookUpDecision: (input, options) => call((given) => raw.lookUpDecision(input, given), options),
    fetchLicence: (input, options) => call((given) => raw.fetchLicence(input, given), options),
    notify: (input, options) => call((given) => raw.notify(input, given), options),
    chargeByCode: (input, options) => call((given) => raw.chargeByCode(input, given), options),
    makePaymentOrder: (input, options) => call((given) => raw.makePaymentOrder(input, given), options),
    queryPayment: (input, options) => call((given) => raw.queryPayment(input, given), options),
    reversePayment: (input, options) => call((given) => raw.reversePayment(input, given), options),
    refundPayment: (input, options) => call((given) => raw.refundPayment(input, given), options),
    readReconciliationFile: (input, options) =>
      call((given) => raw.readReconciliationFile(input, given), options),
    watchReachability(listener) {
      const probe = async (signal: AbortSignal): Promise<boolean> => {
        const reply = await attempt((given) => raw.health(undefined, given), { signal });
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
