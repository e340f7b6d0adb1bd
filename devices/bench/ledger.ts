import { closeSync, openSync, writeSync } from 'node:fs';
import { type BenchLedgerEntry, benchLedgerEntrySchema } from '../../contract/bench.ts';
import type { Clock } from '../../contract/clock.ts';

type WithoutInstant<Entry> = Entry extends { at: string } ? Omit<Entry, 'at'> : never;
/** An entry before the ledger has put its instant on it. */
export type LedgerEvent = WithoutInstant<BenchLedgerEntry>;

/**
 * What physically happened, in order; kept in memory and in a file of JSON lines that is only ever
 * appended to, so that it outlives the process and can be compared with what the terminal believes.
 */
export class Ledger {
  readonly #entries: BenchLedgerEntry[] = [];
  readonly #file: number;
  readonly #clock: Clock;
  /** Hears of every entry once it is written. */
  onAppended: (entry: BenchLedgerEntry) => void = () => {};

  constructor(path: string, clock: Clock) {
    this.#file = openSync(path, 'a');
    this.#clock = clock;
  }

  append(event: LedgerEvent): void {
    const entry = benchLedgerEntrySchema.parse({
      ...event,
      at: new Date(this.#clock.wallMs()).toISOString(),
    });
    this.#entries.push(entry);
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.onAppended(entry);
  }

  entries(): readonly BenchLedgerEntry[] {
    return this.#entries;
  }

  close(): void {
    closeSync(this.#file);
  }
}
