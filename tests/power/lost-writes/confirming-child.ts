import { writeSync } from 'node:fs';
import { confirmCase, openTerminalData } from '../terminal-data.ts';

/** Confirms one case after the other for ever and says each id once it counts as safe. */

const [directory = '', synchronous = '', checkpointPages = ''] = process.argv.slice(2);
const memory = await openTerminalData(directory);
if (!memory.ok) throw new Error(memory.error.reason);
const { database, journal, vault } = memory.value;
if (synchronous !== 'FULL') database.pragma(`synchronous = ${synchronous}`);
database.pragma(`wal_autocheckpoint = ${checkpointPages}`);
for (;;) {
  const caseId = confirmCase(journal, vault, 2000);
  writeSync(1, `${caseId}\n`);
  await new Promise((resolve) => setImmediate(resolve));
}
