import type { Clock } from '../../contract/clock.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { noAnswerStatus, onlineStatus } from '../host/index.ts';
import type { ByteLine } from '../transport/index.ts';
import type { CodeFramer } from './code-framer.ts';
import { oneAnswer } from './one-answer.ts';
import type { ScannerLink } from './scanner-link.ts';
import type { TriggerCommands } from './trigger-commands.ts';

export interface SerialLinkOptions {
  line: ByteLine;
  framer: CodeFramer;
  commands: TriggerCommands;
  clock: Clock;
  /** Silence that ends a code without suffix. */
  idleGapMs: number;
  answerDeadlineMs: number;
  onCode: (bytes: Uint8Array) => void;
}

/** A rest later than this is a code of its own. */
const restMs = 2000;

/** A scanner that sends codes as plain text with a suffix. */
export class SerialLink implements ScannerLink {
  readonly #options: SerialLinkOptions;
  #triggered = false;
  #onAnswer: ((answer: Uint8Array) => void) | null = null;
  #cancelGap: () => void = () => {};
  #cancelRest: () => void = () => {};

  constructor(options: SerialLinkOptions) {
    this.#options = options;
    options.line.onData((bytes) => {
      const { codes, answers } = options.framer.push(bytes);
      this.#watchGap();
      for (const answer of answers) this.#onAnswer?.(answer);
      for (const code of codes) options.onCode(code);
    });
  }

  async setTrigger(on: boolean): Promise<void> {
    this.#triggered = on;
    await this.#options.line.write(on ? this.#options.commands.on : this.#options.commands.off);
  }

  async readHealth(signal: AbortSignal): Promise<DeviceStatus> {
    const { line, commands, clock, answerDeadlineMs } = this.#options;
    const answer = await oneAnswer<Uint8Array>({
      clock,
      deadlineMs: answerDeadlineMs,
      signal,
      ask: async () => (await line.write(commands.askPresence(this.#triggered))).ok,
      listen: (listener) => {
        this.#onAnswer = listener;
      },
    });
    if (!answer) return noAnswerStatus;
    return commands.healthOf?.(answer) ?? onlineStatus;
  }

  close(): void {
    this.#cancelGap();
    this.#cancelRest();
  }

  #watchGap(): void {
    const { clock, idleGapMs, framer, onCode } = this.#options;
    this.#cancelGap();
    if (framer.pendingBytes === 0) return;
    this.#cancelGap = clock.after(idleGapMs, () => {
      // After a pause of this process the bytes may be waiting behind the timer: let them in first.
      this.#cancelGap = clock.after(0, () => {
        for (const code of framer.flush()) onCode(code);
        this.#cancelRest();
        if (framer.awaitsRest) this.#cancelRest = clock.after(restMs, () => framer.forgetRest());
      });
    });
  }
}
