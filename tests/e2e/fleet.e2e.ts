import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, signInFirst } from '../resident/console.ts';
import { visits } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

const patienceMs = 30_000;
const ownPassword = 'horses and staples';

/** What an admin sees from afar of one terminal, its devices on the bench, and its end. */
describe('the fleet console', () => {
  let stage: Stage;
  let desk: Page;
  const state = (name: string) => desk.locator(`[data-terminal="DEMO-0001"] [data-state="${name}"]`);
  const see = (name: string) => state(name).waitFor({ timeout: patienceMs });

  /** A machine that is busy with other things may have lost the city for a moment, which is a warning and no fault. */
  const faultGone = () => state('fault').waitFor({ state: 'detached', timeout: patienceMs });

  beforeAll(async () => {
    stage = await setStage({ fleet: true });
    desk = await stage.browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  });
  afterAll(() => stage.close());

  const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

  /** Added by the admin at the desk, and in with a password of their own. */
  async function enterAs(userName: string, { role, district }: { role: string; district: string }) {
    await desk.getByTestId('new-user').fill(userName);
    const form = desk.locator('form').filter({ has: desk.getByTestId('new-user') });
    await form.locator('[name="role"]').selectOption(role);
    await form.locator('[name="district"]').fill(district);
    await desk.getByTestId('add-user').click();
    const told = desk.locator('p').filter({ hasText: userName }).getByTestId('one-time');
    const oneTimePassword = (await told.textContent({ timeout: patienceMs })) ?? '';
    const context = await stage.browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(stage.stack.fleet?.consoleUrl ?? '');
    await signInFirst(page, { userName, oneTimePassword }, ownPassword);
    return [context, page] as const;
  }

  it('wrong password -> told so; the one-time password -> opens only the choice of one’s own', async () => {
    const { fleet } = stage.stack;
    if (!fleet?.admin) throw new Error('the fleet told no one-time password');
    await desk.goto(fleet.consoleUrl);
    await signIn(desk, 'admin', 'certainly not this');
    await desk.getByTestId('problem').waitFor({ timeout: patienceMs });
    await signIn(desk, 'admin', fleet.admin.oneTimePassword);
    await desk.locator('[name="newPassword"]').waitFor({ timeout: patienceMs });
    expect(await desk.locator('table').count()).toBe(0);
    await desk.reload();
    await desk.locator('[name="newPassword"]').fill(ownPassword);
    await desk.locator('[name="password"]').fill(fleet.admin.oneTimePassword);
    await desk.locator('[type="submit"]').click();
    await desk.getByTestId('signed-in').waitFor({ timeout: patienceMs });
  });

  it('a terminal that has enrolled is there, named, and in order; its key is its own', async () => {
    await see('ok');
    await expect.poll(() => desk.getByRole('link', { name: '1 号自助终端' }).count()).toBe(1);
    const mode = (name: string) => statSync(join(stage.stack.dataDirectory, 'fleet', name)).mode & 0o777;
    expect(mode('terminal.key')).toBe(0o600);
    expect(mode('.')).toBe(0o700);
  });

  it('the map shows it with its state, and its mark opens it from the keyboard', async () => {
    await desk.getByTestId('tab-map').click();
    const mark = desk.locator('a.plan-mark[data-terminal="DEMO-0001"]');
    await mark.locator('[data-state="ok"]').waitFor({ timeout: patienceMs });
    await desk.getByTestId('tab-cases').focus();
    for (let tabs = 0; tabs < 20 && !(await isFocused(mark)); tabs += 1) await desk.keyboard.press('Tab');
    await desk.keyboard.press('Enter');
    await desk.locator('[data-device="receipt-printer"]').waitFor({ timeout: patienceMs });
  });

  it('a terminal of another district -> its helper does not see it and is told why when opening it', async () => {
    await desk.locator('[name="district"]').fill('东区');
    await desk.getByTestId('set-district').click();
    await desk.getByText('东区').first().waitFor({ timeout: patienceMs });
    await desk.getByTestId('all-terminals').click();
    const [context, helper] = await enterAs('helper.west', { role: 'helper', district: '西区' });
    expect(await helper.locator('[data-terminal]').count()).toBe(0);
    await helper.goto(`${stage.stack.fleet?.consoleUrl}#/terminals/DEMO-0001`);
    await expect
      .poll(() => helper.getByTestId('no-terminal').textContent(), { timeout: patienceMs })
      .toContain('another district');
    await context.close();
  });

  it('a resident has a case done -> counted by item and hour, and nothing of the person', async () => {
    const visit = visits.find(({ kind }) => kind === 'query');
    if (!visit) throw new Error('there is no visit to play');
    const page = await stage.openWindow();
    const person = personNamed(visit.personId);
    await visit.prepare(stage.bench, stage.city);
    const resident = stage.resident(page, visit.personId);
    await visit.play(resident, person);
    await resident.rate(visit.rating);
    await page.context().close();
    await desk.getByTestId('tab-cases').click();
    const ofItem = desk.locator(`[data-item="${visit.itemCode}"]`);
    const count = (kind: string) => ofItem.locator(`[data-count="${kind}"]`).textContent();
    await ofItem.locator('[data-count="finished"]', { hasText: '1' }).waitFor({ timeout: patienceMs });
    expect(await count('begun')).toBe('1');
    expect(await desk.locator('main').textContent()).not.toContain(person.card.name);
    await desk.getByTestId('tab-list').click();
  });

  it('the admin adds a viewer -> who chooses a password, sees the terminal and finds no way to change anything', async () => {
    const [context, viewer] = await enterAs('li.yi', { role: 'viewer', district: '' });
    await viewer.locator('[data-terminal="DEMO-0001"]').waitFor({ timeout: patienceMs });
    expect(await viewer.locator('form').count()).toBe(0);
    await viewer.goto(`${stage.stack.fleet?.consoleUrl}desk/`);
    await viewer.locator('[data-line="lost"]').waitFor({ timeout: patienceMs });
    await context.close();
  });

  it('a resident asks for help -> it rings at the help desk of who is signed in, and is answered', async () => {
    await desk.context().grantPermissions(['camera', 'microphone']);
    const opened = desk.context().waitForEvent('page');
    await desk.getByTestId('help-desk').click();
    const helpDesk = await opened;
    await helpDesk.locator('[data-line="open"]').waitFor({ timeout: patienceMs });
    await helpDesk.getByTestId('free').click();
    await helpDesk.locator('[data-testid="free"][aria-pressed="true"]').waitFor();
    const page = await stage.openWindow();
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.touch('help');
    await resident.touch('call-ring');
    await expect.poll(() => helpDesk.locator('main').textContent()).toContain('DEMO-0001');
    await helpDesk.getByTestId('accept').click();
    await page.getByTestId('call-bar').waitFor({ timeout: patienceMs });
    await resident.touch('call-hang-up');
    await helpDesk.getByTestId('call-room').waitFor({ state: 'detached', timeout: patienceMs });
    await page.context().close();
    await helpDesk.close();
  });

  it('slip printer unplugged -> a fault with its name within seconds; plugged in -> no fault any more', async () => {
    await stage.bench.device.unplug({ device: 'receipt-printer' });
    await see('fault');
    expect(await desk.locator('[data-terminal="DEMO-0001"]').textContent()).toContain('凭条打印机');
    await desk.getByRole('link', { name: '1 号自助终端' }).click();
    await desk
      .locator('[data-device="receipt-printer"]:not([data-device-state="online"])')
      .waitFor({ timeout: patienceMs });
    await stage.bench.device.plug({ device: 'receipt-printer' });
    await desk
      .locator('[data-device="receipt-printer"][data-device-state="online"]')
      .waitFor({ timeout: patienceMs });
    await faultGone();
  });

  it('the page in English says it in English', async () => {
    await desk.getByTestId('language').click();
    await expect.poll(() => desk.locator('h1').textContent()).toBe('Terminal 1');
    await desk.getByTestId('all-terminals').click();
  });

  it('the core is killed -> told, and no fault any more after it was restarted', async () => {
    const before = stage.stack.corePid();
    const told = see('fault');
    process.kill(before, 'SIGKILL');
    await told;
    await stage.stack.nextCoreReady(before);
    await faultGone();
  });

  it('the terminal is killed as a whole -> unreachable, and what it said last is called so', async () => {
    const { shellPid } = stage.stack;
    if (shellPid === undefined) throw new Error('the terminal has no shell');
    // Its children notice that the shell is gone and end as well, without a word to the fleet.
    process.kill(shellPid, 'SIGKILL');
    await see('unreachable');
    await desk.locator('[data-terminal="DEMO-0001"] a').click();
    await expect
      .poll(() => desk.locator('[data-terminal="DEMO-0001"]').textContent())
      .toContain('what it said last');
  });
});
