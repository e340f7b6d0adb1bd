import type { Page } from 'playwright-core';
import { benchAttendant } from '../../build/stack/terminal-config.ts';
import type { BenchClient } from '../../devices/bench/index.ts';

const patienceMs = 40_000;

/** A technician in front of the window. */
export class Technician {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  touch(testId: string): Promise<void> {
    return this.#page.getByTestId(testId).first().click({ timeout: patienceMs });
  }

  see(selector: string): Promise<void> {
    return this.#page.locator(selector).first().waitFor({ timeout: patienceMs });
  }

  /** Five touches within three seconds, also where the machine that plays them is busy. */
  async touchClock(): Promise<void> {
    const box = await this.#page.locator('.top-clock').boundingBox();
    if (!box) throw new Error('no clock in sight');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await Promise.all(Array.from({ length: 5 }, () => this.#page.mouse.click(x, y)));
  }

  /** On whichever page of the list it stands. */
  findDevice(deviceClass: string, tone: 'good' | 'wait' | 'bad'): Promise<void> {
    return this.#turnTo(`[data-device="${deviceClass}"][data-tone="${tone}"]`);
  }

  /** The bench commands of one device, wherever the technician is. */
  async openActsOf(deviceClass: string): Promise<void> {
    await this.#turnTo(`[data-device="${deviceClass}"]`);
    await this.touch(`device-${deviceClass}`);
    await this.touch('section-act');
  }

  /** A storage unit holds so many now. */
  async enterCount(unitTestId: string, digits: string): Promise<void> {
    await this.touch(unitTestId);
    for (const digit of digits) await this.touch(`count-${digit}`);
    await this.touch('count-confirm');
  }

  /** Worst first: a device that changes moves to another page while one looks for it, so that one begins anew. */
  async #turnTo(selector: string): Promise<void> {
    const deadlineAt = performance.now() + patienceMs;
    const row = this.#page.locator(selector);
    const next = this.#page.getByTestId('page-next');
    const pageText = this.#page.locator('.pager-text');
    while (performance.now() < deadlineAt) {
      await this.touch('tab-devices');
      await this.see('[data-device]');
      for (;;) {
        if (await row.count()) return;
        if (!(await next.count()) || !(await next.isEnabled())) break;
        const before = (await pageText.textContent()) ?? '';
        await next.click({ timeout: patienceMs });
        await pageText.filter({ hasNotText: before }).waitFor({ timeout: patienceMs });
      }
    }
    throw new Error(`no ${selector} in the list`);
  }
}

/** From the welcome screen to the open desk: clock, card, PIN. */
export async function enterAsTechnician(
  page: Page,
  bench: BenchClient,
  { clockTouched = false } = {},
): Promise<void> {
  const technician = new Technician(page);
  if (!clockTouched) {
    await technician.see('[data-screen="welcome"]');
    await technician.touchClock();
  }
  await technician.see('[data-attendant="card"]');
  await bench.card.lay({ personId: benchAttendant.personId });
  await technician.see('[data-attendant="pin"]');
  await bench.card.lift();
  for (const digit of benchAttendant.pin) await technician.touch(`pin-${digit}`);
  await technician.touch('pin-confirm');
  await technician.see('[data-attendant="open"]');
}
