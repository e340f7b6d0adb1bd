import type { Clock } from '../../contract/clock.ts';
import type { InkEvent } from '../../contract/device-classes.ts';
import type { StrokePoint } from '../../contract/signature.ts';
import type { StuCapability, StuInkThreshold, StuPenReport } from './stu-codec.ts';

/** The pad's clock starts over so often. */
const timeCountRange = 65_536;
const decimals = 10_000;

const share = (value: number, most: number) =>
  Math.round(Math.min(1, Math.max(0, value / most)) * decimals) / decimals;

/**
 * Turns pen reports into strokes, as the pad draws them itself: a stroke begins at the upper pressure
 * mark and ends below the lower one, or when the pen goes away.
 */
export class InkTracker {
  readonly #capability: StuCapability;
  readonly #threshold: StuInkThreshold;
  readonly #clock: Clock;
  #isDown = false;
  #start: { hostMs: number; timeCount: number | null } | null = null;
  #lastTimeMs = 0;

  constructor(options: { capability: StuCapability; threshold: StuInkThreshold; clock: Clock }) {
    this.#capability = options.capability;
    this.#threshold = options.threshold;
    this.#clock = options.clock;
  }

  take(pen: StuPenReport): InkEvent | null {
    const mark = this.#isDown ? this.#threshold.off : this.#threshold.on;
    const isDown = pen.near && pen.pressure >= mark && pen.pressure > 0;
    const begins = isDown && !this.#isDown;
    const lifted = !isDown && this.#isDown;
    this.#isDown = isDown;
    if (lifted) return { type: 'pen_lifted' };
    return isDown ? { type: 'ink', begins, points: [this.#place(pen)] } : null;
  }

  #place({ x, y, pressure, timeCount }: StuPenReport): StrokePoint {
    const { maxX, maxY, maxPressure } = this.#capability;
    return {
      x: share(x, maxX),
      y: share(y, maxY),
      pressure: share(pressure, maxPressure),
      timeMs: this.#timeOf(timeCount),
    };
  }

  /** By the pad's clock where it has one, which jitters less; the host's tells how often that started over. */
  #timeOf(timeCount: number | null): number {
    const hostMs = this.#clock.monotonicMs();
    this.#start ??= { hostMs, timeCount };
    const byHost = hostMs - this.#start.hostMs;
    let timeMs = byHost;
    if (timeCount !== null && this.#start.timeCount !== null) {
      const byPad = (timeCount - this.#start.timeCount + timeCountRange) % timeCountRange;
      timeMs = byPad + timeCountRange * Math.round((byHost - byPad) / timeCountRange);
    }
    this.#lastTimeMs = Math.max(this.#lastTimeMs, Math.round(timeMs));
    return this.#lastTimeMs;
  }
}
