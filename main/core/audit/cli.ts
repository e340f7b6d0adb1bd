import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type AuditAnchor, AuditStore, openDatabaseForReading } from '../../../db/index.ts';
import { exportAudit } from './export.ts';
import { verifyAudit } from './verify.ts';

/** Takes the audit log out of a terminal's data directory, also while the terminal runs, and checks it anywhere. */

const usage = `usage: npm run audit -- export FILE --data DIRECTORY
       npm run audit -- verify FILE [--anchor NUMBER:HASH]... [--json]`;

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    anchor: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [verb, file] = positionals;

if (verb === 'export' && file && values.data) process.exitCode = await exportTo(file, values.data);
else if (verb === 'verify' && file) process.exitCode = await verify(file, values.anchor.map(parseAnchor));
else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}

async function exportTo(path: string, dataDirectory: string): Promise<number> {
  const opened = openDatabaseForReading(join(dataDirectory, 'journal.sqlite'));
  if (!opened.ok) {
    process.stderr.write(`The journal cannot be read: ${opened.error.kind}\n`);
    return 1;
  }
  const store = new AuditStore(opened.value, { terminalId: 'export', clockTrust: () => 'unsynchronised' });
  const read = opened.value.transaction(() => [
    ...exportAudit(store.records(), store.cuts(), new Date().toISOString()),
  ]);
  await pipeline(Readable.from(read()), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  const anchor = store.anchor();
  opened.value.close();
  process.stdout.write(`${path}: up to record ${anchor?.seq ?? 0} ${anchor?.hash ?? ''}\n`);
  return 0;
}

async function verify(path: string, anchors: AuditAnchor[]): Promise<number> {
  const verdict = await verifyAudit(createInterface({ input: createReadStream(path) }), anchors);
  const { problems, records, firstSeq, lastSeq, lastHash } = verdict;
  if (values.json) process.stdout.write(`${JSON.stringify({ ok: problems.length === 0, ...verdict })}\n`);
  else {
    for (const { line, kind, seq, detail } of problems) {
      process.stdout.write(`line ${line}: ${kind}${seq === null ? '' : ` (record ${seq})`}: ${detail}\n`);
    }
    process.stdout.write(
      problems.length === 0
        ? `whole: ${records} records, ${firstSeq} to ${lastSeq}, ending in ${lastHash}\n`
        : `NOT WHOLE: ${problems.length} problems in ${records} records\n`,
    );
  }
  return problems.length === 0 ? 0 : 1;
}

function parseAnchor(text: string): AuditAnchor {
  const [seq = '', hash = ''] = text.split(':');
  if (!/^\d+$/.test(seq) || !/^[0-9a-f]{64}$/.test(hash)) {
    process.stderr.write(`${text}: an anchor is NUMBER:HASH, as the daily report gives it\n`);
    process.exit(2);
  }
  return { seq: Number(seq), hash };
}
