import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/root.ts';
import { startStack } from '../../build/stack.ts';
import { connectBench } from '../../devices/bench/index.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { launchChromium, openTerminal } from '../resident/browser.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { Resident } from '../resident/resident.ts';
import { type Visit, visits } from '../resident/scenarios.ts';

interface PlayedCase {
  item: string;
  acceptanceNumber: string;
  steps: { name: string; ms: number }[];
}

const asJson = process.argv.includes('--json');
const outDirectory = join(root, 'out', 'demo');
rmSync(outDirectory, { recursive: true, force: true });
mkdirSync(outDirectory, { recursive: true });

const stack = await startStack({ directory: join(outDirectory, 'run') });
const { bench, close: closeBench } = await connectBench(stack.benchControlUrl);
const browser = await launchChromium(stack.cameraFile);
const cases: PlayedCase[] = [];
let violations: string[];
try {
  const page = await openTerminal(browser, stack.terminalUrl);
  for (const visit of visits) cases.push(await play(visit));
  await savePapers();
  violations = await compareLedgers(stack, bench);

  async function play(visit: Visit): Promise<PlayedCase> {
    const person = fictionalPeople.find((each) => each.personId === visit.personId);
    if (!person) throw new Error(`${visit.personId} is not among the fictional people`);
    const steps: PlayedCase['steps'] = [];
    let pictures = 0;
    const resident = new Resident({
      page,
      bench,
      person,
      onStep: (name, machineMs) => steps.push({ name, ms: Math.round(machineMs) }),
      onScreen: async (name) => {
        pictures += 1;
        const file = `${visit.name}-${String(pictures).padStart(2, '0')}-${name}.png`;
        await page.screenshot({ path: join(outDirectory, file) });
      },
    });
    const acceptanceNumber = await visit.play(resident, person);
    await resident.rate(visit.rating);
    return { item: visit.itemCode, acceptanceNumber, steps };
  }
} finally {
  closeBench();
  await browser.close();
  await stack.stop();
}

async function savePapers(): Promise<void> {
  const { printer } = await bench.readState();
  for (const paperId of printer.papers) {
    const picture = await fetch(new URL(`/papers/${paperId}.png`, stack.benchControlUrl));
    if (!picture.ok) throw new Error(`the bench has no picture of paper ${paperId}`);
    writeFileSync(join(outDirectory, `paper-${paperId}.png`), Buffer.from(await picture.arrayBuffer()));
  }
}

const ledgersAgree = violations.length === 0;
const ok = ledgersAgree && cases.length === visits.length && cases.every((each) => each.acceptanceNumber !== '');
for (const violation of violations) process.stderr.write(`${violation}\n`);
if (asJson) {
  process.stdout.write(`${JSON.stringify({ ok, cases, ledgersAgree })}\n`);
} else {
  for (const { item, acceptanceNumber, steps } of cases) {
    process.stdout.write(`\n${item}  ${acceptanceNumber}\n`);
    for (const { name, ms } of steps) process.stdout.write(`  ${name.padEnd(16)} ${String(ms).padStart(6)} ms\n`);
  }
  process.stdout.write(`\nledgers ${ledgersAgree ? 'agree' : 'DISAGREE'}; pictures under out/demo/\n`);
}
process.exit(ok ? 0 : 1);
