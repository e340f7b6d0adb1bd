import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { compareLedgers } from '../resident/ledgers.ts';
import { type Visit, visits } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';
import type { Album } from './album.ts';
import { type DemoReport, StepBook } from './report.ts';

type PlayedCase = NonNullable<DemoReport['cases']>[number];

/** The day of a terminal: one resident after another, each with another item. */
export async function playDay(album: Album): Promise<DemoReport> {
  const stage = await setStage({ directory: join(album.directory, 'run') });
  try {
    const page = await stage.openWindow();
    const cases: PlayedCase[] = [];
    for (const visit of visits) cases.push(await playVisit(stage, page, visit, album));
    await album.savePapers(stage);
    const violations = await compareLedgers(stage);
    for (const violation of violations) process.stderr.write(`${violation}\n`);
    const ledgersAgree = violations.length === 0;
    const ok = ledgersAgree && cases.every((each) => each.acceptanceNumber !== '');
    return { ok, cases, ledgersAgree };
  } finally {
    await stage.close();
  }
}

/** One resident from walking up to the rating. */
export async function playVisit(stage: Stage, page: Page, visit: Visit, album: Album): Promise<PlayedCase> {
  const book = new StepBook();
  const resident = stage.resident(page, visit.personId, {
    onStep: (name, machineMs) => book.note(name, machineMs),
    onScreen: (name) => album.take(page, visit.name, name),
  });
  await visit.prepare(stage.bench, stage.city);
  const acceptanceNumber = await visit.play(resident, personNamed(visit.personId));
  await resident.rate(visit.rating);
  return { item: visit.itemCode, acceptanceNumber, steps: book.steps };
}
