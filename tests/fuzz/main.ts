import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { fuzzTargets } from './targets.ts';

/** Fuzzes every codec, or those whose name holds `--target`; the same seed feeds the same frames. */
const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const frames = Number(values.frames);
const targets = fuzzTargets.filter(({ name }) => name.includes(values.target));
if (!Number.isInteger(frames) || frames < 1 || targets.length === 0) {
  process.stderr.write('usage: npm run fuzz -- [--frames N] [--seed text] [--target name] [--json]\n');
  process.exit(2);
}

for (const target of targets) {
  const report = fuzz(target, { frames, seed: values.seed });
  const { bytes, messages, seconds, slowestMs, largestPending } = report;
  process.stdout.write(
    values.json
      ? `${JSON.stringify(report)}\n`
      : `${target.name}: ${frames} frames, ${bytes} bytes, ${messages} messages, ${seconds.toFixed(1)} s, ` +
          `slowest ${slowestMs.toFixed(1)} ms, at most ${largestPending} of ${target.maxPending} kept\n`,
  );
}
