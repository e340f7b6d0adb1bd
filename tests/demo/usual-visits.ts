import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { compareLedgers } from '../resident/ledgers.ts';
import { type Visit, visits } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';
import { outDirectory, savePapers, type TimedStep, watchScreens } from './workplace.ts';

interface PlayedCase {
  item: string;
  acceptanceNumber: string;
  steps: TimedStep[];
}

export interface PlayedVisits {
  cases: PlayedCase[];
  /** All of them were accepted. */
  isComplete: boolean;
  violations: string[];
}

/** At least one visit for every item of residents. */
export async function playUsualVisits(): Promise<PlayedVisits> {
  const stage = await setStage({ directory: join(outDirectory, 'run') });
  try {
    const page = await stage.openWindow();
    const cases: PlayedCase[] = [];
    for (const visit of visits) cases.push(await play(stage, visit, page));
    await savePapers(stage);
    const isComplete =
      cases.length === visits.length && cases.every(({ acceptanceNumber }) => acceptanceNumber !== '');
    return { cases, isComplete, violations: await compareLedgers(stage) };
  } finally {
    await stage.close();
  }
}

async function play(stage: Stage, visit: Visit, page: Page): Promise<PlayedCase> {
  const { steps, ...watch } = watchScreens(page, visit.name);
  const resident = stage.resident(page, visit.personId, watch);
  await visit.prepare(stage.bench, stage.city);
  const acceptanceNumber = await visit.play(resident, personNamed(visit.personId));
  await resident.rate(visit.rating);
  return { item: visit.itemCode, acceptanceNumber, steps };
}
