import { type Clock, systemClock } from '../../contract/clock.ts';
import { SteppedClock } from '../../contract/test-clock.ts';

/** Time as a row sees it: stepped, so that every run is the same, or real, for real lines and processes. */
export interface RowTime {
  readonly clock: Clock;
  readonly isReal: boolean;
  /** Lets time pass until this holds; throws after `limitMs`. */
  until(what: string, holds: () => boolean | Promise<boolean>, limitMs: number): Promise<void>;
  pass(durationMs: number): Promise<void>;
}

const stepMs = 5;
const lookMs = 20;

export function steppedTime(): RowTime {
  const clock = new SteppedClock();
  const step = async () => {
    clock.advance(stepMs);
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    clock,
    isReal: false,
    async until(what, holds, limitMs) {
      for (let passedMs = 0; !(await holds()); passedMs += stepMs) {
        if (passedMs > limitMs) throw new Error(`not within ${limitMs} ms: ${what}`);
        await step();
      }
    },
    async pass(durationMs) {
      for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) await step();
    },
  };
}

export function realTime(): RowTime {
  const pass = (durationMs: number) => new Promise<void>((resolve) => setTimeout(resolve, durationMs));
  return {
    clock: systemClock,
    isReal: true,
    pass,
    async until(what, holds, limitMs) {
      const untilMs = performance.now() + limitMs;
      while (!(await holds())) {
        if (performance.now() > untilMs) throw new Error(`not within ${limitMs} ms: ${what}`);
        await pass(lookMs);
      }
    },
  };
}
