import type { Page } from 'playwright-core';
import { benchAttendant } from '../../build/stack/terminal-config.ts';
import type { BenchClient } from '../../devices/bench/index.ts';

const patienceMs = 15_000;

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

  async touchClock(): Promise<void> {
    for (let times = 0; times < 5; times++) await this.#page.locator('.top-clock').click();
  }

  /** On whichever page of the list it stands. */
  async findDevice(deviceClass: string, tone: 'good' | 'wait' | 'bad'): Promise<void> {
    await this.touch('tab-devices');
    await this.#turnTo(deviceClass);
    await this.see(`[data-device="${deviceClass}"][data-tone="${tone}"]`);
  }

  /** The bench commands of one device, wherever the technician is. */
  async openActsOf(deviceClass: string): Promise<void> {
    await this.touch('tab-devices');
    await this.#turnTo(deviceClass);
    await this.touch(`device-${deviceClass}`);
    await this.touch('section-act');
  }

  async #turnTo(deviceClass: string): Promise<void> {
    await this.see('[data-device]');
    const row = this.#page.getByTestId(`device-${deviceClass}`);
    while (!(await row.count())) await this.touch('page-next');
  }
}

/** From the welcome screen to the open desk: clock, card, PIN. */
export async function enterAsTechnician(
  page: Page,
  bench: BenchClient,
  { clockTouched = false } = {},
): Promise<void> {
  const technician = new Technician(page);
  if (!clockTouched) await technician.touchClock();
  await technician.see('[data-attendant="card"]');
  await bench.card.lay({ personId: benchAttendant.personId });
  await technician.see('[data-attendant="pin"]');
  await bench.card.lift();
  for (const digit of benchAttendant.pin) await technician.touch(`pin-${digit}`);
  await technician.touch('pin-confirm');
  await technician.see('[data-attendant="open"]');
}
