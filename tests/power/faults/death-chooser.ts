import { boundaryNames } from '../../../main/core/boundaries/index.ts';
import type { PlannedDeath } from './plan.ts';
import type { VisitKind } from './visit.ts';
import { visitKinds } from './visit.ts';

/** Of deaths that another one follows while the terminal is still recovering. */
const recoveryShare = 0.3;
/** Of deaths that take the whole terminal along. */
const wholeShare = 0.08;
/** Of deaths at a boundary of which nobody knows yet what leads to it. */
const unseenShare = 0.1;
const latestInRecovery = 4;

/** Chooses where the next life ends: of the boundaries known to be reached those at which fewest have ended. */
export class DeathChooser {
  readonly #random: () => number;
  readonly #only: string | null;
  /** By boundary: in visits of which kinds it was passed. */
  readonly #seenIn = new Map<string, Set<VisitKind>>();
  readonly #tries = new Map<string, number>();

  constructor(random: () => number, only: string | null) {
    this.#random = random;
    this.#only = only;
  }

  /** One planned death, and perhaps one more right behind it. */
  next(kill: number): { deaths: PlannedDeath[]; kind: VisitKind; wholeTerminal: boolean } {
    const boundary = this.#only ?? this.#leastTried();
    const kinds = [...(this.#seenIn.get(boundary) ?? visitKinds)];
    this.#tries.set(boundary, (this.#tries.get(boundary) ?? 0) + 1);
    const first = { kill, boundary, occurrence: this.#random() < 0.8 ? 1 : 2, withPids: [] };
    const second = { kill: kill + 1, boundary: null, occurrence: this.#upTo(latestInRecovery), withPids: [] };
    const isDouble = this.#only === null && this.#random() < recoveryShare;
    return {
      deaths: isDouble ? [first, second] : [first],
      kind: kinds[this.#upTo(kinds.length) - 1] ?? 'pension',
      wholeTerminal: this.#random() < wholeShare,
    };
  }

  learn(passed: readonly string[], kind: VisitKind): void {
    for (const boundary of passed)
      this.#seenIn.set(boundary, (this.#seenIn.get(boundary) ?? new Set()).add(kind));
  }

  #leastTried(): string {
    const known = this.#random() < unseenShare ? boundaryNames : [...this.#seenIn.keys()];
    const among = known.length > 0 ? known : boundaryNames;
    const triesOf = (name: string) => this.#tries.get(name) ?? 0;
    const fewest = Math.min(...among.map(triesOf));
    const candidates = among.filter((name) => triesOf(name) === fewest);
    return candidates[this.#upTo(candidates.length) - 1] ?? '';
  }

  /** 1 … most. */
  #upTo(most: number): number {
    return 1 + Math.floor(this.#random() * most);
  }
}
