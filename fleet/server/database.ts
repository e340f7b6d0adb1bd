import { openEmbedded } from './database-embedded.ts';
import { openAt } from './database-url.ts';
import { migrate } from './migrate.ts';
import type { Database, DatabaseAddress, DatabaseFiles } from './queries.ts';

export type { Database } from './queries.ts';

/** The fleet's PostgreSQL, embedded in this process or by its address, with every migration done. */
export async function openDatabase(where: DatabaseFiles | DatabaseAddress): Promise<Database> {
  const opened = 'url' in where ? openAt(where) : await openEmbedded(where);
  try {
    await migrate(opened);
  } catch (error) {
    await opened.database.close();
    throw error;
  }
  return opened.database;
}
