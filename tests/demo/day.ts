import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { compareLedgers } from '../resident/ledgers.ts';
import { type Visit, visits } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';
import type { Played, Step } from './played.ts';

interface PlayedCase {
  item: string;
  acceptanceNumber: string;
  steps: Step[];
}

/** The day of a terminal: every visit, with pictures of each screen and each paper. */
export async function playDay(outDirectory: string): Promise<Played> {
  const stage = await setStage({ directory: join(outDirectory, 'run') });
  const cases: PlayedCase[] = [];
  let violations: string[];
  try {
    const page = await stage.openWindow();
    for (const visit of visits) cases.push(await playVisit(stage, page, visit, outDirectory));
    await savePapers(stage, outDirectory);
    violations = await compareLedgers(stage);
  } finally {
    await stage.close();
  }
  const ledgersAgree = violations.length === 0;
  const ok =
    ledgersAgree && cases.length === visits.length && cases.every((each) => each.acceptanceNumber !== '');
  return {
    result: { ok, cases, ledgersAgree },
    parts: cases.map(({ item, acceptanceNumber, steps }) => ({ title: `${item}  ${acceptanceNumber}`, steps })),
    violations,
  };
}

export async function playVisit(
  stage: Stage,
  page: Page,
  visit: Visit,
  outDirectory: string,
): Promise<PlayedCase> {
  const steps: Step[] = [];
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

async function savePapers(stage: Stage, outDirectory: string): Promise<void> {
  const { printer } = await stage.bench.readState();
  for (const paperId of printer.papers) {
    const picture = await fetch(new URL(`/papers/${paperId}.png`, stage.stack.benchControlUrl));
    if (!picture.ok) throw new Error(`the bench has no picture of paper ${paperId}`);
    writeFileSync(join(outDirectory, `paper-${paperId}.png`), Buffer.from(await picture.arrayBuffer()));
  }
}
