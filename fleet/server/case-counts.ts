import { createHash } from 'node:crypto';
import { EventPublisher } from '@orpc/server';
import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import type { CasesReport } from '../../contract/fleet-cases.ts';
import type { CaseRow } from '../../contract/fleet-console.ts';
import { itemCodeSchema, type TerminalId } from '../../contract/words.ts';
import type { Database, Queries } from './queries.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A clock may be wrong; what it says beyond this is no day of ours. */
const mostDaysAhead = 1;
const mostDaysBehind = 40;

const toldRow = z.object({ terminal_id: z.string(), day: z.string(), told_hash: z.string() });
const countRow = z.object({
  hour_ms: z.coerce.number(),
  item_code: itemCodeSchema,
  zh: z.string(),
  en: z.string(),
  begun: z.coerce.number(),
  finished: z.coerce.number(),
  refused: z.coerce.number(),
  given_up: z.coerce.number(),
  failed: z.coerce.number(),
});

/** Which cases somebody wants to see. */
export interface CaseQuestion {
  /** Null: of all terminals. */
  terminalId: TerminalId | null;
  /** Null: of every district. */
  district: string | null;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
}

/** Cases by item and hour as the terminals have told them. A day that is told again takes the place of what was there. */
export class CaseCounts {
  readonly #database: Database;
  readonly #clock: Pick<Clock, 'wallMs' | 'after'>;
  readonly #onFailure: (error: unknown) => void;
  readonly #keptDays: number;
  readonly #told = new Map<string, string>();
  readonly #changes = new EventPublisher<{ changed: null }>({ maxBufferedEvents: 1 });
  /** One after the other, so that an older word never comes after a newer one. */
  #writing: Promise<void> = Promise.resolve();
  #cancelCleaning = () => {};

  constructor(options: {
    database: Database;
    clock: Pick<Clock, 'wallMs' | 'after'>;
    keptDays: number;
    onFailure: (error: unknown) => void;
  }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#keptDays = options.keptDays;
    this.#onFailure = options.onFailure;
  }

  async load(): Promise<void> {
    const first = new Date(this.#clock.wallMs() - mostDaysBehind * dayMs).toISOString().slice(0, 10);
    const rows = await this.#database.read(toldRow, 'SELECT * FROM case_day WHERE day >= $1', [first]);
    for (const row of rows) this.#told.set(`${row.terminal_id} ${row.day}`, row.told_hash);
    this.#clean();
  }

  /** False where the day cannot be: the clock of the terminal is wrong. */
  hear(terminalId: TerminalId, { day, items }: CasesReport): boolean {
    const dayStartMs = Date.parse(`${day}T00:00:00Z`);
    const daysAgo = (this.#clock.wallMs() - dayStartMs) / dayMs;
    if (daysAgo < -mostDaysAhead || daysAgo > mostDaysBehind) return false;
    const key = `${terminalId} ${day}`;
    const hash = createHash('sha256').update(JSON.stringify(items)).digest('hex');
    if (this.#told.get(key) === hash) return true;
    this.#told.set(key, hash);
    const keep = () =>
      this.#database.transaction((queries) => replaceDay(queries, terminalId, day, items, hash));
    this.#writing = this.#writing.then(keep).then(
      () => this.#changes.publish('changed', null),
      (error) => {
        // To be kept when it is told again.
        this.#told.delete(key);
        this.#onFailure(error);
      },
    );
    return true;
  }

  /** By hour, then item. */
  async read({ terminalId, district, fromMs, toMs }: CaseQuestion): Promise<CaseRow[]> {
    const rows = await this.#database.read(
      countRow,
      `SELECT hour_ms, item_code, zh, en, sum(begun) AS begun, sum(finished) AS finished, sum(refused) AS refused,
         sum(given_up) AS given_up, sum(failed) AS failed
       FROM case_count JOIN item_name USING (item_code) JOIN terminal USING (terminal_id)
       WHERE hour_ms >= $1 AND hour_ms < $2
         AND ($3::text IS NULL OR terminal_id = $3) AND ($4::text IS NULL OR district = $4)
       GROUP BY hour_ms, item_code, zh, en ORDER BY hour_ms, item_code`,
      [fromMs, toMs, terminalId, district],
    );
    return rows.map(({ hour_ms, item_code, zh, en, given_up, ...counts }) => ({
      hour: new Date(hour_ms).toISOString(),
      itemCode: item_code,
      itemName: { zh, en },
      ...counts,
      givenUp: given_up,
    }));
  }

  /** What `look` finds now, and again after each change; a slow follower misses steps in between, never the last. */
  async *follow<Seen>(
    look: () => Promise<Seen>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Seen, void, void> {
    const changes = this.#changes.subscribe('changed', signal ? { signal } : {});
    yield await look();
    for await (const _change of changes) yield await look();
  }

  async stop(): Promise<void> {
    this.#cancelCleaning();
    await this.#writing;
  }

  #clean(): void {
    const beforeMs = this.#clock.wallMs() - this.#keptDays * dayMs;
    this.#database.write('DELETE FROM case_count WHERE hour_ms < $1', [beforeMs]).catch(this.#onFailure);
    this.#cancelCleaning = this.#clock.after(dayMs, () => this.#clean());
  }
}

async function replaceDay(
  queries: Queries,
  terminalId: TerminalId,
  day: string,
  items: CasesReport['items'],
  hash: string,
): Promise<void> {
  const dayStartMs = Date.parse(`${day}T00:00:00Z`);
  const names = items.map(({ itemCode, itemName }) => ({ item_code: itemCode, ...itemName }));
  const counts = items.flatMap(({ itemCode, hours }) =>
    hours.map(({ hour, givenUp, ...rest }) => ({
      hour_ms: dayStartMs + hour * hourMs,
      item_code: itemCode,
      ...rest,
      given_up: givenUp,
    })),
  );
  await queries.write('DELETE FROM case_count WHERE terminal_id = $1 AND hour_ms >= $2 AND hour_ms < $3', [
    terminalId,
    dayStartMs,
    dayStartMs + dayMs,
  ]);
  await queries.write(
    `INSERT INTO item_name SELECT * FROM jsonb_to_recordset($1::jsonb) AS told (item_code TEXT, zh TEXT, en TEXT)
     ON CONFLICT (item_code) DO UPDATE SET zh = excluded.zh, en = excluded.en`,
    [JSON.stringify(names)],
  );
  await queries.write(
    `INSERT INTO case_count (terminal_id, hour_ms, item_code, begun, finished, refused, given_up, failed)
     SELECT $1, told.* FROM jsonb_to_recordset($2::jsonb) AS told (hour_ms BIGINT, item_code TEXT, begun INTEGER,
       finished INTEGER, refused INTEGER, given_up INTEGER, failed INTEGER)`,
    [terminalId, JSON.stringify(counts)],
  );
  await queries.write(
    `INSERT INTO case_day (terminal_id, day, told_hash) VALUES ($1, $2, $3)
     ON CONFLICT (terminal_id, day) DO UPDATE SET told_hash = excluded.told_hash`,
    [terminalId, day, hash],
  );
}
