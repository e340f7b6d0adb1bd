import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchLedgerEntry } from '../../contract/bench.ts';
import { type Stage, setStage } from '../resident/stage.ts';
import { enterAsTechnician, Technician } from '../resident/technician.ts';

const patienceMs = 40_000;

/** The page on which a person plays the world around the terminal, as one sees it on a laptop. */
describe('the bench page', () => {
  let stage: Stage;
  let bench: Page;
  let technician: Technician;
  const panel = (device: string) => bench.locator(`[data-device="${device}"]`);
  const press = (device: string, name: RegExp) =>
    panel(device).getByRole('button', { name }).first().click({ timeout: patienceMs });
  const happens = (type: BenchLedgerEntry['type'], times = 1) =>
    expect
      .poll(async () => (await stage.bench.readLedger()).filter((entry) => entry.type === type).length, {
        timeout: patienceMs,
      })
      .toBe(times);

  beforeAll(async () => {
    stage = await setStage({ everyDevice: true });
    const window = await stage.openWindow();
    await enterAsTechnician(window, stage.bench);
    technician = new Technician(window);
    bench = await stage.browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    await bench.goto(stage.stack.benchControlUrl);
    await panel('door').waitFor({ timeout: patienceMs });
  });
  afterAll(() => stage.close());

  it('on a laptop every device has its panel, its picture in sight, and nothing is cut off sideways', async () => {
    const devices = await bench.locator('[data-device]').evaluateAll((panels) =>
      panels.map((each) => {
        const box = each.getBoundingClientRect();
        return {
          device: each.getAttribute('data-device') ?? '',
          cut: [...each.querySelectorAll('h2, button')].some(
            (part) => part.scrollWidth > part.clientWidth + 2,
          ),
          beginsAt: box.top,
        };
      }),
    );
    expect(devices.map(({ device }) => device).sort()).toEqual(
      (await stage.bench.readState()).devices.map(({ device }) => device).sort(),
    );
    expect(devices.filter(({ cut }) => cut)).toEqual([]);
    expect(devices.filter(({ beginsAt }) => beginsAt > 860)).toEqual([]);
    expect(await bench.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
  });

  it('card, camera page, cell -> laid, laid, opened by hand', async () => {
    await bench.getByTestId('bench-card-zhang-ceshi').click();
    await press('id-card-reader', /拿走证件/);
    await happens('card_lifted', 2);
    await panel('document-camera').locator('.thumbnails button').first().click();
    await happens('picture_laid');
    await bench.getByTestId('bench-cell-1-3').click();
    await press('pickup-locker', /用手打开/);
    await happens('door_opened');
  });

  it('the door is let go -> one pushes it open and lets it fall shut', async () => {
    await technician.openActsOf('door');
    await technician.touch('command-open_door-10000');
    await technician.touch('command-confirm');
    await bench.getByTestId('bench-door-push').click({ timeout: patienceMs });
    await happens('entrance_moved');
    await bench.getByTestId('bench-door-push').click({ timeout: patienceMs });
    await happens('entrance_moved', 2);
  });

  it('an item at the gate -> taken; the hopper filled', async () => {
    await technician.openActsOf('dispenser');
    await technician.touch('command-dispense_item');
    await technician.touch('command-confirm');
    await bench.getByTestId('bench-item-take').click({ timeout: patienceMs });
    await happens('item_taken');
    await bench.getByTestId('bench-hopper-fill').click();
    await expect.poll(async () => (await stage.bench.readState()).dispenser.hopperCount).toBe(149);
  });

  it('a page and a slip come out -> taken from output and slot', async () => {
    await technician.openActsOf('document-printer');
    await technician.touch('command-print_test_page');
    await bench.getByTestId('bench-sheets-take').click({ timeout: patienceMs });
    await happens('sheets_taken');
    await technician.openActsOf('receipt-printer');
    await technician.touch('command-feed_and_cut');
    await bench.getByTestId('bench-paper-take').click({ timeout: patienceMs });
    await happens('paper_taken');
  });

  it('the pad takes ink -> a stroke of the mouse arrives', async () => {
    await technician.openActsOf('signature-pad');
    await technician.touch('command-try_signature');
    await expect.poll(async () => (await stage.bench.readState()).signaturePad.inking).toBe(true);
    const field = bench.getByTestId('bench-signature');
    await field.scrollIntoViewIfNeeded();
    const box = await field.boundingBox();
    if (!box) throw new Error('the pad is not on the page');
    await bench.mouse.move(box.x + 40, box.y + 40);
    await bench.mouse.down();
    await bench.mouse.move(box.x + 140, box.y + 80, { steps: 10 });
    await bench.mouse.up();
    await technician.see('[data-effect="done"]');
  });

  it('a plug pulled and put back by the page -> the driver is away and attached again', async () => {
    for (const device of ['dispenser', 'door', 'document-printer'] as const) {
      await bench.getByTestId(`bench-plug-${device}`).click();
      await panel(device).locator('.light.gone').waitFor({ timeout: patienceMs });
      await bench.getByTestId(`bench-plug-${device}`).click();
      await panel(device).locator('.light.on').waitFor({ timeout: patienceMs });
    }
  });
});
