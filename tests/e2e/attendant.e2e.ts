import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchLedgerEntry } from '../../contract/bench.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { pensionContributions } from '../resident/scenarios.ts';
import { type Stage, setStage } from '../resident/stage.ts';
import { enterAsTechnician, Technician } from '../resident/technician.ts';

const cell = { board: 1, cell: 7 };

describe('a technician at the terminal', () => {
  let stage: Stage;
  let page: Page;
  let technician: Technician;
  const happened = async (type: BenchLedgerEntry['type']) =>
    (await stage.bench.readLedger()).filter((entry) => entry.type === type).length;

  beforeAll(async () => {
    stage = await setStage({ everyDevice: true });
    page = await stage.openWindow();
    technician = new Technician(page);
  });
  afterAll(() => stage.close());

  it('while a resident is served the clock leads nowhere', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.walkUp();
    await technician.touchClock();
    await technician.see('[data-screen="identification"]');
    await technician.touch('end-session');
    await technician.see('[data-screen="welcome"]');
  });

  it('a resident leaves without the certificate, then card and PIN -> the fault, and gone once there is paper', async () => {
    // Without sheets the certificate comes on a slip.
    await stage.bench.documentPrinter.setPaper({ sheets: 0 });
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.walkUp();
    await resident.identifyByCityCode();
    await resident.choose(pensionContributions.itemCode, 'form');
    await resident.pick('period', '12');
    await resident.pick('purpose', 'own_records');
    await resident.submitForm('summary');
    await stage.bench.printer.setPaper({ paper: 'out' });
    await resident.touch('case-submit');
    await technician.see('[data-suspension="printer_out_of_paper"]');
    await resident.touch('delivery-leave');
    await resident.waitFor('outcome');
    await resident.rate(null);

    await technician.touchClock();
    await technician.see('[data-attendant="card"]');
    await stage.bench.card.lay({ personId: 'zhang-ceshi' });
    await technician.see('.notice-bad');
    await stage.bench.card.lift();
    await enterAsTechnician(page, stage.bench, { clockTouched: true });

    await technician.see('[data-device="receipt-printer"][data-fault="paper_out"]');
    await stage.bench.printer.setPaper({ paper: 'full' });
    await stage.bench.documentPrinter.setPaper({ sheets: 250 });
    await technician.see('[data-device="receipt-printer"][data-tone="good"]');
    for (const device of ['door', 'dispenser', 'document-printer', 'document-camera']) {
      await technician.findDevice(device, 'good');
    }
  });

  it('self-test -> every device passes and one slip says so', async () => {
    await technician.touch('tab-self_test');
    await technician.touch('self-test-run');
    await technician.see('[data-phase="ended"]');
    await technician.see('.notice-good');
    const cuts = (await stage.bench.readLedger()).filter((entry) => entry.type === 'paper_cut');
    expect(cuts).toHaveLength(1);
    expect(cuts[0]?.qrTexts).toEqual([expect.stringMatching(/^budayang:[0-9a-f-]{36}:self-test$/)]);
    expect(await page.locator('[data-verdict]').count()).toBeGreaterThan(3);
    expect(await page.locator('[data-verdict]:not([data-verdict="passed"])').count()).toBe(0);
  });

  it('a card read and a code scanned -> shown masked, counted, and in no log', async () => {
    await technician.openActsOf('id-card-reader');
    await technician.touch('command-read_card');
    await stage.bench.card.lay({ personId: 'zhang-ceshi' });
    await technician.see('[data-effect="done"]');
    const shown = await page.locator('main').textContent();
    expect(shown).toMatch(/\*{14}[\dX]{4}/);
    expect(shown).not.toMatch(/\d{17}[\dX]/);
    await stage.bench.card.lift();

    await technician.openActsOf('code-scanner');
    await technician.touch('command-scan_code');
    await stage.bench.scanner.show({ text: 'secret-of-a-resident-0042' });
    await technician.see('[data-effect="done"]');
    expect(await page.locator('main').textContent()).not.toContain('secret');

    await technician.touch('tab-counters');
    await technician.see('[data-counter="codes_scanned"][data-session="1"]');
    await technician.see('[data-counter="cards_read"][data-session="1"]');
    await technician.see('[data-counter="papers"][data-session="1"]');
  });

  it('a cell, the door, an item into the bin, a test page and a cut -> each happens once', async () => {
    await technician.openActsOf('pickup-locker');
    await technician.touch('cell-1-07');
    await technician.touch('cell-open-confirm');
    await technician.see('[data-testid="cell-1-07"][data-door="open"]');
    await technician.see('[data-effect="done"]');
    await stage.bench.locker.setDoor({ ...cell, open: false });
    await technician.see('[data-testid="cell-1-07"][data-door="closed"]');

    await technician.openActsOf('door');
    await technician.touch('command-open_door-3000');
    await technician.touch('command-confirm');
    await technician.see('[data-effect="done"]');
    expect(await happened('door_release_began')).toBe(1);

    await technician.openActsOf('dispenser');
    await technician.touch('command-dispense_to_bin');
    await technician.see('[data-effect="done"]');
    expect(await happened('item_dispensed')).toBe(1);
    expect(await happened('item_captured')).toBe(1);

    await technician.openActsOf('document-printer');
    await technician.touch('command-print_test_page');
    await technician.see('[data-effect="done"]');
    expect(await happened('sheets_out')).toBe(1);

    await technician.openActsOf('receipt-printer');
    await technician.touch('command-feed_and_cut');
    await technician.see('[data-effect="done"]');
    expect(await happened('paper_cut')).toBe(2);

    await technician.touch('tab-counters');
    for (const counter of ['cells_opened', 'door_openings', 'items_dispensed', 'items_captured', 'sheets']) {
      await technician.see(`[data-counter="${counter}"][data-session="1"]`);
    }
    await technician.see('[data-counter="papers"][data-session="2"]');
    await technician.see('[data-counter="cuts"][data-session="2"]');
  });

  it('a hopper counted, wrongly, and put back; a new roll -> the counts stand and go down by themselves', async () => {
    const count = (unit: string, items: number) =>
      technician.see(`[data-unit="${unit}"][data-count="${items}"]`);
    await technician.touch('tab-supplies');
    await technician.enterCount('unit-dispenser-hopper', '99');
    await count('dispenser/hopper', 99);
    await technician.enterCount('unit-dispenser-hopper', '199');
    await count('dispenser/hopper', 199);
    await technician.touch('storage-undo');
    await count('dispenser/hopper', 99);

    await technician.touch('unit-receipt-printer-roll');
    await technician.touch('count-usual');
    await count('receipt-printer/roll', 300);
    await technician.openActsOf('receipt-printer');
    await technician.touch('command-feed_and_cut');
    await technician.see('[data-effect="done"]');
    await technician.touch('tab-supplies');
    await count('receipt-printer/roll', 299);

    // The host that kept the count is gone; the next one is told it.
    await technician.openActsOf('dispenser');
    await technician.touch('section-status');
    await technician.touch('device-restart');
    await technician.touch('device-restart-confirm');
    await technician.see('[data-testid="device-restart"][data-busy]');
    await page.locator('[data-testid="device-restart"]:not([data-busy])').waitFor({ timeout: 30_000 });
    await technician.touch('tab-supplies');
    await count('dispenser/hopper', 99);
  });

  it('a restart of a driver -> away, back by itself, and in the log under the technician’s code', async () => {
    await technician.touch('tab-devices');
    await technician.touch('device-door');
    await technician.touch('device-restart');
    await technician.touch('device-restart-confirm');
    await technician.see('[data-testid="device-restart"][data-busy]');
    await page.locator('[data-testid="device-restart"]:not([data-busy])').waitFor({ timeout: 15_000 });
    await technician.see('.notice-good');

    await technician.touch('tab-log');
    await technician.touch('log-device');
    await technician.touch('log-device-door');
    await page.locator('[data-event="attendant_opened"]').waitFor({ state: 'detached' });
    await technician.see('[data-event="attendant_act"]');
    await technician.touch('log-level-error');
    await technician.see('[data-event="device_changed"][data-level="error"]');
    await expect.poll(() => page.locator('[data-level="info"]').count()).toBe(0);
  });

  it('the task the resident left -> what is known of it, closed, and the ledgers agree', async () => {
    await technician.touch('tab-tasks');
    await page.locator('[data-task$="_certificate"] button').click();
    await technician.see('.desk-advice');
    await technician.touch('task-close-done_by_hand');
    await page.locator('[data-task]').waitFor({ state: 'detached' });
    await technician.touch('attendant-end');
    await technician.see('[data-screen="welcome"]');
    expect(await compareLedgers(stage)).toEqual([]);
  });
});
