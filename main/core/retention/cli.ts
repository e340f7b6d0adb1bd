import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { terminalConfigSchema } from '../../../contract/terminal-config.ts';
import { AuditStore, openDatabaseForReading, RetentionStore } from '../../../db/index.ts';
import { boundsOf } from './retention.ts';

/** Says what tonight's retention would take away, or asks the running terminal to do it now. */

const usage = `usage: npm run retention -- --config FILE --dry-run    say what would go, as JSON
       npm run retention -- --config FILE              ask the terminal to do it within half a minute`;

const { values } = parseArgs({
  options: { config: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
});
if (!values.config) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const config = terminalConfigSchema.parse(JSON.parse(readFileSync(values.config, 'utf8')));
const dataDirectory = resolve(config.dataDirectory);

if (values['dry-run']) {
  const opened = openDatabaseForReading(join(dataDirectory, 'journal.sqlite'));
  if (!opened.ok) {
    process.stderr.write(`The journal cannot be read: ${opened.error.kind}\n`);
    process.exit(1);
  }
  const nowMs = Date.now();
  const store = new RetentionStore(opened.value);
  const audit = new AuditStore(opened.value, {
    terminalId: config.terminalId,
    clockTrust: () => 'unsynchronised',
  });
  const bounds = boundsOf(config.retention, nowMs);
  const auditRecords = audit.countBefore(nowMs - config.retention.auditDays * 86_400_000);
  const report = { wouldGo: { ...store.count(bounds, nowMs), auditRecords }, stays: store.state(bounds) };
  process.stdout.write(`${JSON.stringify({ rules: config.retention, ...report }, null, 2)}\n`);
} else {
  const requests = join(dataDirectory, 'requests');
  mkdirSync(requests, { recursive: true });
  writeFileSync(join(requests, 'retention.request'), '');
  process.stdout.write('Asked for. The report appears in the log of the core as chore_ended.\n');
}
