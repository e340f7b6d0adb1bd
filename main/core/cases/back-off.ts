import type { RandomSource } from '../../../contract/clock.ts';

/** Share of a wait by which it is made longer or shorter, so that thousands of terminals do not come back at once. */
const jitter = 0.2;

/** Doubles with every attempt from `shortestMs` to `longestMs`, each a fifth longer or shorter by chance. */
export function backOffMs(
  random: RandomSource,
  attempts: number,
  shortestMs: number,
  longestMs: number,
): number {
  const plannedMs = Math.min(shortestMs * 2 ** Math.min(attempts, 30), longestMs);
  return Math.round(plannedMs * (1 - jitter + 2 * jitter * fractionOf(random)));
}

/** A number from 0 to below 1, out of the random bits at the end of a UUID. */
function fractionOf(random: RandomSource): number {
  return Number.parseInt(random.uuid().slice(-8), 16) / 2 ** 32;
}
