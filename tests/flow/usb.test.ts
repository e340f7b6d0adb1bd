import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../build/stack.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { type BenchConnection, connectBench } from '../../devices/bench/index.ts';
import { Window } from './window.ts';

const pension = itemCodeSchema.parse('312000990001');
/** From the pull of a cable to the screen, and from the replug to service. */
const noticeMs = 3000;

/** The same terminal with USB units: a Miaxis reader, a HID POS scanner, a printer behind a device file. */
describe('the terminal with USB units', () => {
  let stack: Stack;
  let bench: BenchConnection;
  let window: Window;
  const ends: (() => void | Promise<void>)[] = [];

  beforeAll(async () => {
    stack = await startStack({ line: 'usb' });
    ends.push(() => stack.stop());
    bench = await connectBench(stack.benchControlUrl);
    ends.push(() => bench.close());
    window = await Window.open(stack.terminalUrl);
    ends.push(() => window.close());
    await window.screen('welcome');
  }, 60_000);
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  async function begin(): Promise<void> {
    await window.client.session.begin(window.act);
    await window.screen('identification', (screen) => screen.methods.every((each) => each.available));
  }

  async function end(): Promise<void> {
    await window.client.session.end({ requestId: crypto.randomUUID() });
    await window.screen('welcome');
  }

  it('card on the Miaxis reader, certificate from the USB printer -> accepted and printed once', async () => {
    await begin();
    await bench.bench.card.lay({ personId: 'zhang-ceshi' });
    await window.screen('item_list', (screen) =>
      screen.items.some((item) => item.itemCode === pension && !item.unavailable),
    );
    await bench.bench.card.lift();
    await window.client.item.choose({ ...window.act, itemCode: pension });
    await window.screen('form');
    await window.client.form.submit({ ...window.act, values: { period: '12', purpose: 'loan' } });
    await window.screen('summary');
    await window.client.case.submit(window.act);
    const outcome = await window.screen('outcome');
    expect(outcome.deliverables).toEqual([{ kind: 'certificate', state: 'done' }]);
    const cut = (await bench.bench.readLedger()).filter((entry) => entry.type === 'paper_cut');
    expect(cut).toHaveLength(1);
    await end();
  });

  it('City Code before the HID POS scanner -> the resident is identified', async () => {
    await begin();
    await bench.bench.phone.showCityCode({ personId: 'zhang-ceshi' });
    await window.screen('item_list');
    await end();
  });

  it.each([
    ['id-card-reader', 'id_card'],
    ['code-scanner', 'city_code'],
  ] as const)(
    '%s unplugged -> its way in is closed within 3 s; plugged -> open within 3 s, without a restart',
    async (device, method) => {
      await begin();
      const isOpen = (open: boolean) =>
        window.screen('identification', (screen) =>
          screen.methods.some((each) => each.method === method && each.available === open),
        );
      const unpluggedAt = performance.now();
      await bench.bench.device.unplug({ device });
      await isOpen(false);
      expect(performance.now() - unpluggedAt).toBeLessThan(noticeMs);
      const pluggedAt = performance.now();
      await bench.bench.device.plug({ device });
      await isOpen(true);
      expect(performance.now() - pluggedAt).toBeLessThan(noticeMs);
      await end();
    },
  );
});
