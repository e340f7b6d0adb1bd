import pg from 'pg';
import { type DatabaseAddress, type OpenedDatabase, queriesOn } from './queries.ts';

const mostConnections = 10;
/** Of a connection and of a statement; who waits for the console waits no longer. */
const deadlineMs = 15_000;

/** PostgreSQL by its address, over a pool of connections that are made when they are needed. */
export function openAt({ url, onFailure }: DatabaseAddress): OpenedDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: deadlineMs,
    query_timeout: deadlineMs,
    statement_timeout: deadlineMs,
    application_name: 'budayang-fleet',
  });
  // Without a listener the end of an idle connection would end the process.
  pool.on('error', onFailure);
  return {
    database: {
      ...queriesOn(pool),
      async transaction(work) {
        const client = await pool.connect();
        try {
          await client.query('BEGIN');
          const value = await work(queriesOn(client));
          await client.query('COMMIT');
          client.release();
          return value;
        } catch (error) {
          // The end of its connection undoes what was begun, also where the line is gone.
          client.release(true);
          throw error;
        }
      },
      close: () => pool.end(),
    },
    execute: (sql) => pool.query(sql),
  };
}
