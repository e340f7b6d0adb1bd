import type { ShownFact } from '../../../contract/attendant.ts';
import type { Clock } from '../../../contract/clock.ts';
import { askWithin } from '../cases/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';
import { factLabels, inBoth } from './fact-words.ts';
import { afterSilence, away, type Ending, nothingCame, readingTimeoutMs } from './readings.ts';

/** So long after the pen was lifted the trial is over. */
const restMs = 2000;

/** Lets the pad take ink and tells how much of it came. What was written is kept by nobody. */
export async function trySignature({
  devices,
  clock,
  stop,
}: {
  devices: DeviceDirectory;
  clock: Clock;
  stop: AbortSignal;
}): Promise<Ending> {
  const pad = devices.client('signature-pad');
  if (!pad) return away('signature-pad');
  const ink = { strokes: 0, points: 0, pressure: 0 };
  const rested = new AbortController();
  let cancelRest = () => {};
  const answer = await askWithin(clock, stop, readingTimeoutMs, async (signal) => {
    const either = AbortSignal.any([signal, rested.signal]);
    try {
      for await (const event of await pad.watchInk(undefined, { signal: either })) {
        cancelRest();
        if (event.type === 'pen_lifted') cancelRest = clock.after(restMs, () => rested.abort());
        if (event.type !== 'ink') continue;
        if (event.begins) ink.strokes += 1;
        ink.points += event.points.length;
        ink.pressure = Math.max(ink.pressure, ...event.points.map(({ pressure }) => pressure));
      }
    } catch (error) {
      // Ended from here, the stream may end with an error.
      if (!rested.signal.aborted) throw error;
    }
  });
  cancelRest();
  if (ink.points > 0) return { ...nothingCame, effect: 'done', facts: inkFacts(ink) };
  return answer.ok ? nothingCame : afterSilence(answer.error.kind, 'signature-pad');
}

function inkFacts(ink: { strokes: number; points: number; pressure: number }): ShownFact[] {
  return [
    { label: factLabels.strokes, value: inBoth(String(ink.strokes)) },
    { label: factLabels.points, value: inBoth(String(ink.points)) },
    { label: factLabels.pressure, value: inBoth(`${Math.round(100 * ink.pressure)} %`) },
  ];
}
