import { z } from 'zod';
import { migrations } from './migrations.ts';
import type { OpenedDatabase } from './queries.ts';

const migrationRow = z.object({ number: z.number().int().nullable() });

/** Does what was not done yet, each migration as a whole or not at all. */
export async function migrate({ database, execute }: OpenedDatabase): Promise<void> {
  await execute('CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)');
  const done = await database.read(migrationRow, 'SELECT max(number) AS number FROM migration');
  const last = done[0]?.number ?? 0;
  for (const [index, sql] of migrations.entries()) {
    const number = index + 1;
    if (number <= last) continue;
    await execute(`BEGIN; ${sql}; INSERT INTO migration (number) VALUES (${number}); COMMIT`);
  }
}
