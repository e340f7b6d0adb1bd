import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PadInk } from '../../../contract/kiosk.ts';
import { mostPoints, mostStrokes, signatureSchema } from '../../../contract/signature.ts';
import { DeviceDirectory } from '../devices/index.ts';
import { type PadSigning, type PadView, startPadSigning } from './pad-signing.ts';
import { ScriptedPad } from './scripted-pad.ts';

describe('a signature on the pad', () => {
  let devices: DeviceDirectory;
  let pad: ScriptedPad;
  let screen: AbortController;
  let views: PadView[];
  let inked: number;
  let failures: unknown[];

  beforeEach(async () => {
    devices = new DeviceDirectory();
    pad = new ScriptedPad(devices);
    screen = new AbortController();
    [views, inked, failures] = [[], 0, []];
    await expect.poll(() => devices.isOnline('signature-pad')).toBe(true);
  });
  afterEach(() => screen.abort());

  async function start(): Promise<PadSigning> {
    const signing = startPadSigning({
      devices,
      signal: screen.signal,
      onChange: (view) => views.push(view),
      onInk: () => {
        inked += 1;
      },
      onWatchFailed: (error) => failures.push(error),
    });
    if (!signing) throw new Error('there is a pad, and it is well');
    await expect.poll(() => pad.watched).toBe(true);
    return signing;
  }

  /** Draws along as the window does. */
  function mirror(signing: PadSigning) {
    let strokes: number[][] = [];
    const told: PadInk['type'][] = [];
    const running = (async () => {
      for await (const ink of signing.follow(undefined)) {
        told.push(ink.type);
        if (ink.type === 'all') strokes = ink.strokes.map((stroke) => stroke.map(({ x }) => x));
        else if (ink.begins) strokes.push(ink.points.map(({ x }) => x));
        else strokes.at(-1)?.push(...ink.points.map(({ x }) => x));
      }
    })();
    return { running, told, expectXs: (xs: number[][]) => expect.poll(() => strokes).toEqual(xs) };
  }

  it('no pad, or one with a fault -> the screen serves', async () => {
    const nothing = { signal: screen.signal, onChange() {}, onInk() {}, onWatchFailed() {} };
    expect(startPadSigning({ ...nothing, devices: new DeviceDirectory() })).toBeNull();
    pad.status.set({ ...pad.status.value, state: 'hardware_error' });
    await expect.poll(() => devices.isOnline('signature-pad')).toBe(false);
    expect(startPadSigning({ ...nothing, devices })).toBeNull();
  });

  it('what is written is drawn along live, told as a sign of life, and handed in with pressure and time', async () => {
    const signing = await start();
    const window = mirror(signing);
    expect(signing.signature()).toBeNull();
    pad.write(0.1, 0.2, 0.3);
    await window.expectXs([[0.1, 0.2, 0.3]]);
    pad.write(0.5, 0.6);
    await window.expectXs([
      [0.1, 0.2, 0.3],
      [0.5, 0.6],
    ]);
    expect(window.told).toContain('more');
    expect(inked).toBeGreaterThan(0);
    expect(views).toEqual([{ state: 'in_use', aspectRatio: 1.6, hasInk: true }]);
    const signature = signing.signature();
    expect(signatureSchema.parse(signature)).toMatchObject({ drawnOn: 'pad', aspectRatio: 1.6 });
    expect(signature?.strokes[0]?.[1]).toEqual({ x: 0.2, y: 0.5, pressure: 0.7, timeMs: 5 });
  });

  it('a window that comes late -> sees all of it at once', async () => {
    const signing = await start();
    pad.write(0.1, 0.2);
    pad.write(0.8);
    await expect.poll(() => signing.signature()?.strokes.length).toBe(2);
    await mirror(signing).expectXs([[0.1, 0.2], [0.8]]);
  });

  it('a mere dot is a stroke, and is accepted', async () => {
    const signing = await start();
    pad.write(0.4);
    await expect.poll(() => signatureSchema.safeParse(signing.signature()).success).toBe(true);
  });

  it('clear -> nothing can be handed in from that moment on, and the pad is told', async () => {
    const signing = await start();
    const window = mirror(signing);
    pad.write(0.1, 0.2);
    await window.expectXs([[0.1, 0.2]]);
    signing.clear();
    expect(signing.signature()).toBeNull();
    pad.write(0.9, 0.9);
    await expect.poll(() => pad.clears).toBe(1);
    await window.expectXs([]);
    pad.write(0.3, 0.4);
    await window.expectXs([[0.3, 0.4]]);
    expect(views.map(({ hasInk }) => hasInk)).toEqual([true, false, true]);
  });

  it('the pad falls silent in the middle -> told once, and what was written stays for the screen', async () => {
    const signing = await start();
    const window = mirror(signing);
    pad.write(0.1, 0.2);
    await window.expectXs([[0.1, 0.2]]);
    pad.status.set({ ...pad.status.value, state: 'offline' });
    await expect.poll(() => views.at(-1)?.state).toBe('lost');
    await mirror(signing).expectXs([[0.1, 0.2]]);
    await expect.poll(() => pad.watched).toBe(false);
    pad.status.set({ ...pad.status.value, state: 'online' });
    await expect.poll(() => devices.isOnline('signature-pad')).toBe(true);
    expect(signing.view.state).toBe('lost');
    expect(failures).toEqual([]);
  });

  it('its host ends in the middle -> lost, and logged', async () => {
    const signing = await start();
    pad.breakOff();
    await expect.poll(() => signing.view.state).toBe('lost');
    expect(failures).toHaveLength(1);
  });

  it('the person takes the screen instead -> the pad is let go', async () => {
    const signing = await start();
    signing.leave();
    await expect.poll(() => pad.watched).toBe(false);
    expect(views.at(-1)?.state).toBe('left');
  });

  it('the screen is left -> the pad is let go, and nothing of the ink is kept or told', async () => {
    const signing = await start();
    const window = mirror(signing);
    pad.write(0.1, 0.2);
    await window.expectXs([[0.1, 0.2]]);
    const told = views.length;
    screen.abort();
    await window.running;
    await expect.poll(() => pad.watched).toBe(false);
    expect(views).toHaveLength(told);
    expect(JSON.stringify(signing)).not.toContain('0.1');
  });

  it('a pad that never stops telling -> what is handed in stays within what is accepted', async () => {
    const signing = await start();
    const point = { x: 0.5, y: 0.5, pressure: 0.5, timeMs: 0 };
    for (let stroke = 0; stroke <= mostStrokes; stroke++) {
      pad.tell({ type: 'ink', begins: true, points: [point] });
    }
    pad.tell({ type: 'ink', begins: false, points: Array.from({ length: mostPoints + 5 }, () => point) });
    pad.tell({ type: 'blank' });
    for (let stroke = 0; stroke <= mostStrokes; stroke++) {
      pad.tell({ type: 'ink', begins: true, points: Array.from({ length: 300 }, () => point) });
    }
    await expect.poll(() => signing.signature()?.strokes.length ?? 0).toBeGreaterThan(60);
    expect(signatureSchema.safeParse(signing.signature()).success).toBe(true);
  });
});
