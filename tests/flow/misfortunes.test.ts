import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../build/stack.ts';
import { connectCityControl } from '../../city/index.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { type BenchConnection, connectBench } from '../../devices/bench/index.ts';
import { Window } from './window.ts';

const pension = itemCodeSchema.parse('312000990001');

/** Each is played by the bench while a resident uses the whole terminal. */
const scripts = {
  'card pulled away, slow answers, a jam in the slip': `
    seed: 7
    steps:
      - when: { event: card_laid }
        after: 40 ms
        do: { card: pulled_away }
      - when: start
        do: { line: id-card-reader, pieces: 7, gap: 2 ms }
      - when: start
        do: { line: receipt-printer, delay: 400 ms }
      - when: { phase: sending, of: receipt-printer }
        after: 100 ms
        do: { jam: receipt-printer }
        for: 3 s
  `,
  'slip printer unplugged in the slip and back, a frozen scanner': `
    seed: 8
    steps:
      - when: { phase: sending, of: receipt-printer }
        after: 120 ms
        do: { unplug: receipt-printer }
        for: 2 s
      - when: start
        do: { line: code-scanner, dead: true }
        for: 4 s
  `,
};

/** A slip whose end nobody told is said to be unknown, never printed again. */
const told = /^(done|unknown)$/;
/** A jam is cleared in it, and what was lost is asked for. */
const deliveryDeadlineMs = 60_000;

describe('the terminal under scripts of misfortunes', () => {
  let stack: Stack;
  let bench: BenchConnection;
  let window: Window;

  beforeAll(async () => {
    stack = await startStack({});
    bench = await connectBench(stack.benchControlUrl);
    window = await Window.open(stack.terminalUrl);
    await window.screen('welcome');
  }, 60_000);
  afterAll(async () => {
    window.close();
    bench.close();
    await stack.stop();
  });

  /** A person who lays the card again as long as the terminal asks for it. */
  async function identify(personId: string): Promise<void> {
    await window.client.session.begin(window.act);
    await window.screen('identification', (screen) =>
      screen.methods.some(({ method, available }) => method === 'id_card' && available),
    );
    for (let attempt = 1; attempt <= 5; attempt++) {
      await bench.bench.card.lay({ personId });
      const read = await Promise.race([
        window.screen('item_list').then(() => true),
        lifted().then(() => false),
      ]);
      if (!read) continue;
      await bench.bench.card.lift();
      return;
    }
    throw new Error('the card was never read');
  }

  async function lifted(): Promise<void> {
    for await (const state of await bench.bench.watch()) if (state.cardOnReader === null) return;
  }

  it.each(Object.entries(scripts))(
    '%s -> the case is accepted once, and no slip comes out twice',
    async (_name, text) => {
      const city = connectCityControl(stack.cityControlUrl);
      const acceptedBefore = (await city.readLedger()).filter(({ type }) => type === 'case_accepted').length;
      const entriesBefore = (await bench.bench.readLedger()).length;
      expect(await bench.bench.script.start({ text })).toMatchObject({ seed: expect.any(Number) });
      await identify('zhang-ceshi');
      await window.screen('item_list', (screen) =>
        screen.items.some((item) => item.itemCode === pension && !item.unavailable),
      );
      await window.client.item.choose({ ...window.act, itemCode: pension });
      await window.screen('form');
      await window.client.form.submit({ ...window.act, values: { period: '12', purpose: 'own_records' } });
      await window.screen('summary');
      await window.client.case.submit(window.act);
      const outcome = await window.screen('outcome', () => true, deliveryDeadlineMs);
      expect(outcome.acceptance.state).toBe('accepted');
      const { script } = await bench.bench.readState();
      expect(script?.happened.length).toBeGreaterThanOrEqual(4);
      await bench.bench.script.stop();
      await window.client.rating.submit({ ...window.act, level: 3 });
      await window.screen('welcome');

      const accepted = (await city.readLedger()).filter(({ type }) => type === 'case_accepted');
      expect(accepted).toHaveLength(acceptedBefore + 1);
      const slips = (await bench.bench.readLedger())
        .slice(entriesBefore)
        .filter((entry) => entry.type === 'paper_cut' && entry.complete);
      expect(slips.length).toBeLessThanOrEqual(1);
      // What is told of the slip is what lies in the slot.
      expect(outcome.deliverables).toMatchObject([
        { kind: 'certificate', state: expect.stringMatching(told) },
      ]);
      if (outcome.deliverables[0]?.state === 'done') expect(slips).toHaveLength(1);
    },
    120_000,
  );
});
