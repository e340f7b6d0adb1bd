import type { Clock } from '../../contract/clock.ts';
import type { ByteLine } from '../transport/index.ts';
import type { CodeFramer } from './code-framer.ts';
import type { TriggerCommands } from './trigger-commands.ts';

export interface ScannerSessionOptions {
  line: ByteLine;
  framer: CodeFramer;
  commands: TriggerCommands;
  clock: Clock;
  /** Silence that ends a code without suffix. */
  idleGapMs: number;
  answerDeadlineMs: number;
  onCode: (bytes: Uint8Array) => void;
}

/** A scanner on one line. */
export class ScannerSession {
  readonly #options: ScannerSessionOptions;
  #triggered = false;
  #onAnswer: () => void = () => {};
  #cancelGap: () => void = () => {};

  constructor(options: ScannerSessionOptions) {
    this.#options = options;
    options.line.onData((bytes) => {
      const { codes, answers } = options.framer.push(bytes);
      this.#watchGap();
      if (answers > 0) this.#onAnswer();
      for (const code of codes) options.onCode(code);
    });
  }

  /** Told again, it takes the trigger up after a code or the unit's own time-out ended it. */
  async setTrigger(on: boolean): Promise<void> {
    this.#triggered = on;
    await this.#options.line.write(on ? this.#options.commands.on : this.#options.commands.off);
  }

  /** False when the unit does not answer in time or the line is gone. */
  async isPresent(signal: AbortSignal): Promise<boolean> {
    const { line, commands, clock, answerDeadlineMs } = this.#options;
    if (signal.aborted) return false;
    return new Promise((resolve) => {
      const settle = (present: boolean) => {
        cancel();
        signal.removeEventListener('abort', absent);
        this.#onAnswer = () => {};
        resolve(present);
      };
      const absent = () => settle(false);
      const cancel = clock.after(answerDeadlineMs, absent);
      signal.addEventListener('abort', absent, { once: true });
      this.#onAnswer = () => settle(true);
      line.write(commands.askPresence(this.#triggered)).then((written) => {
        if (!written.ok) absent();
      }, absent);
    });
  }

  close(): void {
    this.#cancelGap();
  }

  #watchGap(): void {
    const { clock, idleGapMs, framer, onCode } = this.#options;
    this.#cancelGap();
    if (framer.pendingBytes === 0) return;
    this.#cancelGap = clock.after(idleGapMs, () => {
      // After a pause of this process the bytes may be waiting behind the timer: let them in first.
      this.#cancelGap = clock.after(0, () => {
        for (const code of framer.flush()) onCode(code);
      });
    });
  }
}
