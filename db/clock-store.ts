import type { Database } from './client.ts';

/** The wall clock beside a clock that cannot be set. */
export interface ClockReading {
  /** Changes with every start of the machine; null where the system does not tell. */
  bootId: string | null;
  sinceBootMs: number;
  wallMs: number;
}

/** Columns of waiting rows in which the program compares epoch milliseconds with now. */
const waiting = [
  { table: 'deadline', column: 'due_ms', where: 'true' },
  { table: 'outbox', column: 'next_attempt_ms', where: 'true' },
  { table: 'case_record', column: 'updated_ms', where: `state <> 'case_closed'` },
  { table: 'attendant_lock', column: 'locked_until_ms', where: 'locked_until_ms > 0' },
] as const;

/** The last reading of the clocks, and how waiting rows go along when the wall clock is set. */
export class ClockStore {
  readonly #get;
  readonly #put;
  readonly #shift: (byMs: number, reading: ClockReading) => void;

  constructor(database: Database) {
    this.#get = database.prepare<[], ClockReading>(
      'SELECT boot_id AS bootId, since_boot_ms AS sinceBootMs, wall_ms AS wallMs FROM clock_reading',
    );
    this.#put = database.prepare<[string | null, number, number]>(
      'INSERT OR REPLACE INTO clock_reading (one, boot_id, since_boot_ms, wall_ms) VALUES (1, ?, ?, ?)',
    );
    const shifts = waiting.map(({ table, column, where }) =>
      database.prepare<[number]>(`UPDATE ${table} SET ${column} = max(${column} + ?, 0) WHERE ${where}`),
    );
    this.#shift = database.transaction((byMs: number, reading: ClockReading) => {
      for (const shift of shifts) shift.run(byMs);
      this.note(reading);
    }).immediate;
  }

  last(): ClockReading | null {
    return this.#get.get() ?? null;
  }

  note({ bootId, sinceBootMs, wallMs }: ClockReading): void {
    this.#put.run(bootId, Math.round(sinceBootMs), Math.round(wallMs));
  }

  /** The wall clock was set by so much: what waits keeps waiting as long as before. */
  shiftWaiting(byMs: number, reading: ClockReading): void {
    this.#shift(Math.round(byMs), reading);
  }
}
