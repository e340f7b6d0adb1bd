import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchAttendant } from '../../build/stack/terminal-config.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { pensionContributions } from '../resident/scenarios.ts';
import { type Stage, setStage } from '../resident/stage.ts';

const cell = { board: 1, cell: 7 };

describe('a technician at the terminal', () => {
  let stage: Stage;
  let page: Page;
  const touch = (testId: string) => page.getByTestId(testId).first().click({ timeout: 15_000 });
  const see = (selector: string) => page.locator(selector).first().waitFor({ timeout: 15_000 });
  const touchClock = async () => {
    for (let times = 0; times < 5; times++) await page.locator('.top-clock').click();
  };

  beforeAll(async () => {
    stage = await setStage({});
    page = await stage.openWindow();
  });
  afterAll(() => stage.close());

  it('while a resident is served the clock leads nowhere', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.walkUp();
    await touchClock();
    await see('[data-screen="identification"]');
    await touch('end-session');
    await see('[data-screen="welcome"]');
  });

  it('a resident leaves without the certificate -> card, PIN, test, refill, cell, task; the ledgers agree', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.walkUp();
    await resident.identifyByCityCode();
    await resident.choose(pensionContributions.itemCode, 'form');
    await resident.pick('period', '12');
    await resident.pick('purpose', 'own_records');
    await resident.submitForm('summary');
    await stage.bench.printer.setPaper({ paper: 'out' });
    await resident.touch('case-submit');
    await see('[data-suspension="printer_out_of_paper"]');
    await resident.touch('delivery-leave');
    await resident.waitFor('outcome');
    await resident.rate(null);

    await touchClock();
    await see('[data-attendant="card"]');
    await stage.bench.card.lay({ personId: 'zhang-ceshi' });
    await see('.notice-bad');
    await stage.bench.card.lift();
    await stage.bench.card.lay({ personId: benchAttendant.personId });
    await see('[data-attendant="pin"]');
    await stage.bench.card.lift();
    for (const digit of benchAttendant.pin) await touch(`pin-${digit}`);
    await touch('pin-confirm');
    await see('[data-attendant="open"]');

    await see('[data-device="receipt-printer"][data-fault="paper_out"]');
    await stage.bench.printer.setPaper({ paper: 'full' });
    await see('[data-device="receipt-printer"][data-tone="good"]');

    await touch('tab-self_test');
    await touch('self-test-run');
    await see('[data-phase="ended"]');
    expect(await page.locator('[data-verdict="passed"]').count()).toBeGreaterThan(1);
    expect(await page.locator('[data-verdict]:not([data-verdict="passed"])').count()).toBe(0);
    await see('.notice-good');
    const cuts = (await stage.bench.readLedger()).filter((entry) => entry.type === 'paper_cut');
    expect(cuts).toHaveLength(1);
    expect(cuts[0]?.qrTexts).toEqual([expect.stringMatching(/^budayang:[0-9a-f-]{36}:self-test$/)]);

    await touch('tab-paper');
    await touch('paper-refill');
    await touch('paper-refill-confirm');
    await see('[data-remaining="300"]');

    await touch('tab-cells');
    await touch('cell-1-07');
    await touch('cell-open-confirm');
    await see('[data-testid="cell-1-07"][data-door="open"]');
    await see('.notice-good');
    await stage.bench.locker.setDoor({ ...cell, open: false });
    await see('[data-testid="cell-1-07"][data-door="closed"]');

    await touch('tab-tasks');
    await see('[data-task$="_certificate"]');
    await page.locator('[data-task$="_certificate"] button').click();
    await touch('task-close-done_by_hand');
    await page.locator('[data-task]').waitFor({ state: 'detached' });

    await touch('tab-log');
    await see('[data-event="attendant_act"]');
    await touch('attendant-end');
    await see('[data-screen="welcome"]');
    expect(await compareLedgers(stage)).toEqual([]);
  });
});
