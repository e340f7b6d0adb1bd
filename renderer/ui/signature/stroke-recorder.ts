import { mostPoints, mostStrokes, type Stroke, type StrokePoint } from '../../../contract/signature.ts';

/** The field on the panel, CSS pixels. */
export interface FieldBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** As a pointer event gives it; `timeMs` on any clock that goes on steadily, `pressure` in 0..1. */
export interface PointerSample {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
  readonly timeMs: number;
}

const decimals = 10_000;

const round = (value: number) => Math.round(value * decimals) / decimals;
const clamp = (value: number) => Math.min(1, Math.max(0, value));

/**
 * Collects strokes: x and y in 0..1 of the field, pressure, milliseconds since the first touch. One finger
 * writes; a resting palm or a second finger is not taken for ink. What came from a pad goes on here.
 */
export class StrokeRecorder {
  #strokes: StrokePoint[][] = [];
  #current: StrokePoint[] | null = null;
  #pointerId: number | null = null;
  #startMs: number | null = null;
  #points = 0;

  /** Returns whether this pointer writes. */
  begin(pointerId: number, sample: PointerSample, box: FieldBox): boolean {
    if (this.#pointerId !== null || this.#strokes.length >= mostStrokes || this.#isFull) return false;
    this.#pointerId = pointerId;
    this.#startMs ??= sample.timeMs;
    this.#current = [this.#place(sample, box)];
    this.#points += 1;
    this.#strokes.push(this.#current);
    return true;
  }

  /** Returns the points added, with the one before them, to be drawn. */
  move(pointerId: number, samples: readonly PointerSample[], box: FieldBox): readonly StrokePoint[] {
    const current = this.#current;
    if (pointerId !== this.#pointerId || !current) return [];
    const drawn = current.slice(-1);
    for (const sample of samples) {
      const point = this.#place(sample, box);
      const last = current.at(-1);
      if (this.#isFull || (last && last.x === point.x && last.y === point.y)) continue;
      current.push(point);
      this.#points += 1;
      drawn.push(point);
    }
    return drawn;
  }

  /** A mere dot is a stroke too: its one point is kept twice. */
  end(pointerId: number): void {
    if (pointerId !== this.#pointerId || !this.#current) return;
    const [first] = this.#current;
    if (first && this.#current.length === 1) this.#current.push({ ...first });
    this.#forgetPointer();
  }

  /** What stands on a pad, in place of everything here. */
  replace(strokes: readonly (readonly StrokePoint[])[], nowMs: number): void {
    this.clear();
    for (const stroke of strokes) this.append(true, stroke, nowMs);
  }

  /** Points that were just written on a pad. Returns them with the one before, to be drawn. */
  append(begins: boolean, points: readonly StrokePoint[], nowMs: number): readonly StrokePoint[] {
    const last = points.at(-1);
    if (!last) return [];
    this.#startMs = nowMs - last.timeMs;
    this.#points += points.length;
    const current = begins ? undefined : this.#strokes.at(-1);
    if (!current) {
      this.#strokes.push([...points]);
      return points;
    }
    const drawn = [...current.slice(-1), ...points];
    current.push(...points);
    return drawn;
  }

  undo(): void {
    this.#points -= this.#strokes.at(-1)?.length ?? 0;
    this.#strokes = this.#strokes.slice(0, -1);
    this.#forgetPointer();
  }

  clear(): void {
    this.#strokes = [];
    this.#startMs = null;
    this.#points = 0;
    this.#forgetPointer();
  }

  /** Finished strokes and the one being written. */
  get strokes(): readonly (readonly StrokePoint[])[] {
    return this.#strokes;
  }

  /** As a signature holds them. */
  finished(): Stroke[] {
    return this.#strokes.map((stroke) => (stroke.length === 1 ? [...stroke, ...stroke] : [...stroke]));
  }

  /** Each stroke of one point will need a second. */
  get #isFull(): boolean {
    return this.#points >= mostPoints - mostStrokes;
  }

  #forgetPointer(): void {
    this.#current = null;
    this.#pointerId = null;
  }

  #place({ x, y, pressure, timeMs }: PointerSample, box: FieldBox): StrokePoint {
    return {
      x: round(clamp((x - box.left) / box.width)),
      y: round(clamp((y - box.top) / box.height)),
      pressure: round(clamp(pressure)),
      timeMs: Math.max(0, Math.round(timeMs - (this.#startMs ?? timeMs))),
    };
  }
}
