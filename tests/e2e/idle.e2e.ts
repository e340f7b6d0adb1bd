import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Stage, setStage } from '../resident/stage.ts';

describe('walking away', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage({ idleMs: 1500 });
  });
  afterAll(() => stage.close());

  it('a visible countdown comes, "I am still here" ends it, without it everything is wiped', async () => {
    const page = await stage.openWindow();
    const resident = stage.resident(page, 'zhang-ceshi');
    await resident.walkUp();
    await resident.identifyByCard();
    await page.getByTestId('still-here').waitFor({ timeout: 20_000 });
    await resident.touch('still-here');
    await page.getByTestId('still-here').waitFor({ state: 'detached' });
    await resident.waitFor('item_list');
    await page.getByTestId('still-here').waitFor({ timeout: 20_000 });
    await page.locator('[data-screen="welcome"]').waitFor({ timeout: 25_000 });
  });
});
