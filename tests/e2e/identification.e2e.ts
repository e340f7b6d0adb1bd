import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endSession } from '../resident/browser.ts';
import { type Stage, setStage } from '../resident/stage.ts';

describe('identification', () => {
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    stage = await setStage({});
    page = await stage.openWindow();
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    await stage.bench.card.lift();
    await endSession(page);
    await stage.resident(page, 'zhang-ceshi').walkUp();
  });

  const problem = (name: string) => page.locator(`[data-problem="${name}"]`).waitFor({ timeout: 15_000 });

  for (const [manner, expected] of [
    ['pulled_away', 'card_moved'],
    ['unsupported_type', 'card_type_unsupported'],
    ['not_authentic', 'card_not_authentic'],
  ] as const) {
    it(`card ${manner.replace('_', ' ')} -> the resident reads why, and laying it again works`, async () => {
      await stage.bench.card.lay({ personId: 'zhang-ceshi', manner });
      await problem(expected);
      await stage.bench.card.lift();
      await stage.resident(page, 'zhang-ceshi').identifyByCard();
    });
  }

  for (const [manner, expected] of [
    ['wrong_checksum', 'card_unreadable'],
    ['half_frame', 'card_moved'],
  ] as const) {
    it(`${manner.replace('_', ' ')} on the line -> said on the screen, and the card still lying is read`, async () => {
      await recordProblems(page);
      await stage.bench.card.lay({ personId: 'zhang-ceshi', manner });
      await page.locator('[data-screen="item_list"]').waitFor({ timeout: 15_000 });
      expect(await recordedProblems(page)).toContain(expected);
    });
  }

  it('expired card -> told so, another person is served', async () => {
    await stage.bench.card.lay({ personId: 'sun-shixiao' });
    await problem('card_expired');
    await stage.bench.card.lift();
    await stage.resident(page, 'li-shili').identifyByCard();
  });

  it('card forgotten -> the city code identifies', async () => {
    await stage.resident(page, 'ouyang-yanshi').identifyByCityCode();
  });

  it('expired or repeated code -> "refresh it", and a fresh one works', async () => {
    const { code } = await stage.city.showCodeOnPhone({ personId: 'li-shili', lifetimeMs: 0 });
    await stage.bench.scanner.show({ text: code });
    await problem('code_expired');
    const fresh = await stage.city.showCodeOnPhone({ personId: 'li-shili' });
    await stage.bench.scanner.show({ text: fresh.code });
    await page.locator('[data-screen="item_list"]').waitFor();
    await endSession(page);
    await stage.resident(page, 'li-shili').walkUp();
    await stage.bench.scanner.show({ text: fresh.code });
    await problem('code_replayed');
    await stage.resident(page, 'li-shili').identifyByCityCode();
  });

  it('a code that is not of the city -> said, nothing else happens', async () => {
    await stage.bench.scanner.show({ text: 'https://example.invalid/menu' });
    await problem('code_unknown');
  });

  it('card reader unplugged -> the code still works; plugged in again -> the card works without a restart', async () => {
    await stage.bench.device.unplug({ device: 'id-card-reader' });
    await page.locator('[data-testid="method-id_card"]:disabled').waitFor({ timeout: 20_000 });
    await stage.bench.device.plug({ device: 'id-card-reader' });
    await page.locator('[data-testid="method-id_card"]:not(:disabled)').waitFor({ timeout: 20_000 });
    await stage.resident(page, 'wang-yangben').identifyByCard();
    expect((await stage.bench.readLedger()).some((entry) => entry.type === 'card_read')).toBe(true);
  });
});

/** Notes every problem the screen shows, however short it stays. */
function recordProblems(page: Page): Promise<void> {
  return page.evaluate(() => {
    const problems: (string | null)[] = [];
    Object.assign(window, { shownProblems: problems });
    new MutationObserver(() => {
      const shown = document.querySelector('[data-problem]');
      if (shown) problems.push(shown.getAttribute('data-problem'));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

function recordedProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as never as { shownProblems: string[] }).shownProblems);
}
