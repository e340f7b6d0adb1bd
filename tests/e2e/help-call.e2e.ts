import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCoturn } from '../resident/coturn.ts';
import { type HelpDesk, openHelpDesk } from '../resident/help-desk.ts';
import { openHelper, waitForPicture } from '../resident/helper.ts';
import type { Resident } from '../resident/resident.ts';
import { type Stage, setStage } from '../resident/stage.ts';

describe('a call through a relay', () => {
  it('no direct way is allowed -> voice and pictures come through the relay, whose password was made for this call', async () => {
    const coturn = await startCoturn('secret of a test relay');
    const desk = await openHelpDesk(coturn.relay);
    const stage = await setStage({ helpCalls: { hubUrl: desk.hubUrl, token: desk.token } });
    try {
      const page = await stage.openWindow();
      const resident = stage.resident(page, 'zhang-ceshi');
      const helper = await openHelper(stage.browser, desk);
      await resident.touch('help');
      await resident.touch('call-ring');
      await helper.getByTestId('accept').click();
      await page.getByTestId('call-bar').waitFor();
      await resident.touch('call-camera');
      await waitForPicture(helper, 'camera');
      expect(coturn.places()).toBeGreaterThanOrEqual(2);
      await resident.touch('call-hang-up');
      await helper.getByTestId('call-room').waitFor({ state: 'detached' });
    } finally {
      await stage.close();
      await desk.close();
      await coturn.stop();
    }
  });
});

describe('a call to a helper', () => {
  let desk: HelpDesk;
  let stage: Stage;
  let page: Page;
  let helper: Page;
  let resident: Resident;

  beforeAll(async () => {
    desk = await openHelpDesk();
    stage = await setStage({ helpCalls: { hubUrl: desk.hubUrl, token: desk.token } });
    page = await stage.openWindow();
    resident = stage.resident(page, 'zhang-ceshi');
  });
  afterAll(async () => {
    await stage.close();
    await desk.close();
  });

  it('no helper is there -> the answers come at once, with the reason', async () => {
    await resident.waitFor('welcome');
    await resident.touch('help');
    await resident.touch('call-ring');
    await page.getByText('现在没有空闲的工作人员').waitFor();
    await page.getByTestId('help-question-how-to-begin').waitFor();
  });

  it('the resident leaves a number instead -> helpers find it with place and item, call, and erase it', async () => {
    await resident.touch('call-number');
    for (const digit of '1390000000') await resident.touch(`key-${digit}`);
    await resident.closeKeyboard();
    await page.locator('.field-problem').waitFor();
    await resident.touch('key-1');
    await resident.closeKeyboard();
    await page.getByText('号码记下了').waitFor();
    helper = await openHelper(stage.browser, desk);
    await helper.getByTestId('call-back').getByText('13900000001').waitFor();
    await helper.getByTestId('call-back-called').click();
    await helper.locator('[data-testid="call-back"][data-called="true"]').waitFor();
    await helper.getByTestId('call-back-done').click();
    await helper.getByTestId('call-back').waitFor({ state: 'detached' });
  });

  it('a helper answers, sees nothing, then the camera, then the screen; points; proposes; cannot act', async () => {
    await resident.touch('call-ring');
    await helper.getByTestId('accept').click();
    await page.getByTestId('call-bar').waitFor();
    await helper.getByTestId('screen-closed').waitFor();
    await helper.getByTestId('camera-closed').waitFor();

    await resident.touch('call-camera');
    await waitForPicture(helper, 'camera');
    await resident.touch('call-camera');
    await helper.getByTestId('camera-closed').waitFor();

    await resident.touch('call-screen');
    await waitForPicture(helper, 'screen');
    await helper.getByTestId('screen').hover();
    await page.getByTestId('call-pointer').waitFor();
    const before = await page.locator('.kiosk').first().getAttribute('data-screen');
    await helper.getByTestId('screen').click();
    await page.getByTestId('call-highlight').waitFor();
    expect(await page.locator('.kiosk').first().getAttribute('data-screen')).toBe(before);
    await resident.touch('call-screen');
    await page.getByTestId('call-pointer').waitFor({ state: 'detached' });

    await helper.getByTestId('propose-how-to-begin').click();
    await resident.touch('proposal-accept');
    await page.getByTestId('help-answer').waitFor();
    await helper.getByTestId('answered').waitFor();
    expect(await page.locator('[data-screen="welcome"]').count()).toBeGreaterThan(0);

    await resident.touch('call-hang-up');
    await helper.getByTestId('call-room').waitFor({ state: 'detached' });
    await page.getByTestId('call-bar').waitFor({ state: 'detached' });
  });
});
