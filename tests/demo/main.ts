import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/root.ts';
import { playDay } from './day.ts';
import { playFleet } from './fleet.ts';

/** `npm run demo [-- --fleet] [-- --json]`: the day of a terminal, or of a fleet with one terminal. */

const asJson = process.argv.includes('--json');
const outDirectory = join(root, 'out', 'demo');
rmSync(outDirectory, { recursive: true, force: true });
mkdirSync(outDirectory, { recursive: true });

const play = process.argv.includes('--fleet') ? playFleet : playDay;
const { result, parts, violations } = await play(outDirectory);
for (const violation of violations) process.stderr.write(`${violation}\n`);
if (asJson) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else {
  for (const { title, steps } of parts) {
    process.stdout.write(`\n${title}\n`);
    for (const { name, ms } of steps)
      process.stdout.write(`  ${name.padEnd(24)} ${String(ms).padStart(6)} ms\n`);
  }
  process.stdout.write(
    `\nledgers ${result.ledgersAgree ? 'agree' : 'DISAGREE'}; pictures under out/demo/\n`,
  );
}
process.exit(result.ok ? 0 : 1);
