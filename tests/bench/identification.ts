import { join } from 'node:path';
import { startStack } from '../../build/stack.ts';
import { connectBench } from '../../devices/bench/index.ts';
import { endSession, launchChromium, openTerminal } from '../resident/browser.ts';
import { type BenchRow, median, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const rounds = 15;
const budgetAfterWireMs = 50;

/**
 * From the last byte of the card's record leaving the simulated reader (its wire time at 115,200 baud
 * lies before that) to the tick on the screen. Both ends read the same machine's clock.
 */
export async function measureIdentification(): Promise<BenchRow[]> {
  const stack = await startStack({ directory: join(benchDirectory, 'identification') });
  const browser = await launchChromium(null);
  const { bench, close: closeBench } = await connectBench(stack.benchControlUrl);
  try {
    const page = await openTerminal(browser, stack.terminalUrl);
    await page.evaluate(() => {
      const marks: number[] = [];
      Object.assign(window, { identifiedMarks: marks });
      let last = '';
      new MutationObserver(() => {
        const phase = document.querySelector('[data-phase]')?.getAttribute('data-phase') ?? '';
        if (phase === 'identified' && last !== 'identified')
          marks.push(performance.timeOrigin + performance.now());
        last = phase;
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    const samples: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await page.getByTestId('welcome-begin').click();
      await page.locator('[data-screen="identification"]').waitFor();
      await bench.card.lay({ personId: 'zhang-ceshi' });
      await page.locator('[data-screen="item_list"]').waitFor();
      const shownAtMs = await page.evaluate(() =>
        (window as never as { identifiedMarks: number[] }).identifiedMarks.at(-1),
      );
      const sent = (await bench.readLedger()).findLast((entry) => entry.type === 'card_read');
      if (shownAtMs === undefined || !sent) throw new Error('the card was not read');
      samples.push(shownAtMs - Date.parse(sent.at));
      await bench.card.lift();
      await endSession(page);
    }
    return [
      row({
        name: 'card-to-identified, after the wire time, median',
        value: median(samples),
        unit: 'ms',
        budget: budgetAfterWireMs,
      }),
    ];
  } finally {
    closeBench();
    await browser.close();
    await stack.stop();
  }
}
