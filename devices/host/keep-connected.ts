import type { Clock } from '../../contract/clock.ts';
import type { ByteLine, Line, Transport, TransportFailure } from '../transport/index.ts';
import { pause } from './pause.ts';

const shortestBackOffMs = 250;
const longestBackOffMs = 2000;
/** A line that held so long was a good one: the next attempt comes soon. */
const stableAfterMs = 5000;

export interface KeepConnectedOptions<Kind extends Line> {
  transport: Transport<Kind>;
  clock: Clock;
  signal: AbortSignal;
  /** `lineSignal` aborts when the line is lost or the driver stops. Returns to have a new line made. */
  serve: (line: Kind, lineSignal: AbortSignal) => Promise<void>;
  onOpenFailure: (failure: TransportFailure) => void;
}

/**
 * Holds a line to the device open until the signal aborts: opens it, lets `serve` use it, closes
 * it, and opens a new one after a pause of 250 ms that doubles up to 2 s.
 */
export async function keepConnected<Kind extends Line = ByteLine>(
  options: KeepConnectedOptions<Kind>,
): Promise<void> {
  const { transport, clock, signal } = options;
  let backOffMs = shortestBackOffMs;
  while (!signal.aborted) {
    const openedAtMs = clock.monotonicMs();
    const opened = await transport.open(signal);
    if (opened.ok) await serveLine(opened.value, options);
    else if (!signal.aborted) options.onOpenFailure(opened.error);
    if (opened.ok && clock.monotonicMs() - openedAtMs > stableAfterMs) backOffMs = shortestBackOffMs;
    await pause(clock, backOffMs, signal);
    backOffMs = Math.min(backOffMs * 2, longestBackOffMs);
  }
}

async function serveLine<Kind extends Line>(line: Kind, options: KeepConnectedOptions<Kind>): Promise<void> {
  const lost = new AbortController();
  line.onLost(() => lost.abort());
  try {
    await options.serve(line, AbortSignal.any([lost.signal, options.signal]));
  } finally {
    await line.close();
  }
}
