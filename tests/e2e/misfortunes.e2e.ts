import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../resident/browser.ts';
import { compareLedgers, papersOf } from '../resident/ledgers.ts';
import { pensionContributions, residenceRegistration } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

describe('bad luck', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await setStage({});
    page = await stage.openWindow();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    await stage.city.setConditions({ reachable: true, delayMs: 0 });
    await stage.bench.printer.setPaper({ paper: 'full' });
    await stage.bench.camera.removePicture();
    await stage.bench.card.lift();
    await endSession(page);
    await page.locator('[data-network="online"]').waitFor();
  });

  it('printer out of paper before the receipt -> the number is on the screen, new paper -> one receipt', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await residenceRegistration.fillIn(resident, personNamed('zhang-ceshi'));
    await stage.bench.printer.setPaper({ paper: 'out' });
    await resident.touch('case-submit');
    await page.locator('[data-suspension="printer_out_of_paper"]').waitFor({ timeout: 15_000 });
    const number = await page.getByTestId('acceptance-number').first().getAttribute('data-value');
    expect(number).toMatch(/^[A-Z0-9-]{8,}$/);
    await stage.bench.printer.setPaper({ paper: 'full' });
    await resident.retryUntil('outcome');
    await resident.rate(null);
    expect(await papersOf(stage, number ?? '')).toBe(1);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('paper ends in the middle of the receipt -> told what is safe, new paper -> one whole receipt', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await residenceRegistration.fillIn(resident, personNamed('zhang-ceshi'));
    await stage.bench.printer.endPaperAfter({ lines: 6 });
    await resident.touch('case-submit');
    await page.locator('[data-suspension="printer_out_of_paper"]').waitFor({ timeout: 15_000 });
    await stage.bench.printer.setPaper({ paper: 'full' });
    await resident.retryUntil('outcome');
    const number = await page.getByTestId('acceptance-number').first().getAttribute('data-value');
    await resident.rate(5);
    expect(await papersOf(stage, number ?? '')).toBe(1);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('printer unplugged, the resident leaves -> the case stays accepted, a person has a task, nothing prints twice', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await residenceRegistration.fillIn(resident, personNamed('zhang-ceshi'));
    await stage.bench.device.unplug({ device: 'receipt-printer' });
    await resident.touch('case-submit');
    await page.locator('[data-suspension="printer_away"]').waitFor({ timeout: 15_000 });
    await resident.touch('delivery-leave');
    await resident.waitFor('outcome');
    await resident.rate(3);
    await stage.bench.device.plug({ device: 'receipt-printer' });
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it("another person's page under the camera -> both values side by side", async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await residenceRegistration.reachMaterial(resident, personNamed('zhang-ceshi'));
    expect(await resident.showMaterial('household-li-shili')).toBe('mismatch');
    await resident.touch('material-retake');
    expect(await resident.showMaterial('household-zhang-ceshi-blurred')).toBe('cannot_read');
    await resident.touch('material-retake');
    expect(await resident.showMaterial('household-zhang-ceshi')).toBe('match');
  });

  it('city away -> items that need it are closed before anything is typed, the other is taken and sent once', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.walkUp();
    await resident.identifyByCard();
    await stage.city.setConditions({ reachable: false, delayMs: 0 });
    await page
      .locator(`[data-testid="item-${pensionContributions.itemCode}"]:disabled`)
      .waitFor({ timeout: 20_000 });
    await residenceRegistration.fillInFromItemList(resident, personNamed('zhang-ceshi'));
    await resident.touch('case-submit');
    await resident.waitFor('outcome');
    await page.locator('[data-acceptance="waiting_for_network"]').first().waitFor();
    await resident.rate(null);
    await stage.city.setConditions({ reachable: true, delayMs: 0 });
    expect(await compareLedgers(stage)).toEqual([]);
    const accepted = (await stage.city.readLedger()).filter((entry) => entry.type === 'case_accepted');
    expect(new Set(accepted.map((entry) => entry.caseId)).size).toBe(accepted.length);
  });

  it('core killed while the city is answering -> back within 3 s, accepted once, the same person goes on', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await residenceRegistration.fillIn(resident, personNamed('zhang-ceshi'));
    await stage.city.setConditions({ reachable: true, delayMs: 700 });
    await resident.touch('case-submit');
    await resident.waitFor('submitting');
    const pid = stage.stack.corePid();
    process.kill(pid, 'SIGKILL');
    await stage.stack.nextCoreReady(pid);
    await resident.waitFor('interrupted');
    await stage.city.setConditions({ reachable: true, delayMs: 0 });
    await resident.touch('interrupted-identify');
    await resident.identifyByCard('resumable');
    await page.getByTestId('acceptance-number').first().waitFor({ timeout: 20_000 });
    await resident.touch('case-resume');
    await resident.waitFor('outcome');
    expect(await compareLedgers(stage)).toEqual([]);
  });
});
