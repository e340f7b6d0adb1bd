import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePlan, readable, spread } from './plan.ts';

const size = { width: 900, height: 500, margin: 40 };
const hall = { latitude: 31.2, longitude: 121.5 };

describe('the plan of terminals', () => {
  it('wherever they stand, each is on it, north of another above it and east of it to the right', () => {
    const place = fc.record({
      latitude: fc.double({ min: -85, max: 85, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
        const plan = makePlan(places, size);
        const marks = places.map((each) => ({ ...each, ...plan.place(each) }));
        for (const { x, y } of marks) {
          expect(x).toBeGreaterThanOrEqual(size.margin - 0.01);
          expect(x).toBeLessThanOrEqual(size.width - size.margin + 0.01);
          expect(y).toBeGreaterThanOrEqual(size.margin - 0.01);
          expect(y).toBeLessThanOrEqual(size.height - size.margin + 0.01);
        }
        const [one, two] = marks;
        if (one && two && one.latitude > two.latitude) expect(one.y).toBeLessThanOrEqual(two.y);
        if (one && two && one.longitude > two.longitude) expect(one.x).toBeGreaterThanOrEqual(two.x);
      }),
    );
  });

  it('a single terminal is in the middle, with a kilometre around it', () => {
    const plan = makePlan([hall], size);
    expect(plan.place(hall)).toEqual({ x: 450, y: 250 });
    expect(plan.scale.px).toBeLessThanOrEqual(size.width / 4);
  });

  it('the scale is true: a kilometre to the north is as long on the plan as it says', () => {
    const north = { ...hall, latitude: hall.latitude + 1 / 111.2 };
    const plan = makePlan([hall, { latitude: 31.0, longitude: 121.0 }], size);
    const px = plan.place(hall).y - plan.place(north).y;
    expect(px).toBeCloseTo(plan.scale.px / plan.scale.km, 5);
  });

  it('two names that would lie on each other -> the first can be read', () => {
    const names = [
      { x: 100, y: 100, name: '五角场 4 号机' },
      { x: 140, y: 106, name: '嘉定 9 号机' },
      { x: 140, y: 140, name: '嘉定 9 号机' },
    ];
    expect(readable(names, 12)).toEqual([true, false, true]);
  });

  it('terminals in one house -> none lies on another', () => {
    const marks = spread(
      Array.from({ length: 9 }, () => ({ x: 100, y: 100 })),
      26,
    );
    expect(new Set(marks.map(({ x, y }) => `${x} ${y}`)).size).toBe(9);
  });
});
