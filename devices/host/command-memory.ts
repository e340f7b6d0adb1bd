import type { Completion } from '../../contract/device-common.ts';

/** One command from the first time it was asked for. */
export interface RememberedCommand {
  /** It may have reached the unit. Until then it may be asked again. */
  sent: boolean;
  /** Null while it is under way. */
  completion: Completion | null;
  finished: Promise<Completion>;
}

/** With what a class keeps of its own beside it. */
type Remembered<Facts extends object> = RememberedCommand & Facts;

const rememberedCommands = 1000;

/** The commands of this host by their id, so that none is carried out twice. */
export class CommandMemory<Facts extends object = object> {
  readonly #commands = new Map<string, Remembered<Facts>>();

  find(commandId: string): Remembered<Facts> | null {
    return this.#commands.get(commandId) ?? null;
  }

  /**
   * The outcome of the command of that id: the remembered one, or that of `run`. What was refused
   * before anything was sent may be tried again under the same id.
   */
  async once(
    commandId: string,
    facts: Facts,
    run: (mine: Remembered<Facts>) => Promise<Completion>,
  ): Promise<Completion> {
    const known = this.#commands.get(commandId);
    if (known && (known.sent || known.completion?.effect !== 'none')) {
      const first = await known.finished;
      return known.completion ?? first;
    }
    return this.#begin(commandId, facts, run).finished;
  }

  #begin(
    commandId: string,
    facts: Facts,
    run: (mine: Remembered<Facts>) => Promise<Completion>,
  ): Remembered<Facts> {
    const command: Remembered<Facts> = {
      ...facts,
      sent: false,
      completion: null,
      finished: Promise.resolve({ effect: 'unknown', fault: null, evidence: {} }),
    };
    this.#commands.delete(commandId);
    this.#commands.set(commandId, command);
    command.finished = run(command).then((completion) => {
      command.completion = completion;
      this.#forgetOldest();
      return completion;
    });
    return command;
  }

  #forgetOldest(): void {
    for (const [commandId, command] of this.#commands) {
      if (this.#commands.size <= rememberedCommands) return;
      if (command.completion) this.#commands.delete(commandId);
    }
  }
}
