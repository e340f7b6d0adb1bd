import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../../build/root.ts';
import { runFaults } from './run.ts';

/**
 * Ends the terminal's processes by SIGKILL at its named boundaries while residents use it, and compares the journal
 * with what bench and city wrote down. Progress goes to the error stream, the report to standard output.
 */

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    boundary: { type: 'string' },
    directory: { type: 'string', default: join(root, 'out', 'faults') },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const say = (line: string) => process.stderr.write(`${line}\n`);
say(`seed ${seed}`);
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
const report = await runFaults({
  kills: Number(values.kills),
  seed,
  lanes: Number(values.lanes),
  directory: values.directory,
  onlyBoundary: values.boundary ?? null,
  say,
  stop: stop.signal,
});
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);
process.exit(report.ok ? 0 : 1);
