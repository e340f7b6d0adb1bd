import { afterEach, describe, expect, it } from 'vitest';
import type { InkEvent } from '../../contract/device-classes.ts';
import type { StrokePoint } from '../../contract/signature.ts';
import type { SignaturePad } from './port.ts';
import type { PenPlace } from './simulator.ts';

/** A pad that is started, with somebody's hand and a look at its screen. */
export interface SignaturePadRig {
  pad: SignaturePad;
  /** Writes on the pad, whether it takes ink or not. */
  write(strokes: readonly (readonly PenPlace[])[]): Promise<void>;
  /** Number of strokes a passer-by can see on the pad. */
  visibleStrokes(): number;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** Nothing passes any more, and no end of the line is told. */
  freeze(): Promise<void>;
  end(): Promise<void>;
}

/** From the pull of the cable to the status, and from the replug to service. */
const noticeDeadlineMs = 3000;

export const twoStrokes: readonly (readonly PenPlace[])[] = [
  [
    { x: 0.25, y: 0.5, pressure: 0.2 },
    { x: 0.5, y: 0.25, pressure: 0.6 },
    { x: 0.75, y: 0.5, pressure: 1 },
  ],
  [
    { x: 0.1, y: 0.9, pressure: 0.4 },
    { x: 0.2, y: 0.8, pressure: 0.4 },
  ],
];

/** What every driver of this class must do, on a simulator as on a real unit. */
export function signaturePadConformance(name: string, makeRig: () => Promise<SignaturePadRig>): void {
  describe(`signature pad: ${name}`, () => {
    const ends: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
    });

    async function start() {
      const rig = await makeRig();
      ends.push(rig.end);
      await expect.poll(() => rig.pad.status.value.state, { timeout: 3000 }).toBe('online');
      return rig;
    }

    /** Collects what is written as a core does. */
    function watch(pad: SignaturePad) {
      const controller = new AbortController();
      let strokes: StrokePoint[][] = [];
      let blanks = 0;
      const take = (event: InkEvent) => {
        if (event.type === 'blank') {
          strokes = [];
          blanks += 1;
        } else if (event.type === 'ink' && event.begins) strokes.push([...event.points]);
        else if (event.type === 'ink') strokes.at(-1)?.push(...event.points);
      };
      const running = (async () => {
        for await (const event of pad.watchInk(controller.signal)) take(event);
      })();
      const end = async () => {
        controller.abort();
        await running;
      };
      ends.push(end);
      const lengths = () => strokes.map((stroke) => stroke.length);
      return {
        strokes: () => strokes,
        running,
        end,
        untilBlank: (times = 1) => expect.poll(() => blanks, { timeout: 3000, interval: 5 }).toBe(times),
        expectLengths: (expected: number[]) => expect.poll(lengths, { interval: 5 }).toEqual(expected),
      };
    }

    it('a name is written -> its strokes come in order, with place, pressure and time', async () => {
      const { pad, write } = await start();
      const watched = watch(pad);
      await watched.untilBlank();
      await write(twoStrokes);
      await watched.expectLengths([3, 2]);
      for (const [index, place] of twoStrokes.flat().entries()) {
        const point = watched.strokes().flat()[index];
        expect(point?.x).toBeCloseTo(place.x, 3);
        expect(point?.y).toBeCloseTo(place.y, 3);
        expect(point?.pressure).toBeCloseTo(place.pressure, 2);
      }
      const times = watched
        .strokes()
        .flat()
        .map(({ timeMs }) => timeMs);
      expect(times[0]).toBe(0);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
    });

    it('nobody asks for a signature -> the pad shows no ink, and none is told later', async () => {
      const { pad, write, visibleStrokes } = await start();
      await expect.poll(visibleStrokes).toBe(0);
      await watch(pad).untilBlank();
      const watched = watch(pad);
      await watched.untilBlank();
      await watched.end();
      await pad.clear();
      await write(twoStrokes);
      expect(visibleStrokes()).toBe(0);
      const next = watch(pad);
      await next.untilBlank();
      await write([twoStrokes[1] ?? []]);
      await next.expectLengths([2]);
    });

    it('the person leaves in the middle of the name -> the pad is wiped for the next one', async () => {
      const { pad, write, visibleStrokes } = await start();
      const watched = watch(pad);
      await watched.untilBlank();
      await write(twoStrokes);
      expect(visibleStrokes()).toBe(2);
      await watched.end();
      await expect.poll(visibleStrokes).toBe(0);
    });

    it('clear -> the pad is blank, the person is told nothing of the old ink, and writes again', async () => {
      const { pad, write, visibleStrokes } = await start();
      const watched = watch(pad);
      await watched.untilBlank();
      await write(twoStrokes);
      const [one, other] = await Promise.all([pad.clear(), pad.clear()]);
      expect([one.effect, other.effect]).toEqual(['done', 'done']);
      expect(visibleStrokes()).toBe(0);
      await watched.untilBlank(2);
      await write([twoStrokes[0] ?? []]);
      await watched.expectLengths([3]);
      expect(watched.strokes()[0]?.[0]?.timeMs).toBe(0);
    });

    it('cable pulled -> told within 3 s; replugged -> the next name is taken within 3 s', async () => {
      const { pad, write, unplug, plug } = await start();
      const watched = watch(pad);
      await watched.untilBlank();
      await unplug();
      await expect.poll(() => pad.status.value.state, { timeout: noticeDeadlineMs }).not.toBe('online');
      expect((await pad.clear()).effect).toBe('none');
      await plug();
      await expect.poll(() => pad.status.value.state, { timeout: noticeDeadlineMs }).toBe('online');
      await watched.untilBlank(2);
      await write(twoStrokes);
      await watched.expectLengths([3, 2]);
    });

    it.each([
      ['watched', true],
      ['idle', false],
    ])('line dead without a word while %s -> told within 3 s', async (_state, watched) => {
      const { pad, freeze } = await start();
      if (watched) await watch(pad).untilBlank();
      await freeze();
      await expect.poll(() => pad.status.value.state, { timeout: noticeDeadlineMs }).toBe('offline');
    });

    it('a new consumer -> the stream of the one before ends, and sees nothing of the next name', async () => {
      const { pad, write } = await start();
      const old = watch(pad);
      await old.untilBlank();
      const young = watch(pad);
      await old.running;
      await young.untilBlank();
      await write(twoStrokes);
      await young.expectLengths([3, 2]);
      expect(old.strokes()).toEqual([]);
    });
  });
}
