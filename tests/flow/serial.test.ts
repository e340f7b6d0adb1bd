import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../build/stack.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { type BenchConnection, connectBench } from '../../devices/bench/index.ts';
import { Window } from './window.ts';

/** The same terminal with serial ports instead of sockets: only the configuration differs. */
describe('the terminal on serial ports', () => {
  let stack: Stack;
  let bench: BenchConnection;
  let window: Window;

  beforeAll(async () => {
    stack = await startStack({ line: 'serial' });
    bench = await connectBench(stack.benchControlUrl);
    window = await Window.open(stack.terminalUrl);
    await window.screen('welcome');
  }, 60_000);
  afterAll(async () => {
    window.close();
    bench.close();
    await stack.stop();
  });

  it('card over a pseudo-terminal, certificate over another -> accepted and printed once', async () => {
    await window.client.session.begin(window.act);
    await window.screen('identification', (screen) => screen.methods.every((each) => each.available));
    await bench.bench.card.lay({ personId: 'zhang-ceshi' });
    const itemCode = itemCodeSchema.parse('312000990001');
    await window.screen('item_list', (screen) =>
      screen.items.some((item) => item.itemCode === itemCode && !item.unavailable),
    );
    await window.client.item.choose({ ...window.act, itemCode });
    await window.screen('form');
    await window.client.form.submit({ ...window.act, values: { period: '12', purpose: 'loan' } });
    await window.screen('summary');
    await window.client.case.submit(window.act);
    const outcome = await window.screen('outcome');
    expect(outcome.deliverables).toMatchObject([{ kind: 'certificate', state: 'done' }]);
    const cut = (await bench.bench.readLedger()).filter((entry) => entry.type === 'paper_cut');
    expect(cut).toHaveLength(1);
  });
});
