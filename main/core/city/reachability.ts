import type { Clock } from '../../../contract/clock.ts';

/** From the end of one look to the next. */
export const watchTimes = { intervalMs: 2000, intervalWhileAwayMs: 500, secondProbeMs: 450, lookMs: 900 };
/** A city that comes and goes is not announced back at its first answer. */
const answersUntilBack = 2;

export interface ReachabilityWatch {
  /** Something else found the city silent: look now. */
  suspect(): void;
  stop(): void;
}

/**
 * Looks every 2 s. One look is two questions 450 ms apart, and the city is away if neither is
 * answered within 900 ms: told 2.9 s after it went at the latest, while a lost packet, a slow
 * answer or an interruption of under 450 ms changes nothing. While it is away, a look every 0.5 s;
 * it is back when two looks in a row were answered.
 */
export function startReachabilityWatch(options: {
  /** Asks once; resolves false for any failure, also when the signal ends it. */
  probe: (signal: AbortSignal) => Promise<boolean>;
  clock: Clock;
  /** The first look and every change. */
  listener: (reachable: boolean) => void;
}): ReachabilityWatch {
  const { probe, clock, listener } = options;
  const stopped = new AbortController();
  let reachable: boolean | null = null;
  let answersInRow = 0;
  let looking = false;
  let cancelNextLook = (): void => {};

  function tell(next: boolean): void {
    if (reachable === next) return;
    reachable = next;
    listener(next);
  }

  async function look(): Promise<void> {
    if (looking || stopped.signal.aborted) return;
    looking = true;
    cancelNextLook();
    const answered = await askTwice(probe, clock, stopped.signal);
    looking = false;
    if (stopped.signal.aborted) return;
    answersInRow = answered ? answersInRow + 1 : 0;
    if (!answered) tell(false);
    else if (reachable !== false || answersInRow >= answersUntilBack) tell(true);
    const pauseMs = reachable ? watchTimes.intervalMs : watchTimes.intervalWhileAwayMs;
    cancelNextLook = clock.after(pauseMs, () => void look());
  }

  void look();
  return {
    suspect: () => {
      if (reachable !== false) void look();
    },
    stop: () => {
      stopped.abort();
      cancelNextLook();
    },
  };
}

/** True at the first answer; false when both questions failed or time is up. */
function askTwice(
  probe: (signal: AbortSignal) => Promise<boolean>,
  clock: Clock,
  stopped: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const over = new AbortController();
    let failures = 0;
    const settle = (answered: boolean): void => {
      over.abort();
      cancelSecond();
      cancelDeadline();
      stopped.removeEventListener('abort', giveUp);
      resolve(answered);
    };
    const giveUp = (): void => settle(false);
    const ask = async (): Promise<void> => {
      const answered = await probe(over.signal);
      if (answered) settle(true);
      else if (++failures === 2) settle(false);
    };
    const cancelSecond = clock.after(watchTimes.secondProbeMs, () => void ask());
    const cancelDeadline = clock.after(watchTimes.lookMs, giveUp);
    stopped.addEventListener('abort', giveUp);
    void ask();
  });
}
