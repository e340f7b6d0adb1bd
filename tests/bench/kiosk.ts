import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startStack } from '../../build/stack.ts';
import { launchChromium, openTerminal } from '../resident/browser.ts';
import { type BenchRow, percentile, row } from './rows.ts';
import { openBareScreens, watchTaps } from './taps.ts';
import { benchDirectory } from './workplace.ts';

// The first touches after a start are slow and few: of so many, one of them does not decide.
const rounds = 120;
const cpuSlowdown = 4;
const budgetMs = 100;
const wipeBudgetMs = 1000;

/** From the finger leaving the glass to the frame that shows the next screen, on a CPU slowed four times. */
export async function measureKiosk(): Promise<BenchRow[]> {
  const stack = await startStack({ directory: join(benchDirectory, 'kiosk') });
  const browser = await launchChromium(null);
  try {
    const bare = await measureTaps(await openBareScreens(browser));
    const samples = await measureTaps(await openTerminal(browser, stack.terminalUrl));
    return [
      row({
        name: 'tap-to-next-screen p95, CPU slowed 4×',
        value: percentile(samples, 0.95),
        unit: 'ms',
        budget: budgetMs,
        peer: { name: 'two bare screens in the same browser', value: percentile(bare, 0.95) },
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

/** Every second one ends a session. */
async function measureTaps(page: Page): Promise<number[]> {
  const taps = await watchTaps(page, cpuSlowdown);
  for (let round = 0; round < rounds; round++) await taps.tapThrough();
  await page.context().close();
  return [...taps.samples];
}
