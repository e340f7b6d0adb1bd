import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, setStage } from '../resident/stage.ts';

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

  async function signIn(password: string) {
    await desk.locator('[name="userName"]').fill('admin');
    await desk.locator('[name="password"]').fill(password);
    await desk.locator('[type="submit"]').click();
  }

  it('wrong password -> told so; the one-time password -> opens only the choice of one’s own', async () => {
    const { fleet } = stage.stack;
    if (!fleet?.admin) throw new Error('the fleet told no one-time password');
    await desk.goto(fleet.consoleUrl);
    await signIn('certainly not this');
    await desk.getByTestId('problem').waitFor({ timeout: patienceMs });
    await signIn(fleet.admin.oneTimePassword);
    await desk.locator('[name="newPassword"]').waitFor({ timeout: patienceMs });
    expect(await desk.locator('table').count()).toBe(0);
    await desk.locator('[name="password"]').fill(fleet.admin.oneTimePassword);
    await desk.locator('[name="newPassword"]').fill(ownPassword);
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

  it('the admin adds a viewer -> who chooses a password, sees the terminal and finds no way to change anything', async () => {
    await desk.getByTestId('new-user').fill('li.yi');
    await desk.getByTestId('add-user').click();
    const oneTime = (await desk.getByTestId('one-time').textContent({ timeout: patienceMs })) ?? '';
    const context = await stage.browser.newContext({ locale: 'en-GB' });
    const viewer = await context.newPage();
    await viewer.goto(stage.stack.fleet?.consoleUrl ?? '');
    await viewer.locator('[name="userName"]').fill('li.yi');
    await viewer.locator('[name="password"]').fill(oneTime);
    await viewer.locator('[type="submit"]').click();
    await viewer.locator('[name="newPassword"]').fill(ownPassword);
    await viewer.locator('[name="password"]').fill(oneTime);
    await viewer.locator('[type="submit"]').click();
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
