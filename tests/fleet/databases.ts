import { builtPaths } from '../../build/paths.ts';
import { type Database, openDatabase } from '../../fleet/server/database.ts';
import { startPostgresql } from './postgresql.ts';

export interface TestDatabase {
  database: Database;
  close(): Promise<void>;
}

/** Both kinds of database of a fleet server, empty: every test of statements runs on both. */
export const databaseKinds: readonly { name: string; open(): Promise<TestDatabase> }[] = [
  {
    name: 'embedded PostgreSQL',
    async open() {
      const database = await openDatabase({ directory: null, emptyDatabase: builtPaths.fleetEmptyDatabase });
      return { database, close: () => database.close() };
    },
  },
  {
    name: 'PostgreSQL by its address',
    async open() {
      const server = await startPostgresql();
      const onFailure = (error: unknown) => {
        throw error;
      };
      const database = await openDatabase({ url: server.newDatabase(), onFailure });
      return {
        database,
        async close() {
          await database.close();
          await server.stop();
        },
      };
    },
  },
];

/** Where nothing was built a PostgreSQL is set up, which takes seconds. */
export const databaseDeadlineMs = 60_000;
