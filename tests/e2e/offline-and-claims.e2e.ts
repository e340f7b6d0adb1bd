import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../resident/browser.ts';
import { compareLedgers, papersOf } from '../resident/ledgers.ts';
import { residenceRegistration, seniorCard } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

describe('when not everything goes as it should', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await setStage({ everyDevice: true });
    page = await stage.openWindow();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    await stage.city.setConditions({ reachable: true, delayMs: 0, decisionMs: 0 });
    await stage.bench.printer.setPaper({ paper: 'full' });
    await stage.bench.camera.removePicture();
    await stage.bench.card.lift();
    await endSession(page);
    await page.locator('[data-network="online"]').waitFor();
  });

  const claimCode = () => page.getByTestId('claim-code').first().getAttribute('data-value');
  const ledgerTypes = async () => (await stage.city.readLedger()).map(({ type }) => type);

  it('network away -> an honest receipt, rated, sent once when it is back, and a text tells the result', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.walkUp();
    await resident.identifyByCard();
    await stage.city.setConditions({ reachable: false, delayMs: 0 });
    await page.locator('[data-network="offline"]').waitFor();
    await residenceRegistration.fillInFromItemList(resident, personNamed('zhang-ceshi'));
    await resident.touch('case-submit');
    await resident.waitFor('outcome');
    await page.getByText('已收下，尚未受理').first().waitFor();
    await page.getByText('怎样知道结果').first().waitFor();
    await resident.rate(4);
    await stage.city.setConditions({ reachable: true, delayMs: 0 });
    await expect.poll(ledgerTypes, { timeout: 20_000 }).toContain('applicant_notified');
    await expect.poll(ledgerTypes, { timeout: 20_000 }).toContain('case_rated');
    const types = await ledgerTypes();
    expect(types.indexOf('case_rated')).toBeGreaterThan(types.indexOf('case_accepted'));
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('old enough -> approved on the spot with reasons, the card, the A4 certificate and the receipt come out', async () => {
    const resident = stage.resident(page, 'wang-yangben');
    await seniorCard.fillIn(resident, personNamed('wang-yangben'));
    await resident.touch('case-submit');
    await page.locator('[data-decision="approved"]').first().waitFor({ timeout: 20_000 });
    await resident.waitFor('outcome');
    const number = await page.getByTestId('acceptance-number').first().getAttribute('data-value');
    await stage.bench.dispenser.take();
    await stage.bench.documentPrinter.takeSheets();
    await resident.rate(5);
    expect(await papersOf(stage, number ?? '')).toBe(1);
    const out = (await stage.bench.readLedger()).map(({ type }) => type);
    expect(out.filter((type) => type === 'item_dispensed')).toHaveLength(1);
    expect(out.filter((type) => type === 'sheets_out')).toHaveLength(1);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('rules that take their time, then say no -> the reasons on the screen and on the receipt, and no card', async () => {
    await stage.city.setConditions({ reachable: true, delayMs: 0, decisionMs: 1500 });
    const before = (await stage.bench.readLedger()).filter(({ type }) => type === 'item_dispensed').length;
    const resident = stage.resident(page, 'zhang-ceshi');
    await seniorCard.fillIn(resident, personNamed('zhang-ceshi'));
    await resident.touch('case-submit');
    await page.locator('[data-decision="refused"]').first().waitFor({ timeout: 20_000 });
    await resident.waitFor('outcome');
    await page.getByText('年满65周岁后可以申领').first().waitFor();
    await resident.rate(null);
    const after = (await stage.bench.readLedger()).filter(({ type }) => type === 'item_dispensed').length;
    expect(after).toBe(before);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('a card left at the gate -> taken back after the resident has gone, and somebody has the task', async () => {
    const resident = stage.resident(page, 'wang-yangben');
    await seniorCard.fillIn(resident, personNamed('wang-yangben'));
    await resident.touch('case-submit');
    await resident.waitFor('outcome');
    await resident.rate(null);
    const captured = async () =>
      (await stage.bench.readLedger()).filter(({ type }) => type === 'item_captured').length;
    await expect.poll(captured, { timeout: 20_000 }).toBe(1);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('printer dead -> the claim code stands large on the screen, and nothing comes out for the next resident', async () => {
    const resident = stage.resident(page, 'zhang-ceshi');
    await residenceRegistration.fillIn(resident, personNamed('zhang-ceshi'));
    const papers = (await stage.bench.readState()).printer.papers.length;
    await stage.bench.printer.endPaperAfter({ lines: 6 });
    await resident.touch('case-submit');
    await page.locator('[data-suspension="printer_out_of_paper"]').waitFor({ timeout: 15_000 });
    await resident.touch('delivery-leave');
    await resident.waitFor('outcome');
    await page.getByTestId('claim-code').first().waitFor({ timeout: 20_000 });
    expect(await claimCode()).toMatch(/^\d{10}$/);
    await page.getByText('请记下或拍下这个凭码').first().waitFor();
    const number = await page.getByTestId('acceptance-number').first().getAttribute('data-value');
    await resident.rate(null);
    await stage.bench.printer.setPaper({ paper: 'full' });
    // The remnant is cut off; nothing whole of this resident is in the slot afterwards.
    await expect
      .poll(async () => (await stage.bench.readState()).printer.papers.length, { timeout: 20_000 })
      .toBeGreaterThan(papers);
    expect(await papersOf(stage, number ?? '')).toBe(0);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('core killed in the middle -> only the same person, by card or by 随申码, is offered the case and goes on', async () => {
    const zhang = stage.resident(page, 'zhang-ceshi');
    await residenceRegistration.fillIn(zhang, personNamed('zhang-ceshi'));
    await stage.city.setConditions({ reachable: true, delayMs: 700 });
    await zhang.touch('case-submit');
    await zhang.waitFor('submitting');
    const pid = stage.stack.corePid();
    process.kill(pid, 'SIGKILL');
    await stage.stack.nextCoreReady(pid);
    await zhang.waitFor('interrupted');
    await stage.city.setConditions({ reachable: true, delayMs: 0 });
    expect(await page.getByTestId('acceptance-number').count()).toBe(0);

    const other = stage.resident(page, 'wang-yangben');
    await other.touch('interrupted-identify');
    await other.waitFor('identification');
    await other.identifyByCard();
    expect(await page.getByTestId('case-resume').count()).toBe(0);
    await endSession(page);

    await zhang.walkUp();
    await zhang.identifyByCityCode('resumable');
    await page.locator('[data-acceptance="accepted"], [data-testid="acceptance-number"]').first().waitFor();
    await zhang.touch('case-resume');
    await zhang.waitFor('outcome');
    const number = await page.getByTestId('acceptance-number').first().getAttribute('data-value');
    expect(await papersOf(stage, number ?? '')).toBe(1);
    await zhang.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });
});
