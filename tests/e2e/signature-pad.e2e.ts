import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../resident/browser.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { residenceRegistration } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

const person = 'zhang-ceshi';

/** Share of a canvas that carries ink, by a coarse look. */
function inkOn(page: Page, testId: string): Promise<number> {
  return page.getByTestId(testId).evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let inked = 0;
    for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) > 0) inked += 1;
    return inked / (canvas.width * canvas.height);
  });
}

async function drawOn(page: Page, testId: string, from: number, to: number): Promise<void> {
  const field = page.getByTestId(testId);
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  if (!box) throw new Error('there is no field to write on');
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(from, 0.4));
  await page.mouse.down();
  await page.mouse.move(...at((from + to) / 2, 0.7), { steps: 6 });
  await page.mouse.move(...at(to, 0.3), { steps: 6 });
  await page.mouse.up();
}

describe('signing on a pad', () => {
  let stage: Stage;
  let kiosk: Page;
  let benchPage: Page;

  beforeAll(async () => {
    stage = await setStage({ line: 'usb' });
    kiosk = await stage.openWindow();
    benchPage = await stage.browser.newPage({ viewport: { width: 1600, height: 1200 } });
    await benchPage.goto(stage.stack.benchControlUrl);
    await benchPage.getByTestId('bench-signature').waitFor();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    await stage.bench.device.plug({ device: 'signature-pad' });
    await stage.bench.camera.removePicture();
    await stage.bench.card.lift();
    await endSession(kiosk);
  });

  async function reachSignature() {
    const resident = stage.resident(kiosk, person);
    await residenceRegistration.reachMaterial(resident, personNamed(person));
    await resident.showMaterial(`household-${person}`);
    await resident.acceptMaterial('signature');
    await kiosk.locator('[data-signing-on="pad"]').waitFor();
    await benchPage.locator('canvas.signature:not(.is-dark)').waitFor();
    return resident;
  }

  it('written with the mouse on the bench -> drawn along; started over -> both are blank; signed -> accepted', async () => {
    const resident = await reachSignature();
    await drawOn(benchPage, 'bench-signature', 0.1, 0.5);
    await expect.poll(() => inkOn(kiosk, 'signature-pad')).toBeGreaterThan(0.001);
    await kiosk.getByTestId('signature-clear').click();
    await expect.poll(() => inkOn(kiosk, 'signature-pad')).toBe(0);
    await expect.poll(() => inkOn(benchPage, 'bench-signature')).toBe(0);
    expect(await kiosk.getByTestId('signature-submit').isDisabled()).toBe(true);
    await drawOn(benchPage, 'bench-signature', 0.2, 0.8);
    await kiosk.locator('[data-testid="signature-submit"]:enabled').click();
    await resident.submitAndCollect();
    await expect.poll(() => inkOn(benchPage, 'bench-signature')).toBe(0);
    await resident.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('the pad is pulled in the middle -> the ink stays, the finger goes on, and the case is accepted', async () => {
    const resident = await reachSignature();
    await drawOn(benchPage, 'bench-signature', 0.1, 0.4);
    await expect.poll(() => inkOn(kiosk, 'signature-pad')).toBeGreaterThan(0.001);
    await stage.bench.device.unplug({ device: 'signature-pad' });
    await kiosk.locator('[data-signing-on="screen"]').waitFor({ timeout: 20_000 });
    const before = await inkOn(kiosk, 'signature-pad');
    expect(before).toBeGreaterThan(0.001);
    await drawOn(kiosk, 'signature-pad', 0.5, 0.9);
    expect(await inkOn(kiosk, 'signature-pad')).toBeGreaterThan(before * 1.5);
    await kiosk.getByTestId('signature-submit').click();
    await resident.submitAndCollect();
    await resident.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('a page laid badly -> one sentence says what to better, and the shutter works all the same', async () => {
    const resident = stage.resident(kiosk, person);
    await residenceRegistration.reachMaterial(resident, personNamed(person));
    await kiosk.locator('[data-hint="no_page"]').waitFor();
    await stage.bench.camera.layPicture({ pictureId: `household-${person}-blurred` });
    await kiosk.locator('[data-hint="blurred"]').waitFor();
    expect(await kiosk.getByTestId('material-capture').isEnabled()).toBe(true);
    await stage.bench.camera.layPicture({ pictureId: `household-${person}` });
    await kiosk.locator('.camera-hint:not([data-hint])').waitFor({ state: 'attached' });
  });
});
