import type { Browser, Locator, Page } from 'playwright-core';
import type { StartedFleet } from '../../build/stack/fleet.ts';
import { signInFirst } from './console.ts';

const ownPassword = 'horses and staples';
const patienceMs = 30_000;

/** Somebody at the fleet's console, in a browser of their own. */
export class ConsoleUser {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Signs in with the one-time password and chooses one's own. */
  static async signIn(
    browser: Browser,
    consoleUrl: string,
    userName: string,
    oneTimePassword: string,
  ): Promise<ConsoleUser> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(consoleUrl);
    await signInFirst(page, { userName, oneTimePassword }, ownPassword);
    return new ConsoleUser(page);
  }

  static async admin(browser: Browser, fleet: StartedFleet | null): Promise<ConsoleUser> {
    if (!fleet?.admin) throw new Error('there is no fleet, or its admin has signed in before');
    return ConsoleUser.signIn(browser, fleet.consoleUrl, fleet.admin.userName, fleet.admin.oneTimePassword);
  }

  /** The admin adds somebody; the one-time password. */
  async addUser(userName: string, role: string): Promise<string> {
    await this.page.getByTestId('tab-list').click();
    await this.page.getByTestId('new-user').fill(userName);
    await this.page.locator('select[name="role"]').selectOption(role);
    await this.page.getByTestId('add-user').click();
    return (await this.page.getByTestId('one-time').textContent({ timeout: patienceMs })) ?? '';
  }

  /** The case that has waited longest. */
  async nextCase(): Promise<Locator> {
    const review = this.page.getByTestId('tab-review');
    if (await review.isVisible()) await review.click();
    const row = this.page.locator('[data-case]').first();
    await row.waitFor({ timeout: patienceMs });
    return row;
  }

  /** What was handed in, as the officer's browser gets it. */
  async openDocument(row: Locator): Promise<Uint8Array> {
    const address = await row.getByTestId('case-document').getAttribute('href');
    const answer = await this.page.request.get(new URL(address ?? '', this.page.url()).href);
    if (!answer.ok()) throw new Error(`the console answered ${answer.status()} to ${address}`);
    return answer.body();
  }

  async accept(row: Locator): Promise<void> {
    await row.getByTestId('case-accept').click();
    await row.getByTestId('case-accept-surely').click();
    await this.page.getByTestId('case-told').waitFor({ timeout: patienceMs });
  }

  async giveBack(row: Locator, reason: string, remark: string): Promise<void> {
    await row.getByTestId('case-return').click();
    await this.page.locator('select[name="reason"]').selectOption(reason);
    await this.page.locator('[name="remark"]').fill(remark);
    await this.page.getByTestId('case-return-surely').click();
    await this.page.getByTestId('case-told').waitFor({ timeout: patienceMs });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
