import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { systemClock } from '../../contract/clock.ts';
import { openDatabaseForReading, readJournalReport } from '../../db/index.ts';
import { signInFirst } from '../resident/console.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { visits } from '../resident/scenarios.ts';
import { type Stage, setStage } from '../resident/stage.ts';
import type { Album } from './album.ts';
import { playVisit } from './day.ts';
import { type DemoReport, StepBook } from './report.ts';

const patienceMs = 60_000;
const lookEveryMs = 100;
const ownPassword = 'horses and staples';
const desktop = { width: 1440, height: 900 };

/**
 * A fleet with one terminal, from the outside: it enrols, is seen, a device of it fails and comes back, a resident has
 * a case done, and what the console counts is held against the terminal's journal and the city's ledger.
 */
export async function playFleet(album: Album): Promise<DemoReport> {
  const book = new StepBook();
  const step = book.step.bind(book);
  const stage = await step('terminal-up', () =>
    setStage({ directory: join(album.directory, 'run'), fleet: 'later' }),
  );
  try {
    const { admin, consoleUrl } = await step('fleet-server-up', () => stage.stack.startFleet());
    if (!admin) throw new Error('the fleet told no one-time password');
    await step('terminal-enrolled', () =>
      until(() => existsSync(join(stage.stack.dataDirectory, 'fleet', 'terminal.pem'))),
    );
    const desk = await stage.browser.newPage({ viewport: desktop, locale: 'zh-CN' });
    const picture = (name: string) => album.take(desk, 'fleet', name);
    const see = (state: string) =>
      desk.locator(`[data-terminal="DEMO-0001"] [data-state="${state}"]`).waitFor({ timeout: patienceMs });
    await desk.goto(consoleUrl);
    await step('signed-in', () => signInFirst(desk, admin, ownPassword));
    await step('terminal-seen-ok', () => see('ok'));
    await picture('list');
    await stage.bench.device.unplug({ device: 'receipt-printer' });
    await step('fault-seen', () => see('fault'));
    await picture('fault');
    await stage.bench.device.plug({ device: 'receipt-printer' });
    await step('fault-gone', () => see('ok'));
    await desk.getByTestId('tab-map').click();
    await see('ok');
    await picture('map');
    const itemCode = await step('case-done', () => playCase(stage, album));
    await desk.getByTestId('tab-cases').click();
    await step('case-counted', () =>
      desk
        .locator(`[data-item="${itemCode}"] [data-count="finished"]`, { hasText: '1' })
        .waitFor({ timeout: patienceMs }),
    );
    await picture('cases');
    const violations = await step('ledgers-compared', () => compareAll(stage, desk));
    for (const violation of violations) process.stderr.write(`${violation}\n`);
    await desk.goto(`${consoleUrl}#/terminals/DEMO-0001`);
    await see('ok');
    await picture('terminal');
    await desk.emulateMedia({ colorScheme: 'dark' });
    await desk.getByTestId('language').click();
    await picture('terminal-dark');
    const ledgersAgree = violations.length === 0;
    return { ok: ledgersAgree, steps: book.steps, ledgersAgree };
  } finally {
    await stage.close();
  }
}

/** The item of a visit that a resident had done. */
async function playCase(stage: Stage, album: Album): Promise<string> {
  const visit = visits.find(({ kind }) => kind === 'query');
  if (!visit) throw new Error('there is no visit to play');
  const page = await stage.openWindow();
  const { acceptanceNumber } = await playVisit(stage, page, visit, album);
  if (acceptanceNumber === '') throw new Error('the case has no acceptance number');
  await page.context().close();
  return visit.itemCode;
}

/** Journal, bench and city among each other, and each with what the console has counted. */
async function compareAll(stage: Stage, desk: Page): Promise<string[]> {
  const violations = await compareLedgers(stage);
  const inLedger = await stage.city.readLedger();
  const counts = {
    journal: countBy(itemsInJournal(stage)),
    city: countBy(inLedger.flatMap((entry) => (entry.type === 'case_accepted' ? [entry.itemCode] : []))),
    console: await itemsOnConsole(desk),
  };
  const different = new Set(Object.values(counts).map((each) => JSON.stringify(each)));
  if (different.size > 1) violations.push(JSON.stringify({ kind: 'counts_differ', ...counts }));
  return violations;
}

function itemsInJournal(stage: Stage): string[] {
  const opened = openDatabaseForReading(join(stage.stack.dataDirectory, 'journal.sqlite'));
  if (!opened.ok) throw new Error(`the journal cannot be read: ${opened.error.kind}`);
  const { cases } = readJournalReport(opened.value);
  opened.value.close();
  return cases.map(({ itemCode }) => itemCode);
}

async function itemsOnConsole(desk: Page): Promise<Record<string, number>> {
  const rows = await desk.locator('[data-item]').all();
  const counted = await Promise.all(
    rows.map(async (row) => {
      const finished = Number(await row.locator('[data-count="finished"]').textContent());
      return Array.from({ length: finished }, () => row.getAttribute('data-item'));
    }),
  );
  return countBy((await Promise.all(counted.flat())).filter((item) => item !== null));
}

function countBy(items: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of [...items].sort()) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

async function until(isSo: () => boolean): Promise<void> {
  const deadlineMs = systemClock.monotonicMs() + patienceMs;
  while (!isSo()) {
    if (systemClock.monotonicMs() > deadlineMs) throw new Error('the terminal has not enrolled');
    await new Promise<void>((resolve) => systemClock.after(lookEveryMs, resolve));
  }
}
