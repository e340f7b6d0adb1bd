import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { landscape } from '../resident/browser.ts';
import { type Stage, setStage } from '../resident/stage.ts';

describe('help when nobody is free', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await setStage({});
  });
  afterAll(() => stage.close());
  afterEach(() => page.close());

  it('asked by pinyin before anything -> the answer is read, and its item stands open after the card', async () => {
    page = await stage.openWindow();
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.waitFor('welcome');
    await resident.touch('help');
    await resident.touch('help-ask');
    for (const letter of 'juzhudengj') await resident.touch(`key-${letter}`);
    await resident.touch('help-question-residence-who');
    expect(await page.getByTestId('help-answer').textContent()).toContain('现在不住在户口地址');
    await resident.touch('help-follow');
    await resident.waitFor('identification');
    await resident.identifyByCard('form');
    expect(await page.locator('.stage').textContent()).toContain('您现在住在哪里');
  });

  it('asked over a form -> what was filled in is still there; the question is in no log and not on the next screen', async () => {
    page = await stage.openWindow(landscape);
    const resident = stage.resident(page, 'zhang-ceshi');
    // The window of the resident before was closed in the middle of a form.
    await resident.waitFor('form');
    await resident.touch('end-session');
    await resident.touch('end-session-confirm');
    await resident.walkUp();
    await resident.identifyByCard();
    await resident.choose('312000083000', 'form');
    await resident.typeDigits('mobilePhone', '13900000001');
    await resident.closeKeyboard();
    await resident.touch('help');
    await page.getByTestId('help-question-residence-address').waitFor();
    await resident.touch('help-ask');
    for (const letter of 'xkqzvw') await resident.touch(`key-${letter}`);
    await resident.touch('help-back');
    await page.getByTestId('help-nothing').waitFor();
    expect(await page.getByTestId('help-call').textContent()).toMatch(/\d{3}/);
    await resident.touch('help');
    await page.getByTestId('help-screen').waitFor({ state: 'detached' });
    expect(await page.locator('.stage').textContent()).toContain('13900000001');
    await resident.touch('help');
    await page.getByTestId('help-ask').waitFor();
    expect(await page.content()).not.toContain('xkqzvw');
    await resident.touch('end-session');
    await resident.touch('end-session-confirm');
    await resident.waitFor('welcome');
    expect(await page.getByTestId('help-screen').count()).toBe(0);
    const directory = join(stage.stack.directory, 'logs');
    const logs = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
    expect(logs.join('')).toContain('session_ended');
    expect(logs.some((log) => log.includes('xkqz'))).toBe(false);
  });
});
