import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startStack } from '../../build/stack.ts';
import { launchChromium, openTerminal } from '../resident/browser.ts';
import { type BenchRow, percentile, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const rounds = 40;
const cpuSlowdown = 4;
const budgetMs = 100;
const wipeBudgetMs = 1000;

/** From the finger leaving the glass to the frame that shows the next screen, on a CPU slowed four times. */
export async function measureKiosk(): Promise<BenchRow[]> {
  const stack = await startStack({ directory: join(benchDirectory, 'kiosk') });
  const browser = await launchChromium(null);
  try {
    const page = await openTerminal(browser, stack.terminalUrl);
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
    for (let round = 0; round < rounds; round++) {
      await page.getByTestId('welcome-begin').click();
      await page.locator('[data-screen="identification"]').waitFor();
      await quiet(page);
      await page.getByTestId('back').click();
      await page.locator('[data-screen="welcome"]').waitFor();
      await quiet(page);
    }
    const samples = await page.evaluate(() => (window as never as { tapSamples: number[] }).tapSamples);
    return [
      row({
        name: 'tap-to-next-screen p95, CPU slowed 4×',
        value: percentile(samples, 0.95),
        unit: 'ms',
        budget: budgetMs,
      }),
      row({
        name: 'end of a session to welcome screen p95, CPU slowed 4×',
        value: percentile(
          samples.filter((_, index) => index % 2 === 1),
          0.95,
        ),
        unit: 'ms',
        budget: wipeBudgetMs,
      }),
    ];
  } finally {
    await browser.close();
    await stack.stop();
  }
}

/** No finger comes before the screen stands: the next touch waits until the page has nothing left to do. */
function quiet(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve())));
}
