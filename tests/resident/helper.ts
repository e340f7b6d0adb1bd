import type { Browser, Page } from 'playwright-core';
import type { HelpDesk } from './help-desk.ts';

/** A helper at the desk, with a camera and a voice, who is free. */
export async function openHelper(browser: Browser, { pageUrl }: HelpDesk): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  await page.goto(pageUrl);
  await page.locator('[data-line="open"]').waitFor();
  await page.getByTestId('free').click();
  await page.locator('[data-testid="free"][aria-pressed="true"]').waitFor();
  return page;
}

/** A picture has come through: the element has a size of its own. */
export async function waitForPicture(page: Page, testId: string): Promise<void> {
  await page.waitForFunction(
    (id) => (document.querySelector<HTMLVideoElement>(`video[data-testid="${id}"]`)?.videoWidth ?? 0) > 0,
    testId,
    { timeout: 20_000 },
  );
}
