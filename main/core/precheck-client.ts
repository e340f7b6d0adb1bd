import type { ContractRouterClient } from '@orpc/contract';
import type { Material } from '../../contract/catalog.ts';
import type { PageReading, precheckContract } from '../../contract/precheck.ts';
import type { RpcPort } from '../../link/index.ts';
import { nameOfError } from './error-name.ts';
import type { Log } from './log.ts';

type Client = ContractRouterClient<typeof precheckContract>;

/** A little longer than the process gives itself, so that its own answer comes first. */
const readDeadlineMs = 12_000;

/** The pre-check process as the core knows it; it may be away, and a case goes on without it. */
export class PrecheckClient {
  readonly #log: Log;
  #client: Client | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  attach(client: Client, port: RpcPort): void {
    this.#client = client;
    port.addEventListener('close', () => {
      if (this.#client === client) this.#client = null;
    });
  }

  /** Null: no answer in time, or the process is away. */
  async readPage(
    layout: Material['layout'],
    image: Uint8Array,
    signal: AbortSignal,
  ): Promise<PageReading | null> {
    if (!this.#client) return null;
    const either = AbortSignal.any([signal, AbortSignal.timeout(readDeadlineMs)]);
    try {
      return await this.#client.readPage(
        { layout, image: new Blob([new Uint8Array(image)]) },
        { signal: either },
      );
    } catch (error) {
      if (!signal.aborted) this.#log.write({ event: 'precheck_failed', error: nameOfError(error) });
      return null;
    }
  }
}
