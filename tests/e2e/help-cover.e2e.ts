import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HelpDesk, openHelpDesk } from '../resident/help-desk.ts';
import { callSteps, finishAlone, type HelpedVisit, reachForm } from '../resident/helped-visit.ts';
import {
  callHelper,
  inkAt,
  openHelper,
  proposeValue,
  screenFrames,
  waitForPicture,
} from '../resident/helper.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

describe('what a helper sees of a form, and may propose', () => {
  const person = personNamed('zhang-ceshi');
  let desk: HelpDesk;
  let stage: Stage;
  let visit: HelpedVisit;

  beforeAll(async () => {
    desk = await openHelpDesk();
    stage = await setStage({ helpCalls: { hubUrl: desk.hubUrl, token: desk.token } });
    const page = await stage.openWindow();
    const helper = await openHelper(stage.browser, desk);
    const resident = stage.resident(page, person.personId);
    visit = { resident, person, page, helper, bench: stage.bench };
  });
  afterAll(async () => {
    await stage.close();
    await desk.close();
  });

  it('a number typed where nobody expected one is not in the helper’s picture until that field is allowed', async () => {
    const { resident, page, helper } = visit;
    await reachForm(visit);
    await callHelper(resident, page, helper);
    await resident.touch('help');
    await resident.touch('call-screen');
    await waitForPicture(helper, 'screen');

    await resident.touch('field-residenceAddress');
    await helper.getByTestId('screen-held').waitFor();
    // What was on its way when the keyboard opened arrives with the first digits; each digit more would be a frame.
    const digits = person.card.idNumber.replace('X', '');
    await resident.typeNumberInText(digits.slice(0, 6));
    const before = await screenFrames(helper);
    for (const digit of digits.slice(6)) await resident.touch(`key-${digit}`);
    expect([before > 0, await screenFrames(helper)]).toEqual([true, before]);
    await resident.closeKeyboard();
    await waitForPicture(helper, 'screen');

    const field = page.getByTestId('field-residenceAddress');
    const cover = field.getByTestId('covered');
    await cover.waitFor();
    expect(await inkAt(page, cover, helper)).toBe('flat');
    expect(await page.locator('.fields').textContent()).not.toContain(person.card.idNumber.slice(0, 6));
    expect(await page.locator('.fields').textContent()).not.toContain(person.card.name);

    await resident.touch('allow-residenceAddress');
    await cover.waitFor({ state: 'detached' });
    expect(await inkAt(page, field.locator('span'), helper)).toBe('written');
  });

  it('a value is proposed: what the field would refuse is not asked; refused, nothing changes; accepted, it stands there as if typed', async () => {
    const { resident, page, helper } = visit;
    const address = page.getByTestId('field-residenceAddress');
    const outcome = (name: string) => helper.locator(`[data-outcome="${name}"]`).waitFor();
    await proposeValue(helper, 'mobilePhone', '12345');
    await outcome('not_fitting');
    await proposeValue(helper, 'residenceAddress', person.residenceAddress);
    await resident.touch('proposal-refuse');
    await outcome('refused');
    expect(await address.textContent()).toContain(person.card.idNumber.slice(0, 6));
    await proposeValue(helper, 'residenceAddress', person.residenceAddress);
    await resident.touch('proposal-accept');
    await outcome('accepted');
    await address.getByText(person.residenceAddress).waitFor();
    const offered = await helper.getByTestId('propose-field').locator('option').count();
    // The name and the identity number of the card are nobody's to propose.
    expect(offered).toBe(3);
    await resident.touch('call-hang-up');
    await resident.touch('end-session');
    await resident.touch('end-session-confirm');
  });

  it('a whole call, from the first ring to the receipt -> city, bench and journal agree', async () => {
    const { helper, resident } = visit;
    await helper.getByTestId('free').click();
    await helper.locator('[data-testid="free"][aria-pressed="true"]').waitFor();
    await reachForm(visit);
    for (const { act } of callSteps) await act(visit);
    expect(await finishAlone(visit)).not.toBe('');
    await resident.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });
});
