import type { terminalStatusContract } from '../../contract/fleet.ts';
import type { TerminalHealth, terminalUpdateContract } from '../../contract/terminal-update.ts';
import type { CorePort } from '../../fleet/agent/index.ts';
import { connectRpc, type RpcPort } from '../../link/index.ts';

type CoreContract = typeof terminalStatusContract & { updates: typeof terminalUpdateContract };
export type CoreClient = ReturnType<typeof connectRpc<CoreContract>>;

/** The core of this moment, as the updates need it; one that was started anew comes with a new port. */
export class CoreLine implements CorePort {
  readonly #listeners = new Set<() => void>();
  #client: CoreClient | null = null;
  #health: TerminalHealth | null = null;

  attach(port: RpcPort): CoreClient {
    const client = connectRpc<CoreContract>(port);
    this.#client = client;
    const gone = () => {
      if (this.#client !== client) return;
      this.#client = null;
      this.#tell(null);
    };
    port.addEventListener('close', gone);
    this.#follow(client).then(gone, gone);
    return client;
  }

  health(): TerminalHealth | null {
    return this.#health;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async takeRest(): Promise<'rests' | 'busy' | 'away'> {
    const answer = await this.#ask((client) => client.updates.takeRest());
    if (!answer) return 'away';
    return answer.rests ? 'rests' : 'busy';
  }

  async giveRestBack(): Promise<void> {
    await this.#ask((client) => client.updates.giveRestBack());
  }

  async endTrial(): Promise<void> {
    await this.#ask((client) => client.updates.endTrial());
  }

  async take(kind: 'catalogue' | 'notices', directory: string): Promise<boolean | null> {
    const client = this.#client;
    if (!client) return null;
    try {
      await client.updates.take({ kind, directory });
      return true;
    } catch {
      return this.#client === client ? false : null;
    }
  }

  async #follow(client: CoreClient): Promise<void> {
    for await (const health of await client.updates.watchHealth()) {
      if (this.#client === client) this.#tell(health);
    }
  }

  #tell(health: TerminalHealth | null): void {
    this.#health = health;
    for (const listener of this.#listeners) listener();
  }

  /** Null where the core is away, or goes before it has answered. */
  async #ask<Answer>(act: (client: CoreClient) => Promise<Answer>): Promise<Answer | null> {
    try {
      return this.#client ? await act(this.#client) : null;
    } catch {
      return null;
    }
  }
}
