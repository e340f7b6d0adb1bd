import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { z } from 'zod';
import { migrations } from './migrations.ts';

const migrationRow = z.object({ number: z.number().int().nullable() });

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

/** PostgreSQL embedded in this process. */
export async function openDatabase({ directory, emptyDatabase }: DatabaseFiles): Promise<Database> {
  if (directory) await setUpOnce(directory, emptyDatabase);
  const client = await PGlite.create(directory ? { dataDir: directory } : await contentOf(emptyDatabase));
  const database: Database = {
    ...queriesOn(client),
    transaction: (work) => client.transaction((transaction) => work(queriesOn(transaction))),
    close: () => client.close(),
  };
  await migrate(database, (sql) => client.exec(sql));
  return database;
}

/** Beside its place first: one that was torn off in the middle must not be taken for the fleet's. */
async function setUpOnce(directory: string, emptyDatabase: string): Promise<void> {
  if (existsSync(directory)) return;
  const beside = `${directory}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  const client = await PGlite.create({ dataDir: beside, ...(await contentOf(emptyDatabase)) });
  await client.close();
  await rename(beside, directory);
}

async function contentOf(archive: string): Promise<{ loadDataDir?: Blob }> {
  if (!existsSync(archive)) return {};
  return { loadDataDir: new Blob([await readFile(archive)], { type: 'application/x-gzip' }) };
}

function queriesOn(client: Pick<PGlite | Transaction, 'query'>): Queries {
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

async function migrate(database: Database, execute: (sql: string) => Promise<unknown>): Promise<void> {
  await execute('CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)');
  const done = await database.read(migrationRow, 'SELECT max(number) AS number FROM migration');
  const last = done[0]?.number ?? 0;
  for (const [index, sql] of migrations.entries()) {
    const number = index + 1;
    if (number <= last) continue;
    await execute(`BEGIN; ${sql}; INSERT INTO migration (number) VALUES (${number}); COMMIT`);
  }
}
