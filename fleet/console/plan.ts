import type { Place } from '../../contract/words.ts';

/** Kilometres of one degree of latitude. */
const kmPerDegree = 111.2;
/** A single terminal, or several in one house, are shown with this much around them. */
const leastSpanKm = 1;

export interface Plan {
  /** Pixels from the left and from the top. */
  place(place: Place): { x: number; y: number };
  /** A round length and how long it is on the plan. */
  scale: { km: number; px: number };
}

/**
 * The smallest plan with all places on it, north at the top: equirectangular, true to scale at the middle latitude,
 * which is enough for a city. Nothing but the places is needed for it.
 */
export function makePlan(
  places: readonly Place[],
  size: { width: number; height: number; margin: number },
): Plan {
  const { width, height, margin } = size;
  const latitudes = places.map(({ latitude }) => latitude);
  const middleLatitude = middle(latitudes);
  const east = kmPerDegree * Math.cos((middleLatitude * Math.PI) / 180);
  const toKm = ({ latitude, longitude }: Place) => ({ x: longitude * east, y: -latitude * kmPerDegree });
  const all = places.map(toKm);
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  const pxPerKm = Math.min(
    (width - 2 * margin) / Math.max(span(xs), leastSpanKm),
    (height - 2 * margin) / Math.max(span(ys), leastSpanKm),
  );
  const centre = { x: middle(xs), y: middle(ys) };
  const km = roundLength(width / 4 / pxPerKm);
  return {
    place(place) {
      const { x, y } = toKm(place);
      return { x: width / 2 + (x - centre.x) * pxPerKm, y: height / 2 + (y - centre.y) * pxPerKm };
    },
    scale: { km, px: km * pxPerKm },
  };
}

/** Marks that would lie on each other are moved aside, in rows of four. */
export function spread<Mark extends { x: number; y: number }>(
  marks: readonly Mark[],
  sizePx: number,
): Mark[] {
  const taken = new Map<string, number>();
  return marks.map((mark) => {
    const cell = `${Math.round(mark.x / sizePx)} ${Math.round(mark.y / sizePx)}`;
    const before = taken.get(cell) ?? 0;
    taken.set(cell, before + 1);
    return { ...mark, x: mark.x + (before % 4) * sizePx, y: mark.y + Math.floor(before / 4) * sizePx };
  });
}

/** Whether the name under each mark can be read: not where it would lie on the name of one before it. */
export function readable(
  names: readonly { x: number; y: number; name: string }[],
  signPx: number,
): boolean[] {
  const shown: { x: number; y: number; half: number }[] = [];
  return names.map(({ x, y, name }) => {
    const half = (name.length * signPx) / 2;
    const isFree = shown.every(
      (other) => Math.abs(other.y - y) > signPx || Math.abs(other.x - x) > other.half + half,
    );
    if (isFree) shown.push({ x, y, half });
    return isFree;
  });
}

/** 1, 2 or 5 times a power of ten, not longer than given. */
function roundLength(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest));
  return ([5, 2, 1].find((times) => times * power <= longest) ?? 1) * power;
}

function middle(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

function span(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
