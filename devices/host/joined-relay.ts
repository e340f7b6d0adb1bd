import type { ContractRouterClient } from '@orpc/contract';
import type { outletContract } from '../../contract/devices/power-relay.ts';
import { connectRpc, type RpcPort } from '../../link/index.ts';
import type { PowerRelay } from './recovery-ladder.ts';

/** A cut takes a minute at most, and may wait for those of other devices. */
const answerDeadlineMs = 180_000;

/** This device's power, behind the port to the process that owns the relays. That may be away at any moment. */
export class JoinedRelay implements PowerRelay {
  #client: ContractRouterClient<typeof outletContract> | null = null;

  attach(port: RpcPort): void {
    const client = connectRpc<typeof outletContract>(port);
    this.#client = client;
    port.addEventListener('close', () => {
      if (this.#client === client) this.#client = null;
    });
  }

  async cycle(signal: AbortSignal): Promise<boolean> {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(answerDeadlineMs)]);
    try {
      const completion = await this.#client?.cyclePower(undefined, { signal: inTime });
      // Where nobody knows, the power may have been cut.
      return completion !== undefined && completion.effect !== 'none';
    } catch {
      return false;
    }
  }
}
