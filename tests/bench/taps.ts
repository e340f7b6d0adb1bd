import type { Page } from 'playwright-core';

/** From now on the page notes the time from a finger leaving the glass to the frame that shows the next screen. */
export async function watchTaps(page: Page, cpuSlowdown: number): Promise<void> {
  const developerTools = await page.context().newCDPSession(page);
  await developerTools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  await page.evaluate(() => {
    const samples: number[] = [];
    Object.assign(window, { tapSamples: samples });
    let releasedAtMs = 0;
    document.addEventListener('pointerup', () => (releasedAtMs = performance.now()), { capture: true });
    const root = document.querySelector('[data-screen]');
    let screenId = root?.getAttribute('data-screen-id');
    new MutationObserver(() => {
      const now = document.querySelector('[data-screen]')?.getAttribute('data-screen-id');
      if (now === screenId || releasedAtMs === 0) return;
      screenId = now;
      const begunAtMs = releasedAtMs;
      releasedAtMs = 0;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => samples.push(performance.now() - begunAtMs);
        port2.postMessage(null);
      });
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

/** Into a session and out of it again, once. */
export async function tapThrough(page: Page): Promise<void> {
  await page.getByTestId('welcome-begin').tap();
  await page.locator('[data-screen="identification"]').waitFor();
  await quiet(page);
  await page.getByTestId('back').tap();
  await page.locator('[data-screen="welcome"]').waitFor();
  await quiet(page);
}

/** Milliseconds of every tap since `watchTaps`. */
export function readTaps(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as never as { tapSamples: number[] }).tapSamples);
}

/** No finger comes before the screen stands: the next touch waits until the page has nothing left to do. */
function quiet(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve())));
}
