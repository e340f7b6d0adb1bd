import type { Clock } from '../../../contract/clock.ts';
import type { CaseCounts, CaseDay } from '../../../contract/fleet-cases.ts';
import type { ItemCode, LocalizedText } from '../../../contract/words.ts';
import type { StoredCase } from '../../../db/index.ts';
import { Feed } from '../../../link/index.ts';
import { type CaseEnd, readCaseEnd } from '../cases/index.ts';

export interface CaseSource {
  casesBegunSince(sinceMs: number): StoredCase[];
  lastEvent(): number;
  casesTouchedAfter(event: number): StoredCase[];
}

interface CountedCase {
  beganMs: number;
  itemCode: ItemCode;
  itemName: LocalizedText;
  end: CaseEnd | null;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A terminal that was away from its fleet for no longer than this leaves no gap. */
const daysTold = 7;
const lookEveryMs = 5000;

/**
 * Counts the cases of the last days by item and hour. Every case is read once, and again when something has happened
 * to it; the fleet gets numbers only.
 */
export class CasesForFleet {
  readonly #days = new Feed<CaseDay[]>([]);
  readonly #clock: Pick<Clock, 'after' | 'wallMs'>;
  readonly #keptMs: number;
  readonly #cases = new Map<string, CountedCase>();
  #source: CaseSource | null = null;
  #isWanted = false;
  #isCounting = false;
  #seen = 0;
  #told = '[]';

  /** @param keptDays after so many days a closed case is gone, so that a day before that cannot be counted. */
  constructor(clock: Pick<Clock, 'after' | 'wallMs'>, keptDays: number) {
    this.#clock = clock;
    this.#keptMs = Math.min(daysTold, keptDays) * dayMs;
  }

  /** From when the journal is open. */
  countIn(source: CaseSource): void {
    this.#source = source;
    this.#begin();
  }

  /** The last days with their cases, the oldest first, now and after each change. */
  follow(signal: AbortSignal | undefined): AsyncGenerator<CaseDay[], void, void> {
    this.#isWanted = true;
    this.#begin();
    return this.#days.follow(signal);
  }

  /** Not before somebody asks: the first screen waits for nothing of this. */
  #begin(): void {
    const source = this.#source;
    if (!source || !this.#isWanted || this.#isCounting) return;
    this.#isCounting = true;
    this.#seen = source.lastEvent();
    for (const stored of source.casesBegunSince(this.#firstDayMs())) this.#note(stored);
    this.#tell();
    this.#lookLater(source);
  }

  #lookLater(source: CaseSource): void {
    this.#clock.after(lookEveryMs, () => {
      const last = source.lastEvent();
      if (last !== this.#seen) {
        for (const stored of source.casesTouchedAfter(this.#seen)) this.#note(stored);
        this.#seen = last;
        this.#tell();
      }
      this.#lookLater(source);
    });
  }

  #note({ caseId, itemCode, createdMs, stateJson }: StoredCase): void {
    const known = readCaseEnd(stateJson);
    if (known) this.#cases.set(caseId, { beganMs: createdMs, itemCode, ...known });
  }

  #tell(): void {
    const firstDayMs = this.#firstDayMs();
    for (const [caseId, { beganMs }] of this.#cases) if (beganMs < firstDayMs) this.#cases.delete(caseId);
    const days = countDays([...this.#cases.values()]);
    const text = JSON.stringify(days);
    if (text === this.#told) return;
    this.#told = text;
    this.#days.set(days);
  }

  /** Of this day and all after it no case can be gone. */
  #firstDayMs(): number {
    return Math.ceil((this.#clock.wallMs() - this.#keptMs) / dayMs) * dayMs;
  }
}

function countDays(cases: readonly CountedCase[]): CaseDay[] {
  const days = new Map<string, CaseDay>();
  const byTime = [...cases].sort((left, right) => left.beganMs - right.beganMs);
  for (const { beganMs, itemCode, itemName, end } of byTime) {
    const day = new Date(beganMs).toISOString().slice(0, 10);
    const hour = Math.floor((beganMs % dayMs) / hourMs);
    const ofDay = days.get(day) ?? { day, items: [] };
    days.set(day, ofDay);
    const ofItem = findOrAdd(ofDay.items, (each) => each.itemCode === itemCode, {
      itemCode,
      itemName,
      hours: [],
    });
    const counts = findOrAdd(ofItem.hours, (each) => each.hour === hour, { hour, ...noCases });
    counts.begun += 1;
    if (end !== null) counts[end] += 1;
  }
  return [...days.values()];
}

const noCases: CaseCounts = { begun: 0, finished: 0, refused: 0, givenUp: 0, failed: 0 };

function findOrAdd<Each>(list: Each[], isIt: (each: Each) => boolean, fresh: Each): Each {
  const found = list.find(isIt);
  if (found === undefined) list.push(fresh);
  return found ?? fresh;
}
