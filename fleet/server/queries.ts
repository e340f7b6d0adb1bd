import type { z } from 'zod';

/** Statements in plain SQL of PostgreSQL, values as `$1`; every row is read by a schema. */
export interface Queries {
  read<Row>(row: z.ZodType<Row>, sql: string, values?: unknown[]): Promise<Row[]>;
  write(sql: string, values?: unknown[]): Promise<void>;
}

export interface Database extends Queries {
  /** All or nothing; `work` may not use the database besides what it is given. */
  transaction<Value>(work: (queries: Queries) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

export interface DatabaseFiles {
  /** Null keeps all in memory. */
  directory: string | null;
  /** Archive of a database that was just set up; where it is missing one is set up here, which takes seconds. */
  emptyDatabase: string;
}

/** A PostgreSQL that runs by itself. */
export interface DatabaseAddress {
  /** `postgresql://user:password@host:port/name`, with the parameters of libpq. */
  url: string;
  /** Hears of a connection that broke while nobody used it. */
  onFailure(error: unknown): void;
}

/** A database before its migrations. */
export interface OpenedDatabase {
  database: Database;
  /** Several statements at once, without values. */
  execute(sql: string): Promise<unknown>;
}

/** What both clients have in common. */
interface Asked {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export function queriesOn(client: Asked): Queries {
  return {
    async read(row, sql, values) {
      const { rows } = await client.query(sql, values);
      return rows.map((each) => row.parse(each));
    },
    async write(sql, values) {
      await client.query(sql, values);
    },
  };
}
