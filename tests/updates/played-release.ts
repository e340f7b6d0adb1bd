import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { trialVariable } from '../../contract/terminal-update.ts';
import { askKeeper, keeperVariable } from '../../fleet/agent/slots/index.ts';

/**
 * Plays a whole version of the terminal in one process: its shell, its core with a database that is migrated, and its
 * agent. `--does` is what is wrong with it. What it did stands in a ledger outside everything that is put back.
 */

const { values } = parseArgs({
  options: {
    version: { type: 'string', default: '' },
    does: { type: 'string', default: 'all' },
    play: { type: 'string', default: '' },
    schema: { type: 'string', default: '1' },
  },
});
const { version, does, play, schema } = values;
const tell = (line: string) => appendFileSync(join(play, 'ledger'), `${line}\n`);
const die = () => process.kill(process.pid, 'SIGKILL');

writeFileSync(join(play, 'running-pid'), String(process.pid));
process.on('disconnect', die);
process.on('SIGTERM', () => process.exit(0));
setInterval(() => {}, 60_000);

/** Refuses what a newer version wrote, as the real one does. */
function openDatabase(): void {
  const path = join(play, 'data', 'journal.sqlite');
  const found = existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : 0;
  if (found > Number(schema)) {
    tell(`newer ${version}`);
    return;
  }
  if (found < Number(schema)) {
    const cases = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(1).join('\n') : '';
    writeFileSync(path, `${schema}\n${cases}`);
    // A log of this version, which must not lie beside the database of another.
    writeFileSync(`${path}-wal`, schema);
  }
  tell(`opened ${version}`);
}

const keeper = process.env[keeperVariable] ?? '';

/** On a machine that is busy an answer may come late. */
async function insist(ask: Parameters<typeof askKeeper>[1]) {
  for (let attempt = 1; attempt < 10; attempt += 1) {
    const standing = await askKeeper(keeper, ask);
    if (standing) return standing;
  }
  return null;
}

const standing = await insist({ ask: 'standing' });
const trial = process.env[trialVariable] !== undefined && standing?.trial ? standing.trial : null;
if (does === 'ends' && trial) process.exit(1);
openDatabase();
if (trial) {
  tell(`tried ${version}`);
  if (does === 'shows nothing') await insist({ ask: 'proof', missing: ['screen'] });
  if (does !== 'all') {
    writeFileSync(join(play, 'time-is-up'), '');
    await new Promise(() => {});
  }
  tell(`proved ${version}`);
  await insist({ ask: 'proof', missing: [] });
}
const now = await insist({ ask: 'standing' });
if (now && !now.trial) {
  if (now.outcome) {
    const { actionId, problem } = now.outcome;
    tell(`outcome ${now.outcome.version} ${problem ?? 'success'}`);
    await insist({ ask: 'reported', actionId });
  }
  tell(`served ${version}`);
  const wanted = join(play, 'wanted');
  if (existsSync(wanted) && !readFileSync(join(play, 'ledger'), 'utf8').includes('asked')) {
    tell('asked');
    await insist({
      ask: 'switch',
      version: readFileSync(wanted, 'utf8'),
      actionId: '7',
      mustAnswer: [],
    });
  }
}
