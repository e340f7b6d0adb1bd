import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HelpDesk, openHelpDesk } from '../resident/help-desk.ts';
import { callHelper, inkAt, openHelper, waitForPicture } from '../resident/helper.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import type { Resident } from '../resident/resident.ts';
import { residenceRegistration } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

describe('what a helper sees of a form, and may propose', () => {
  const person = personNamed('zhang-ceshi');
  let desk: HelpDesk;
  let stage: Stage;
  let page: Page;
  let helper: Page;
  let resident: Resident;

  beforeAll(async () => {
    desk = await openHelpDesk();
    stage = await setStage({ helpCalls: { hubUrl: desk.hubUrl, token: desk.token } });
    page = await stage.openWindow();
    resident = stage.resident(page, person.personId);
    helper = await openHelper(stage.browser, desk);
  });
  afterAll(async () => {
    await stage.close();
    await desk.close();
  });

  it('a number typed where nobody expected one is drawn nowhere in the helper’s picture until that field is allowed', async () => {
    await resident.walkUp();
    await resident.identifyByCard();
    await resident.choose(residenceRegistration.itemCode, 'form');
    await callHelper(resident, page, helper);
    await resident.touch('help');
    await resident.touch('call-screen');
    await waitForPicture(helper, 'screen');

    await resident.touch('field-residenceAddress');
    await helper.getByTestId('screen-held').waitFor();
    await resident.typeNumberInText(person.card.idNumber.replace('X', ''));
    await resident.closeKeyboard();
    await waitForPicture(helper, 'screen');

    const box = page.getByTestId('field-residenceAddress').locator('span');
    const cover = page.getByTestId('field-residenceAddress').getByTestId('covered');
    await cover.waitFor();
    expect(await inkAt(page, cover, helper)).toBe('flat');
    expect(await page.getByTestId('field-idNumber').innerText()).not.toContain(person.card.idNumber.slice(-4));

    await resident.touch('allow-residenceAddress');
    await cover.waitFor({ state: 'detached' });
    expect(await inkAt(page, box, helper)).toBe('written');
  });
});
