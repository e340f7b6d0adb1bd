import type { Clock } from '../../../contract/clock.ts';
import type { CellAddress } from '../../../contract/device-classes.ts';
import type { Completion, Effect } from '../../../contract/device-common.ts';
import type { IntentId } from '../../../contract/words.ts';
import type { Evidence } from '../../../db/index.ts';
import { askWithin, pause } from './asking.ts';
import type { EffectPorts } from './ports.ts';

/** Null: the program is stopping, the next start decides. */
export type Verdict = { effect: Effect; evidence: Evidence } | null;

/** How long a device that cannot be spoken to is asked again before its effect stays unknown. */
const awayLimitMs = 30_000;
/** How long a job that its host still works on is waited for: time to bring a new roll of paper. */
const runningLimitMs = 600_000;
const askTimeoutMs = 5000;
const askAgainMs = 500;
/** A printer whose host died still prints what it has received; longer than any slip takes. */
const printerSettlesMs = 3000;

type Answer = NonNullable<Verdict> | 'away' | 'running';

export interface DecisionTools {
  ports: EffectPorts;
  clock: Clock;
  stop: AbortSignal;
}

/**
 * Did this slip come out? The device host's own memory of the job first, then the printer's cut
 * counter against its value before the intent: one more means cut, none more means not.
 */
export function decidePrint(
  tools: DecisionTools,
  intentId: IntentId,
  cutCountBefore: number | null,
): Promise<Verdict> {
  const { ports, clock, stop } = tools;
  return askUntilAnswered(tools, async () => {
    const job = await askWithin(clock, stop, askTimeoutMs, (signal) => ports.lookUpJob(intentId, signal));
    if (!job.ok) return 'away';
    if (job.value.effect !== 'unknown') return verdictOf(job.value, 'job');
    if (job.value.evidence.running === true) return 'running';
    if (cutCountBefore === null) return { effect: 'unknown', evidence: { decidedBy: 'nothing' } };
    const readCuts = () => askWithin(clock, stop, askTimeoutMs, (signal) => ports.readCutCount(signal));
    let cuts = await readCuts();
    if (cuts.ok && cuts.value === cutCountBefore) {
      await pause(clock, stop, printerSettlesMs);
      cuts = await readCuts();
    }
    // A unit that counted before the job and does not now is busy or away.
    if (!cuts.ok || cuts.value === null) return 'away';
    const evidence = { decidedBy: 'cut_count', cutCountBefore, cutCountAfter: cuts.value };
    const more = cuts.value - cutCountBefore;
    if (more === 1) return { effect: 'done', evidence };
    return { effect: more === 0 ? 'none' : 'unknown', evidence };
  });
}

/**
 * Did this cell open? The host's memory of the command first, then the door: open now although it
 * was closed before the intent means opened. A closed door proves nothing.
 */
export function decideOpening(
  tools: DecisionTools,
  intentId: IntentId,
  cell: CellAddress,
  doorBefore: string | null,
): Promise<Verdict> {
  const { ports, clock, stop } = tools;
  return askUntilAnswered(tools, async () => {
    const opening = await askWithin(clock, stop, askTimeoutMs, (signal) =>
      ports.lookUpOpening(intentId, cell, signal),
    );
    if (!opening.ok) return 'away';
    if (opening.value.effect !== 'unknown') return verdictOf(opening.value, 'command');
    if (opening.value.evidence.running === true) return 'running';
    const door = await askWithin(clock, stop, askTimeoutMs, (signal) => ports.readDoor(cell, signal));
    if (!door.ok) return 'away';
    const evidence = { decidedBy: 'door', doorBefore, doorAfter: door.value };
    const opened = doorBefore === 'closed' && door.value === 'open';
    return { effect: opened ? 'done' : 'unknown', evidence };
  });
}

/** Did an act happen that only its device can tell of? The host's memory, or what the unit itself still knows. */
export function decideByMemory(
  { clock, stop }: Pick<DecisionTools, 'clock' | 'stop'>,
  lookUp: (signal: AbortSignal) => Promise<Completion>,
): Promise<Verdict> {
  return askUntilAnswered({ clock, stop }, async () => {
    const known = await askWithin(clock, stop, askTimeoutMs, lookUp);
    if (!known.ok) return 'away';
    if (known.value.effect === 'unknown' && known.value.evidence.running === true) return 'running';
    return verdictOf(known.value, 'command');
  });
}

export function verdictOf(completion: Completion, decidedBy: string): NonNullable<Verdict> {
  const fault = completion.fault ? { fault: completion.fault.code } : {};
  return { effect: completion.effect, evidence: { ...completion.evidence, ...fault, decidedBy } };
}

async function askUntilAnswered(
  { clock, stop }: Pick<DecisionTools, 'clock' | 'stop'>,
  ask: () => Promise<Answer>,
): Promise<Verdict> {
  const begunAtMs = clock.monotonicMs();
  while (!stop.aborted) {
    const answer = await ask();
    if (stop.aborted) return null;
    if (typeof answer === 'object') return answer;
    const limitMs = answer === 'running' ? runningLimitMs : awayLimitMs;
    if (clock.monotonicMs() - begunAtMs >= limitMs) {
      return { effect: 'unknown', evidence: { decidedBy: `device_${answer}` } };
    }
    await pause(clock, stop, askAgainMs);
  }
  return null;
}
