import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openHelpDesk } from '../resident/help-desk.ts';
import { openHelper, waitForPicture } from '../resident/helper.ts';
import { setStage } from '../resident/stage.ts';
import { type BenchRow, median, percentile, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const calls = 10;
const movesPerCall = 20;
const ringBudgetMs = 300;
const pictureBudgetMs = 1500;
const pointerBudgetMs = 150;

interface Samples {
  ring: number[];
  picture: number[];
  pointer: number[];
}

/** Two browser windows, terminal and helper, on this machine. */
export async function measureHelp(): Promise<BenchRow[]> {
  const desk = await openHelpDesk();
  const helpCalls = { hubUrl: desk.hubUrl, token: desk.token };
  const stage = await setStage({ directory: join(benchDirectory, 'help'), helpCalls });
  try {
    const terminal = await stage.openWindow();
    const helper = await openHelper(stage.browser, desk);
    const samples: Samples = { ring: [], picture: [], pointer: [] };
    for (let call = 0; call < calls; call++) await measureCall(terminal, helper, samples);
    return [
      row({
        name: 'touch on the call to ringing at the desk, median',
        value: median(samples.ring),
        unit: 'ms',
        budget: ringBudgetMs,
      }),
      row({
        name: 'helper accepts to first picture of the helper, median',
        value: median(samples.picture),
        unit: 'ms',
        budget: pictureBudgetMs,
      }),
      row({
        name: 'helper points to pointer on the screen p95',
        value: percentile(samples.pointer, 0.95),
        unit: 'ms',
        budget: pointerBudgetMs,
      }),
    ];
  } finally {
    await stage.close();
    await desk.close();
  }
}

async function measureCall(terminal: Page, helper: Page, samples: Samples): Promise<void> {
  await terminal.getByTestId('help').click();
  await terminal.getByTestId('call-ring').waitFor();
  const rings = seen(helper, '[data-testid="accept"]');
  const touchedAt = await touch(terminal, 'call-ring');
  samples.ring.push((await rings) - touchedAt);

  const shows = firstPicture(terminal);
  const acceptedAt = await touch(helper, 'accept');
  samples.picture.push((await shows) - acceptedAt);

  await terminal.getByTestId('help').click();
  await terminal.getByTestId('call-screen').click();
  await waitForPicture(helper, 'screen');
  for (let move = 0; move < movesPerCall; move++) {
    const x = 0.2 + (0.6 * move) / movesPerCall;
    const moves = pointerAt(terminal, x);
    const pointedAt = await pointTo(helper, x);
    samples.pointer.push((await moves) - pointedAt);
  }
  await terminal.getByTestId('call-hang-up').click();
  await helper.getByTestId('call-room').waitFor({ state: 'detached' });
  await helper.getByTestId('free').click();
  await helper.locator('[data-testid="free"][aria-pressed="true"]').waitFor();
}

/** Wall time of the machine both windows run on, when the finger leaves. */
function touch(page: Page, testId: string): Promise<number> {
  return page.evaluate((id) => {
    const atMs = performance.timeOrigin + performance.now();
    document.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.click();
    return atMs;
  }, testId);
}

/** Wall time of the frame in which it stands there. */
function seen(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(wanted)) resolve(performance.timeOrigin + performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    selector,
  );
}

/** Wall time of the first frame of the helper's face. */
function firstPicture(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const video = document.querySelector<HTMLVideoElement>('video.call-helper');
          if (video?.srcObject)
            video.requestVideoFrameCallback(() => resolve(performance.timeOrigin + performance.now()));
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** Wall time of the frame in which the pointer stands this far to the right. */
function pointerAt(page: Page, x: number): Promise<number> {
  return page.evaluate(
    (share) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const pointer = document.querySelector<HTMLElement>('[data-testid="call-pointer"]');
          const at = Number.parseFloat(pointer?.style.left ?? '') / 100;
          if (Math.abs(at - share) < 0.01) resolve(performance.timeOrigin + performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    x,
  );
}

/** Moves the helper's hand over the shown screen; returns the wall time. */
function pointTo(helper: Page, x: number): Promise<number> {
  return helper.evaluate((share) => {
    const picture = document.querySelector('[data-testid="screen"]');
    if (!picture) throw new Error('no screen is shown');
    const box = picture.getBoundingClientRect();
    const clientX = box.left + share * box.width;
    const clientY = box.top + box.height / 2;
    picture.dispatchEvent(new MouseEvent('mousemove', { clientX, clientY, bubbles: true }));
    return performance.timeOrigin + performance.now();
  }, x);
}
