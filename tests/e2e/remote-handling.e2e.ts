import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleUser } from '../resident/console-user.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import type { Resident } from '../resident/resident.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';
import {
  clerk,
  company,
  handInForOfficer,
  lookUpResult,
  remoteHandlingCode,
} from '../resident/tax-visits.ts';

const patienceMs = 30_000;

/** A clerk at the kiosk and an officer at the console, each in a browser of their own. */
describe('handled from afar', () => {
  let stage: Stage;
  let page: Page;
  let resident: Resident;
  let admin: ConsoleUser;
  let officer: ConsoleUser;

  beforeAll(async () => {
    stage = await setStage({ fleet: true });
    page = await stage.openWindow();
    resident = stage.resident(page, clerk, { patienceMs });
    admin = await ConsoleUser.admin(stage.browser, stage.stack.fleet);
    const oneTime = await admin.addUser('wang.er', 'officer');
    const url = stage.stack.fleet?.consoleUrl ?? '';
    officer = await ConsoleUser.signIn(stage.browser, url, 'wang.er', oneTime);
  });
  afterAll(() => stage.close());

  async function handIn(): Promise<void> {
    await resident.walkUp();
    await resident.identifyForCompany(company);
    await handInForOfficer(resident);
  }
  const decision = (state: string) =>
    page.locator(`[data-decision="${state}"]`).waitFor({ timeout: patienceMs });

  it('accepted while the clerk waits -> shown at once and on the receipt; the officer saw one PDF of everything', async () => {
    await handIn();
    const row = await officer.nextCase();
    const pdf = await PDFDocument.load(await officer.openDocument(row));
    expect(pdf.getPageCount()).toBe(3);
    expect(await officer.page.locator('[data-terminal]').count()).toBe(0);
    await officer.accept(row);
    await decision('approved');
    expect(await resident.collect()).not.toBe('');
    const { printer } = await stage.bench.readState();
    expect(printer.papers.length).toBeGreaterThan(0);
    await resident.rate(5);
    await officer.page.locator('[data-case]').waitFor({ state: 'detached', timeout: patienceMs });
  });

  it('the clerk does not wait, and the officer returns it -> told on the next visit, with the reason and what to do', async () => {
    await handIn();
    await resident.touch('review-leave');
    await decision('later');
    await resident.collect();
    await resident.rate(null);
    const row = await officer.nextCase();
    await officer.giveBack(row, 'picture_unclear', '身份证反光');
    await resident.walkUp();
    await resident.identifyForCompany(company);
    const accepted = (await stage.city.readLedger()).filter(
      (entry) => entry.type === 'case_accepted' && entry.itemCode === remoteHandlingCode,
    );
    const last = accepted.at(-1);
    if (last?.type !== 'case_accepted') throw new Error('the city accepted nothing');
    await lookUpResult(resident, last.caseId);
    await decision('returned');
    const told = await page.locator('[data-decision="returned"]').textContent();
    for (const words of [last.acceptanceNumber, '照片看不清楚', '身份证反光']) expect(told).toContain(words);
    await resident.rate(null);
    expect(await compareLedgers(stage)).toEqual([]);
  });

  it('who decided what is in the log of the server, and nothing of the people and papers', () => {
    const log = readFileSync(join(stage.stack.directory, 'logs', 'fleet.log'), 'utf8');
    expect(log).toMatch(/"case_decided".*"verdict":"accepted".*"by":"wang.er"/);
    expect(log).toMatch(/"case_decided".*"verdict":"returned".*"by":"wang.er"/);
    const { card } = personNamed(clerk);
    for (const secret of [card.name, card.idNumber, '示例测试科技', '身份证反光'])
      expect(log).not.toContain(secret);
  });
});
