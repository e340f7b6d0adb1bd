import type { PlannedDeath } from './plan.ts';
import { drawVisit, type Visit, type VisitKind } from './visit.ts';

/** Of deaths in a visit that is drawn anew, at whatever boundary comes then. */
const exploringShare = 0.2;
/** Of deaths that another one follows while the terminal is still recovering. */
const recoveryShare = 0.3;
/** Of deaths that take the whole terminal along. */
const wholeShare = 0.05;
/** A visit passes about so many boundaries. */
const usualBoundaries = 40;
const latestInRecovery = 6;

export interface ChosenDeath {
  /** One, or one and another right behind it. */
  deaths: PlannedDeath[];
  visit: Visit;
  wholeTerminal: boolean;
}

/**
 * Chooses where the next life ends: of the boundaries known to be reached those at which fewest have ended, in a
 * visit like the one that reached it.
 */
export class DeathChooser {
  readonly #random: () => number;
  readonly #only: string | null;
  readonly #kinds: readonly VisitKind[];
  /** By boundary: the last visit that passed it. */
  readonly #recipes = new Map<string, Visit>();
  readonly #inRecovery = new Set<string>();
  readonly #tries = new Map<string, number>();
  #explored = 0;

  constructor(random: () => number, kinds: readonly VisitKind[], only: string | null) {
    this.#random = random;
    this.#kinds = kinds;
    this.#only = only;
  }

  next(kill: number): ChosenDeath {
    const explores = this.#explored < this.#kinds.length || this.#random() < exploringShare;
    const first = explores ? this.#explore() : this.#aim();
    const second = this.#only ?? (this.#random() < 0.5 ? null : this.#leastTried([...this.#inRecovery]));
    const deaths: PlannedDeath[] = [{ ...first, kill, withPids: [] }];
    if (this.#random() < recoveryShare) {
      const occurrence = second === null ? this.#upTo(latestInRecovery) : 1;
      deaths.push({ kill: kill + 1, boundary: second, occurrence, withPids: [] });
    }
    return { deaths, visit: first.visit, wholeTerminal: this.#random() < wholeShare };
  }

  learn(passed: readonly string[], visit: Visit): void {
    for (const boundary of passed) this.#recipes.set(boundary, visit);
  }

  learnRecovery(passed: readonly string[]): void {
    for (const boundary of passed) this.#inRecovery.add(boundary);
  }

  #explore() {
    const kind = this.#kinds[this.#explored++ % this.#kinds.length] ?? 'pension';
    const visit = drawVisit(this.#random, kind);
    if (this.#only) return { boundary: this.#only, occurrence: 1, visit };
    return { boundary: null, occurrence: this.#upTo(usualBoundaries), visit };
  }

  #aim() {
    const boundary = this.#only ?? this.#leastTried([...this.#recipes.keys()]);
    const visit = boundary === null ? undefined : this.#recipes.get(boundary);
    return visit ? { boundary, occurrence: 1, visit } : this.#explore();
  }

  #leastTried(among: readonly string[]): string | null {
    const triesOf = (name: string) => this.#tries.get(name) ?? 0;
    const fewest = Math.min(...among.map(triesOf));
    const candidates = among.filter((name) => triesOf(name) === fewest);
    const chosen = candidates[this.#upTo(candidates.length) - 1] ?? null;
    if (chosen !== null) this.#tries.set(chosen, fewest + 1);
    return chosen;
  }

  /** 1 … most. */
  #upTo(most: number): number {
    return 1 + Math.floor(this.#random() * most);
  }
}
