import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatFen } from '../../../contract/payment.ts';
import { terminalConfigSchema } from '../../../contract/terminal-config.ts';
import { calendarDateSchema } from '../../../contract/words.ts';
import { openDatabaseForReading, readMoneyIntents } from '../../../db/index.ts';
import { connectCity } from '../city/index.ts';
import { dayOf, ourLinesOf, reconcile } from './compare.ts';

/**
 * Holds one day of a terminal's journal against the city's file and prints both. Looks only: the core opens the
 * tasks by itself every night. Ends with 1 where something differs and 2 where it could not be compared.
 */

const usage = `usage: npm run reconcile -- --config <terminal.json> [--day YYYY-MM-DD] [--json]

Compares the money in the terminal's journal with the city's file of that day; today by default.`;

const { values } = parseArgs({
  options: {
    config: { type: 'string' },
    day: { type: 'string', default: dayOf(Date.now()) },
    json: { type: 'boolean', default: false },
  },
});

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

if (values.config === undefined || !calendarDateSchema.safeParse(values.day).success) fail(usage);
const configPath = resolve(values.config);
const config = terminalConfigSchema.parse(JSON.parse(await readFile(configPath, 'utf8')));
const path = join(resolve(dirname(configPath), config.dataDirectory), 'journal.sqlite');
const opened = openDatabaseForReading(path);
if (!opened.ok) fail(`${path}: cannot be read: ${opened.error.kind}`);
const ours = ourLinesOf(values.day, readMoneyIntents(opened.value));
opened.value.close();
const city = connectCity({ baseUrl: config.city.baseUrl, timeoutMs: config.city.timeoutMs });
const file = await city.readReconciliationFile({ terminalId: config.terminalId, day: values.day });
if (file.kind !== 'answer') fail(`the city gives no file of ${values.day}: ${file.kind}`);
const found = reconcile(values.day, ours, file.value.lines);

if (values.json) process.stdout.write(`${JSON.stringify(found)}\n`);
else {
  const { ourLines, theirLines, ourNetFen, theirNetFen, findings } = found;
  process.stdout.write(
    `${values.day}  ours ${ourLines} lines, ${formatFen(ourNetFen)} yuan; ` +
      `theirs ${theirLines} lines, ${formatFen(theirNetFen)} yuan\n`,
  );
  for (const { kind, line, orderNumber, ourFen, theirFen } of findings) {
    process.stdout.write(
      `  ${kind} ${line} ${orderNumber}: ours ${ourFen ?? '-'} fen, theirs ${theirFen ?? '-'} fen\n`,
    );
  }
  process.stdout.write(findings.length === 0 ? 'they agree\n' : `${findings.length} differences\n`);
}
process.exit(found.findings.length === 0 ? 0 : 1);
