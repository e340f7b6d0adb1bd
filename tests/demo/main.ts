import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../build/root.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { type Visit, visits } from '../resident/scenarios.ts';
import { personNamed, setStage } from '../resident/stage.ts';

interface PlayedCase {
  item: string;
  acceptanceNumber: string;
  steps: { name: string; ms: number }[];
}

const asJson = process.argv.includes('--json');
const outDirectory = join(root, 'out', 'demo');
rmSync(outDirectory, { recursive: true, force: true });
mkdirSync(outDirectory, { recursive: true });

const stage = await setStage({ directory: join(outDirectory, 'run') });
const cases: PlayedCase[] = [];
let violations: string[];
try {
  const page = await stage.openWindow();
  for (const visit of visits) cases.push(await play(visit, page));
  await savePapers();
  violations = await compareLedgers(stage);
} finally {
  await stage.close();
}

async function play(visit: Visit, page: Page): Promise<PlayedCase> {
  const steps: PlayedCase['steps'] = [];
  let pictures = 0;
  const resident = stage.resident(page, visit.personId, {
    onStep: (name, machineMs) => steps.push({ name, ms: Math.round(machineMs) }),
    onScreen: async (name) => {
      pictures += 1;
      const file = `${visit.name}-${String(pictures).padStart(2, '0')}-${name}.png`;
      await page.screenshot({ path: join(outDirectory, file) });
    },
  });
  await visit.prepare(stage.bench, stage.city);
  const acceptanceNumber = await visit.play(resident, personNamed(visit.personId));
  await resident.rate(visit.rating);
  return { item: visit.itemCode, acceptanceNumber, steps };
}

async function savePapers(): Promise<void> {
  const { printer } = await stage.bench.readState();
  for (const paperId of printer.papers) {
    const picture = await fetch(new URL(`/papers/${paperId}.png`, stage.stack.benchControlUrl));
    if (!picture.ok) throw new Error(`the bench has no picture of paper ${paperId}`);
    writeFileSync(join(outDirectory, `paper-${paperId}.png`), Buffer.from(await picture.arrayBuffer()));
  }
}

const ledgersAgree = violations.length === 0;
const ok =
  ledgersAgree && cases.length === visits.length && cases.every((each) => each.acceptanceNumber !== '');
for (const violation of violations) process.stderr.write(`${violation}\n`);
if (asJson) {
  process.stdout.write(`${JSON.stringify({ ok, cases, ledgersAgree })}\n`);
} else {
  for (const { item, acceptanceNumber, steps } of cases) {
    process.stdout.write(`\n${item}  ${acceptanceNumber}\n`);
    for (const { name, ms } of steps)
      process.stdout.write(`  ${name.padEnd(16)} ${String(ms).padStart(6)} ms\n`);
  }
  process.stdout.write(`\nledgers ${ledgersAgree ? 'agree' : 'DISAGREE'}; pictures under out/demo/\n`);
}
process.exit(ok ? 0 : 1);
