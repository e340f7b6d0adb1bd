import type { Completion } from '../../contract/device-common.ts';

/** One dispense or capture from the first time it was asked for. */
export interface RememberedCommand {
  readonly commandId: string;
  readonly act: 'dispense' | 'capture';
  /** It may have reached the unit. Until then it may be asked again. */
  sent: boolean;
  /** Null while it is under way. */
  completion: Completion | null;
  /** Where the dispensed item is known to have gone. */
  item: 'none' | 'at_gate' | 'out' | 'taken' | 'captured' | 'gone_unseen';
  binCountBefore: number | null;
  finished: Promise<Completion>;
}

const rememberedCommands = 1000;

/** The commands of this host by their id, so that none happens twice. */
export class CommandMemory {
  readonly #commands = new Map<string, RememberedCommand>();

  find(commandId: string): RememberedCommand | null {
    return this.#commands.get(commandId) ?? null;
  }

  begin(
    commandId: string,
    act: RememberedCommand['act'],
    run: (command: RememberedCommand) => Promise<Completion>,
  ): RememberedCommand {
    const command: RememberedCommand = {
      commandId,
      act,
      sent: false,
      completion: null,
      item: 'none',
      binCountBefore: null,
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
