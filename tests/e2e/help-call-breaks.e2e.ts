import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../resident/browser.ts';
import { type HelpDesk, openHelpDesk } from '../resident/help-desk.ts';
import { openHelper, waitForPicture } from '../resident/helper.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import type { Resident } from '../resident/resident.ts';
import { residenceRegistration } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

describe('a call breaks off', () => {
  const person = personNamed('zhang-ceshi');
  let desk: HelpDesk;
  let stage: Stage;
  let helperBrowser: Browser;
  let page: Page;
  let resident: Resident;

  beforeAll(async () => {
    desk = await openHelpDesk();
    stage = await setStage({ helpCalls: { hubUrl: desk.hubUrl, token: desk.token } });
    page = await stage.openWindow();
    resident = stage.resident(page, person.personId);
  });
  afterAll(async () => {
    await helperBrowser.close();
    await stage.close();
    await desk.close();
  });

  async function callOver(): Promise<Page> {
    helperBrowser = await launchChromium('invented');
    const helper = await openHelper(helperBrowser, desk);
    await resident.touch('help');
    await resident.touch('call-ring');
    await helper.getByTestId('accept').click();
    await page.getByTestId('call-bar').waitFor();
    await resident.touch('call-camera');
    await waitForPicture(helper, 'camera');
    return helper;
  }

  it('the helper’s browser crashes -> the call is over, everything filled in stands, and the case is accepted', async () => {
    await residenceRegistration.fillIn(resident, person);
    await callOver();
    const crashing = await helperBrowser.newBrowserCDPSession();
    // Its own answer dies with it.
    crashing.send('Browser.crash').catch(() => {});
    await page.getByTestId('call-bar').waitFor({ state: 'detached' });
    await resident.touch('help');
    await resident.submitAndCollect();
    await resident.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('the core is killed while the city is answering -> the helper is told, and the same person goes on', async () => {
    await residenceRegistration.fillIn(resident, person);
    const helper = await callOver();
    await resident.touch('help');
    await stage.city.setConditions({ reachable: true, delayMs: 700 });
    await resident.touch('case-submit');
    await resident.waitFor('submitting');
    const pid = stage.stack.corePid();
    process.kill(pid, 'SIGKILL');
    await stage.stack.nextCoreReady(pid);
    await helper.getByTestId('call-room').waitFor({ state: 'detached' });
    await resident.waitFor('interrupted');
    await stage.city.setConditions({ reachable: true, delayMs: 0 });
    await resident.touch('interrupted-identify');
    await resident.identifyByCard('resumable');
    await page.getByTestId('acceptance-number').first().waitFor({ timeout: 20_000 });
    await resident.touch('case-resume');
    await resident.waitFor('outcome');
    expect(await page.getByTestId('call-bar').count()).toBe(0);
    expect(await compareLedgers(stage)).toEqual([]);
  });
});
