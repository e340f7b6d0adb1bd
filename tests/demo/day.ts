import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { compareLedgers } from '../resident/ledgers.ts';
import { type Visit, visits } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';
import { outDirectory, pictureTaker, savePapers, writeSteps } from './workplace.ts';

interface PlayedCase {
  item: string;
  acceptanceNumber: string;
  steps: { name: string; ms: number }[];
}

/** Every item of the catalogue, one resident after the other. True: all went well and the ledgers agree. */
export async function playDay(asJson: boolean): Promise<boolean> {
  const stage = await setStage({ directory: join(outDirectory, 'run') });
  const cases: PlayedCase[] = [];
  let violations: string[];
  try {
    const page = await stage.openWindow();
    for (const visit of visits) cases.push(await play(visit, page, stage));
    await savePapers(stage);
    violations = await compareLedgers(stage);
  } finally {
    await stage.close();
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
      writeSteps(steps);
    }
    process.stdout.write(`\nledgers ${ledgersAgree ? 'agree' : 'DISAGREE'}; pictures under out/demo/\n`);
  }
  return ok;
}

async function play(visit: Visit, page: Page, stage: Stage): Promise<PlayedCase> {
  const steps: PlayedCase['steps'] = [];
  const takePicture = pictureTaker(visit.name);
  const resident = stage.resident(page, visit.personId, {
    onStep: (name, machineMs) => steps.push({ name, ms: Math.round(machineMs) }),
    onScreen: (name) => takePicture(page, name),
  });
  await visit.prepare(stage.bench, stage.city);
  const acceptanceNumber = await visit.play(resident, personNamed(visit.personId));
  await resident.rate(visit.rating);
  return { item: visit.itemCode, acceptanceNumber, steps };
}
