import type { Browser, Page } from 'playwright-core';
import type { Stack } from '../../build/stack.ts';
import { signInFirst } from './console.ts';
import { openHelper } from './helper.ts';

const ownPassword = 'horses and staples';

/** The desk of somebody who signed in at the fleet's console, and is free. */
export async function openSignedInDesk(browser: Browser, { fleet }: Pick<Stack, 'fleet'>): Promise<Page> {
  if (!fleet?.admin) throw new Error('the fleet told no one-time password');
  const context = await browser.newContext({ locale: 'zh-CN', permissions: ['camera', 'microphone'] });
  const console = await context.newPage();
  await console.goto(fleet.consoleUrl);
  await signInFirst(console, fleet.admin, ownPassword);
  return openHelper(context, { pageUrl: new URL('desk/', fleet.consoleUrl).href });
}
