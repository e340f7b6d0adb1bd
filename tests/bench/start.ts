import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startStack } from '../../build/stack.ts';
import { launchChromium } from '../resident/browser.ts';
import { type BenchRow, median, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const rounds = 7;
const budgetRatio = 1.5;
const budgetWholeStartMs = 6000;

/** A browser started anew, to the first screen a finger can touch, against an empty page in the same browser. */
export async function measureStart(): Promise<BenchRow[]> {
  const empty = await serveEmptyPage();
  const begunAt = performance.now();
  const stack = await startStack({ directory: join(benchDirectory, 'start') });
  const stackMs = performance.now() - begunAt;
  try {
    const emptyMs: number[] = [];
    const kioskMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      emptyMs.push(await timeToSelector(empty.url, 'h1'));
      kioskMs.push(await timeToSelector(stack.terminalUrl, '[data-testid="welcome-begin"]'));
    }
    const kiosk = median(kioskMs);
    const peer = { name: 'an empty page in the same browser', value: median(emptyMs) };
    return [
      row({
        name: 'cold start to touchable screen, median',
        value: kiosk,
        unit: 'ms',
        budget: peer.value * budgetRatio,
        peer,
      }),
      row({
        name: 'terminal and browser from nothing to touchable screen',
        value: stackMs + kiosk,
        unit: 'ms',
        budget: budgetWholeStartMs,
      }),
    ];
  } finally {
    await stack.stop();
    await empty.stop();
  }
}

async function timeToSelector(url: string, selector: string): Promise<number> {
  const begunAt = performance.now();
  const browser = await launchChromium(null);
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(selector).waitFor({ state: 'visible' });
  const elapsedMs = performance.now() - begunAt;
  await browser.close();
  return elapsedMs;
}

async function serveEmptyPage(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>empty</title><h1>empty</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
