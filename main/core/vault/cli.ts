import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { terminalConfigSchema } from '../../../contract/terminal-config.ts';

/** Asks the running terminal for a new key of the vault; a terminal that is off makes it at its next start. */

const { values, positionals } = parseArgs({
  options: { config: { type: 'string' } },
  allowPositionals: true,
});
if (positionals[0] !== 'rotate' || !values.config) {
  process.stderr.write('usage: npm run vault -- rotate --config FILE\n');
  process.exit(2);
}
const config = terminalConfigSchema.parse(JSON.parse(readFileSync(values.config, 'utf8')));
const requests = join(resolve(config.dataDirectory), 'requests');
mkdirSync(requests, { recursive: true });
writeFileSync(join(requests, 'key-rotation.request'), '');
process.stdout.write('Asked for. The report appears in the log of the core as chore_ended.\n');
