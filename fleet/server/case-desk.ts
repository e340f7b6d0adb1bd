import { createORPCClient, isDefinedError, ORPCError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { Clock } from '../../contract/clock.ts';
import type { OfficerCaseList } from '../../contract/fleet-console.ts';
import { type AlreadyDecided, type OfficerVerdict, officerContract } from '../../contract/officer.ts';
import type { CaseId, TerminalId } from '../../contract/words.ts';
import type { WriteEvent } from './log.ts';

/** So often the city is asked while somebody looks at the list. */
const lookEveryMs = 2000;
const timeoutMs = 15_000;

export type Decided =
  | { kind: 'decided' }
  /** Another officer was faster. */
  | { kind: 'already'; by: AlreadyDecided }
  | { kind: 'unknown' }
  | { kind: 'city_away' };

/** The officers' list, as the city keeps it. Nothing of a case stays in this server. */
export interface CaseDesk {
  /** Now and after each change, until the signal aborts. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<OfficerCaseList, void, void>;
  /** Where it was handed in; null where it does not wait, or the city does not answer. */
  terminalOf(caseId: CaseId): Promise<TerminalId | null>;
  /** Null where there is none, or the city does not answer. */
  document(caseId: CaseId): Promise<Uint8Array | null>;
  decide(caseId: CaseId, officer: string, verdict: OfficerVerdict): Promise<Decided>;
}

export function createCaseDesk(options: {
  baseUrl: string;
  officerToken: string;
  clock: Clock;
  write: WriteEvent;
}): CaseDesk {
  const { baseUrl, officerToken, clock, write } = options;
  const city: ContractRouterClient<typeof officerContract> = createORPCClient(
    new OpenAPILink(officerContract, {
      url: baseUrl,
      headers: { authorization: `Bearer ${officerToken}` },
      plugins: [new ResponseValidationPlugin(officerContract)],
      // A redirect is not followed: the token must not go to a place nobody configured.
      fetch: (request, init) => fetch(request, { ...init, redirect: 'manual' }),
    }),
  );
  /** Ends with whoever asked, and after a while by itself. */
  const within = (signal?: AbortSignal) =>
    AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);

  async function look(signal: AbortSignal | undefined): Promise<OfficerCaseList> {
    const [error, cases] = await safe(city.listOfficerCases(undefined, { signal: within(signal) }));
    if (!error) return { state: 'known', cases };
    if (!signal?.aborted) noteRefusal(error);
    return { state: 'city_away' };
  }

  /** A city that does not know this desk is a mistake in the configuration, not a broken line. */
  function noteRefusal(error: Error): void {
    if (error instanceof ORPCError && error.status < 500) write({ event: 'city_refused', code: error.code });
  }

  return {
    async *watch(signal) {
      let told: string | null = null;
      while (!signal?.aborted) {
        const list = await look(signal);
        if (signal?.aborted) return;
        const text = JSON.stringify(list);
        if (text !== told) yield list;
        told = text;
        await pause(clock, lookEveryMs, signal);
      }
    },
    async terminalOf(caseId) {
      const list = await look(undefined);
      const found = list.state === 'known' ? list.cases.find((each) => each.caseId === caseId) : undefined;
      return found?.terminalId ?? null;
    },
    async document(caseId) {
      const [error, found] = await safe(city.readCaseDocument({ caseId }, { signal: within() }));
      if (!error) return Buffer.from(found.pdfBase64, 'base64');
      noteRefusal(error);
      return null;
    },
    async decide(caseId, officer, verdict) {
      const [error] = await safe(city.decideCase({ caseId, officer, verdict }, { signal: within() }));
      if (!error) return { kind: 'decided' };
      if (isDefinedError(error)) {
        if (error.code === 'ALREADY_DECIDED') return { kind: 'already', by: error.data };
        if (error.code === 'CASE_UNKNOWN') return { kind: 'unknown' };
      }
      noteRefusal(error);
      return { kind: 'city_away' };
    },
  };
}

/** Ends early with the signal. */
function pause(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal?.addEventListener('abort', end);
  });
}
