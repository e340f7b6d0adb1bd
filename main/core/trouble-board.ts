import type { MemoryTrouble, TerminalTrouble } from '../../contract/terminal-trouble.ts';
import type { ClockEvent } from './clock/index.ts';

/** What is wrong with the terminal itself, all together, for the attendant. */
export class TroubleBoard {
  #tell: (troubles: TerminalTrouble[]) => void = () => {};
  #memory: MemoryTrouble | null = null;
  #clockIsWrong = false;

  /** Who is told, at once and on each change. */
  tellTo(listener: (troubles: TerminalTrouble[]) => void): void {
    this.#tell = listener;
    this.#show();
  }

  setMemory(trouble: MemoryTrouble | null): void {
    this.#memory = trouble;
    this.#show();
  }

  /** A clock that was behind or differs counts as wrong until a time server confirms it. */
  hearClock(heard: ClockEvent): void {
    if (heard.event === 'clock_trust_changed') {
      if (heard.trust === 'synchronised') this.#clockIsWrong = false;
    } else if (heard.event !== 'clock_stepped') {
      this.#clockIsWrong = true;
    }
    this.#show();
  }

  #show(): void {
    this.#tell([
      ...(this.#memory ? [this.#memory] : []),
      ...(this.#clockIsWrong ? (['clock_wrong'] as const) : []),
    ]);
  }
}
