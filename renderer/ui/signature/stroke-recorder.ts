import type { SignatureStrokes } from '../../../contract/kiosk.ts';

/** The field on the panel, CSS pixels. */
export interface FieldBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** As a pointer event gives it; `timeMs` on any clock that goes on steadily. */
export interface PointerSample {
  readonly x: number;
  readonly y: number;
  readonly timeMs: number;
}

export type StrokePoint = SignatureStrokes[number][number];

const mostStrokes = 200;
const decimals = 10_000;

const round = (value: number) => Math.round(value * decimals) / decimals;
const clamp = (value: number) => Math.min(1, Math.max(0, value));

/**
 * Collects strokes: x and y in 0..1 of the field, milliseconds since the first touch. One finger
 * writes; a resting palm or a second finger is not taken for ink.
 */
export class StrokeRecorder {
  #strokes: StrokePoint[][] = [];
  #current: StrokePoint[] | null = null;
  #pointerId: number | null = null;
  #startMs: number | null = null;

  /** Returns whether this pointer writes. */
  begin(pointerId: number, sample: PointerSample, box: FieldBox): boolean {
    if (this.#pointerId !== null || this.#strokes.length >= mostStrokes) return false;
    this.#pointerId = pointerId;
    this.#startMs ??= sample.timeMs;
    this.#current = [this.#place(sample, box)];
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
      if (last && last[0] === point[0] && last[1] === point[1]) continue;
      current.push(point);
      drawn.push(point);
    }
    return drawn;
  }

  /** A mere dot is a stroke too: its one point is kept twice. */
  end(pointerId: number): void {
    if (pointerId !== this.#pointerId || !this.#current) return;
    const [first] = this.#current;
    if (first && this.#current.length === 1) this.#current.push([...first]);
    this.#current = null;
    this.#pointerId = null;
  }

  undo(): void {
    this.#strokes = this.#strokes.slice(0, -1);
    this.#forgetPointer();
  }

  clear(): void {
    this.#strokes = [];
    this.#startMs = null;
    this.#forgetPointer();
  }

  /** Finished strokes and the one being written. */
  get strokes(): SignatureStrokes {
    return this.#strokes;
  }

  #forgetPointer(): void {
    this.#current = null;
    this.#pointerId = null;
  }

  #place({ x, y, timeMs }: PointerSample, box: FieldBox): StrokePoint {
    return [
      round(clamp((x - box.left) / box.width)),
      round(clamp((y - box.top) / box.height)),
      Math.max(0, Math.round(timeMs - (this.#startMs ?? timeMs))),
    ];
  }
}
