import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../../build/stack.ts';
import type { PadInk } from '../../contract/kiosk.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { type BenchConnection, connectBench } from '../../devices/bench/index.ts';
import { renderPictureJpeg } from '../../fixtures/index.ts';
import { Window } from './window.ts';

const pension = itemCodeSchema.parse('312000990001');
const residence = itemCodeSchema.parse('312000083000');
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

  afterEach(async () => {
    await window.client.session.end({ requestId: crypto.randomUUID() });
    await window.screen('welcome');
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
    expect(outcome.deliverables).toMatchObject([{ kind: 'certificate', state: 'done' }]);
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

  async function writeOnPad(...xs: number[]): Promise<void> {
    const { signaturePad } = bench.bench;
    await expect.poll(async () => (await bench.bench.readState()).signaturePad.inking).toBe(true);
    await signaturePad.movePen({ places: xs.map((x) => ({ x, y: 0.5, pressure: 0.8 })) });
    await signaturePad.liftPen();
  }

  async function reachSignature(): Promise<void> {
    await begin();
    await bench.bench.card.lay({ personId: 'zhang-ceshi' });
    await window.screen('item_list', (screen) =>
      screen.items.some((item) => item.itemCode === residence && !item.unavailable),
    );
    await bench.bench.card.lift();
    await window.client.item.choose({ ...window.act, itemCode: residence });
    await window.screen('form');
    const values = { residenceAddress: '测试路18号', mobilePhone: '19900000001', housingKind: 'rented' };
    await window.client.form.submit({ ...window.act, values });
    await window.screen('material');
    const picture = await renderPictureJpeg('household-zhang-ceshi');
    if (!picture) throw new Error('there is no such picture');
    const image = new Blob([new Uint8Array(picture)], { type: 'image/jpeg' });
    await window.client.material.check({ ...window.act, image });
    await window.screen('material', (screen) => screen.phase === 'checked');
    await window.client.material.accept(window.act);
    await window.screen('signature', (screen) => screen.pad?.state === 'in_use');
  }

  it('signed on the pad -> drawn along live, accepted by the city, and nothing stays on the pad', async () => {
    await reachSignature();
    const drawn: PadInk[] = [];
    const leaving = new AbortController();
    const mirror = (async () => {
      const ink = await window.client.signature.watchPad(undefined, { signal: leaving.signal });
      for await (const each of ink) drawn.push(each);
    })().catch(() => {});
    await writeOnPad(0.2, 0.4, 0.6);
    await window.screen('signature', (screen) => screen.pad?.hasInk === true);
    await expect.poll(() => drawn.flatMap((ink) => (ink.type === 'more' ? ink.points : []))).toHaveLength(3);
    await window.client.signature.submit({ ...window.act, signature: null });
    await window.screen('summary');
    leaving.abort();
    await mirror;
    await expect
      .poll(async () => (await bench.bench.readState()).signaturePad)
      .toMatchObject({
        inking: false,
        ink: [],
      });
    await window.client.case.submit(window.act);
    const outcome = await window.screen('outcome');
    expect(outcome.acceptance.state).toBe('accepted');
    await end();
  });

  it('the resident leaves in the middle of the name -> the pad is wiped', async () => {
    await reachSignature();
    await writeOnPad(0.2, 0.4);
    await window.screen('signature', (screen) => screen.pad?.hasInk === true);
    await end();
    await expect.poll(async () => (await bench.bench.readState()).signaturePad.ink).toEqual([]);
  });

  it('the pad is unplugged in the middle -> within 3 s the screen serves, with what was written', async () => {
    await reachSignature();
    await writeOnPad(0.2, 0.4);
    await window.screen('signature', (screen) => screen.pad?.hasInk === true);
    const unpluggedAt = performance.now();
    await bench.bench.device.unplug({ device: 'signature-pad' });
    await window.screen('signature', (screen) => screen.pad?.state === 'lost' && screen.pad.hasInk);
    expect(performance.now() - unpluggedAt).toBeLessThan(noticeMs);
    await end();
    await bench.bench.device.plug({ device: 'signature-pad' });
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
