import type { Completion } from '../../contract/device-common.ts';

/** One opening from the first time it was asked for. */
export interface RememberedOpening {
  /** The command may have reached the board. Until then it may be asked again. */
  sent: boolean;
  /** Null while it is under way. */
  completion: Completion | null;
  finished: Promise<Completion>;
}

const rememberedOpenings = 1000;

/** The openings of this host by their command id, so that none happens twice. */
export class OpeningMemory {
  readonly #openings = new Map<string, RememberedOpening>();

  find(commandId: string): RememberedOpening | null {
    return this.#openings.get(commandId) ?? null;
  }

  begin(commandId: string, run: (opening: RememberedOpening) => Promise<Completion>): RememberedOpening {
    const opening: RememberedOpening = {
      sent: false,
      completion: null,
      finished: Promise.resolve({ effect: 'unknown', fault: null, evidence: {} }),
    };
    this.#openings.delete(commandId);
    this.#openings.set(commandId, opening);
    opening.finished = run(opening).then((completion) => {
      opening.completion = completion;
      this.#forgetOldest();
      return completion;
    });
    return opening;
  }

  #forgetOldest(): void {
    for (const [commandId, opening] of this.#openings) {
      if (this.#openings.size <= rememberedOpenings) return;
      if (opening.completion) this.#openings.delete(commandId);
    }
  }
}
