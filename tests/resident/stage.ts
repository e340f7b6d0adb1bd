import type { Browser, Page } from 'playwright-core';
import { type Stack, type StackOptions, startStack } from '../../build/stack.ts';
import { type CityControl, connectCityControl } from '../../city/index.ts';
import { type BenchClient, connectBench } from '../../devices/bench/index.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { launchChromium, openTerminal, portrait } from './browser.ts';
import { Resident, type ResidentOptions } from './resident.ts';

/** Everything a played visit needs: the running terminal, its devices' outside, the city's outside, a browser. */
export interface Stage {
  stack: Stack;
  bench: BenchClient;
  city: CityControl;
  browser: Browser;
  openWindow(viewport?: { width: number; height: number }): Promise<Page>;
  resident(
    page: Page,
    personId: string,
    watch?: Pick<ResidentOptions, 'onScreen' | 'onStep' | 'onAct' | 'patienceMs' | 'signal'>,
  ): Resident;
  close(): Promise<void>;
}

export async function setStage(options: StackOptions): Promise<Stage> {
  const stack = await startStack(options);
  const { bench, close } = await connectBench(stack.benchControlUrl);
  const browser = await launchChromium(stack.cameraFile);
  return {
    stack,
    bench,
    city: connectCityControl(stack.cityControlUrl),
    browser,
    openWindow: (viewport = portrait) => openTerminal(browser, stack.terminalUrl, viewport),
    resident: (page, personId, watch) =>
      new Resident({ page, bench, person: personNamed(personId), ...watch }),
    async close() {
      close();
      await browser.close();
      await stack.stop();
    },
  };
}

export function personNamed(personId: string) {
  const person = fictionalPeople.find((each) => each.personId === personId);
  if (!person) throw new Error(`${personId} is not among the fictional people`);
  return person;
}
