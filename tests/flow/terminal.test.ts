import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../build/stack.ts';
import { connectCityControl } from '../../city/index.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { type BenchConnection, connectBench } from '../../devices/bench/index.ts';
import { Window } from './window.ts';

const pension = itemCodeSchema.parse('312000990001');

/** The whole terminal with all its processes and devices, without a browser. */
describe('the terminal, by its verbs', () => {
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

  async function identify(personId: string): Promise<void> {
    await window.client.session.begin(window.act);
    await window.screen('identification', (screen) => screen.methods.every((each) => each.available));
    await bench.bench.card.lay({ personId });
    await window.screen('item_list');
    await bench.bench.card.lift();
  }

  it('card, query, certificate, rating -> accepted at the city, one paper at the bench', async () => {
    await identify('zhang-ceshi');
    await window.screen('item_list', (screen) =>
      screen.items.some((item) => item.itemCode === pension && !item.unavailable),
    );
    await window.client.item.choose({ ...window.act, itemCode: pension });
    await window.screen('form');
    await window.client.form.submit({ ...window.act, values: { period: '12', purpose: 'own_records' } });
    await window.screen('summary');
    const submission = window.act;
    await Promise.all([window.client.case.submit(submission), window.client.case.submit(submission)]);
    const outcome = await window.screen('outcome');
    expect(outcome.acceptance.state).toBe('accepted');
    expect(outcome.deliverables).toMatchObject([{ kind: 'certificate', state: 'done' }]);
    await window.client.rating.submit({ ...window.act, level: 5 });
    await window.screen('welcome');
    const cut = (await bench.bench.readLedger()).filter((entry) => entry.type === 'paper_cut');
    expect(cut).toHaveLength(1);
    const city = connectCityControl(stack.cityControlUrl);
    const accepted = (await city.readLedger()).filter((entry) => entry.type === 'case_accepted');
    expect(accepted).toHaveLength(1);
  });

  it('a verb meant for a screen that is gone -> refused, not applied to the next one', async () => {
    await identify('zhang-ceshi');
    const old = window.act;
    await window.client.session.end({ requestId: crypto.randomUUID() });
    await window.screen('welcome');
    await expect(window.client.item.choose({ ...old, itemCode: pension })).rejects.toMatchObject({
      code: 'STALE_SCREEN',
    });
  });

  it('a device host killed in the middle of a session -> the session goes on and the device comes back', async () => {
    await window.client.session.begin(window.act);
    await window.screen('identification');
    await bench.bench.device.unplug({ device: 'code-scanner' });
    await window.screen('identification', (screen) =>
      screen.methods.some((each) => each.method === 'city_code' && !each.available),
    );
    await bench.bench.device.plug({ device: 'code-scanner' });
    await window.screen('identification', (screen) => screen.methods.every((each) => each.available));
    await window.client.session.end({ requestId: crypto.randomUUID() });
    await window.screen('welcome');
  });
});
