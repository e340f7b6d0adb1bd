import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { type DatabaseFiles, type OpenedDatabase, queriesOn } from './queries.ts';

/** PostgreSQL embedded in this process. */
export async function openEmbedded({ directory, emptyDatabase }: DatabaseFiles): Promise<OpenedDatabase> {
  if (directory) await setUpOnce(directory, emptyDatabase);
  const client = await PGlite.create(directory ? { dataDir: directory } : await contentOf(emptyDatabase));
  return {
    database: {
      ...queriesOn(client),
      transaction: (work) => client.transaction((transaction) => work(queriesOn(transaction))),
      close: () => client.close(),
    },
    execute: (sql) => client.exec(sql),
  };
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
