import type { Browser, Page } from 'playwright-core';
import { portrait } from '../resident/browser.ts';

/** Two screens of one button each and nothing behind them: what the browser itself takes for a tap. */
const bareScreens = `<!doctype html>
<div data-screen="welcome" data-screen-id="0">
  <button data-testid="welcome-begin">begin</button>
  <button data-testid="back" hidden>back</button>
</div>
<script>
  const [screen] = document.getElementsByTagName('div');
  const [begin, back] = document.getElementsByTagName('button');
  let screenId = 0;
  const show = (name) => {
    begin.hidden = name !== 'welcome';
    back.hidden = name === 'welcome';
    screen.dataset.screen = name;
    screen.dataset.screenId = String(++screenId);
  };
  begin.onclick = () => show('identification');
  back.onclick = () => show('welcome');
</script>`;

/** A page that can be tapped through, of the terminal's size. */
export async function openBareScreens(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: portrait, hasTouch: true });
  const page = await context.newPage();
  await page.setContent(bareScreens);
  return page;
}

/** Taps a page and hears of every frame that shows the next screen; while it waits it asks nothing of the page. */
export interface TapWatch {
  /** Milliseconds of every tap so far. */
  readonly samples: readonly number[];
  /** Into a session and out of it again, once. */
  tapThrough(): Promise<void>;
}

/**
 * Measures from a finger leaving the glass to the frame that shows the next screen. The finger is the browser's own
 * and the places it touches are looked up beforehand: a test's way of tapping lays the page out several times itself.
 */
export async function watchTaps(page: Page, cpuSlowdown: number): Promise<TapWatch> {
  const samples: number[] = [];
  let heard: () => void = () => {};
  await page.exposeFunction('tellTap', (ms: number) => {
    samples.push(ms);
    heard();
  });
  await page.evaluate(noteTaps);
  const tap = async ({ x, y }: Place) => {
    const shown = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await page.touchscreen.tap(x, y);
    await withDeadline(shown);
    await quiet(page);
  };
  const developerTools = await page.context().newCDPSession(page);
  await developerTools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  const begin = await placeOf(page, 'welcome-begin');
  await tap(begin);
  const back = await placeOf(page, 'back');
  await tap(back);
  return {
    samples,
    async tapThrough() {
      await tap(begin);
      await tap(back);
    },
  };
}

interface Place {
  x: number;
  y: number;
}

async function placeOf(page: Page, testId: string): Promise<Place> {
  const box = await page.getByTestId(testId).boundingBox();
  if (!box) throw new Error(`${testId} is not shown`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Runs in the page. */
function noteTaps(): void {
  const { tellTap } = window as never as { tellTap: (ms: number) => void };
  let releasedAtMs = 0;
  document.addEventListener('pointerup', () => (releasedAtMs = performance.now()), { capture: true });
  const shownId = () => document.querySelector('[data-screen]')?.getAttribute('data-screen-id');
  let screenId = shownId();
  new MutationObserver(() => {
    const now = shownId();
    if (now === screenId || releasedAtMs === 0) return;
    screenId = now;
    const begunAtMs = releasedAtMs;
    releasedAtMs = 0;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => tellTap(performance.now() - begunAtMs);
      port2.postMessage(null);
    });
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}

const tapDeadlineMs = 10_000;

async function withDeadline(shown: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('a tap led to no other screen')), tapDeadlineMs);
  });
  await Promise.race([shown, deadline]).finally(() => clearTimeout(timer));
}

/** No finger comes before the screen stands: the next touch waits until the page has nothing left to do. */
function quiet(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve())));
}
