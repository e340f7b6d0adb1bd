import type { DispenserLookUp } from '../../contract/device-classes.ts';
import type { Completion, Fault } from '../../contract/device-common.ts';
import { done, notDone, notKnown } from '../host/index.ts';
import { fault } from './faults.ts';
import type { Answer, Sensed } from './mechanism.ts';
import { binOf, hopperOf, type Storage } from './status.ts';

/** What is known when a command is over. */
export interface Facts {
  answer: Answer;
  /** The sensors saw the item between hopper and gate before it was sent on. */
  itemSeenInside: boolean;
  /** The unit fell silent or the line was lost in between: what it holds may have been reset. */
  disturbed: boolean;
  binCountBefore: number | null;
  /** The last look; null when the unit stayed silent. */
  after: Sensed | null;
}

/** Did an item come into a person's reach? Sensors decide before what the unit said. */
export function judgePresenting(facts: Facts): Completion {
  const { answer, itemSeenInside, disturbed, after } = facts;
  if (!after) return notKnown(fault('outcome_not_told'));
  const evidence = evidenceOf(after);
  const saidFault = answer.kind === 'refused' ? answer.fault : null;
  if (after.gate === 'item_present') return done(evidence);
  if (after.takenAway) return done(evidence);
  if (after.calledBack || binGrew(facts)) return notDone(fault('item_recalled'), evidence);
  if (after.path === 'item_inside') {
    return notDone(saidFault ?? after.fault ?? fault('item_not_presented'), evidence);
  }
  if (after.gate === null || after.path === null) {
    return notKnown(after.fault ?? saidFault ?? fault('outcome_not_told'), evidence);
  }
  // From here on no sensor sees an item.
  if (answer.kind === 'performed') return done(evidence);
  if (itemSeenInside) {
    if (saidFault?.code === 'moved_by_hand') return done(evidence);
    const isBinUnchanged = after.binCount !== null && after.binCount === facts.binCountBefore;
    if (!saidFault && isBinUnchanged && !disturbed) return done(evidence);
    return notKnown(saidFault ?? fault('outcome_not_told'), evidence);
  }
  // Jammed, an item may hang in the gate where a hand can reach it.
  if (after.fault?.code === 'jam' || disturbed || after.takenAway === null) {
    return notKnown(after.fault ?? saidFault ?? fault('outcome_not_told'), evidence);
  }
  return notDone(after.fault ?? saidFault ?? fault('item_not_fed'), evidence);
}

/** Did the item go into the bin? */
export function judgeCapturing(facts: Facts): Completion {
  const { answer, after } = facts;
  if (!after) return notKnown(fault('outcome_not_told'));
  const evidence = evidenceOf(after);
  const saidFault = answer.kind === 'refused' ? answer.fault : null;
  if (after.gate === 'item_present' || after.path === 'item_inside') {
    return notDone(saidFault ?? after.fault ?? fault('item_not_captured'), evidence);
  }
  if (after.calledBack || binGrew(facts)) return done(evidence);
  if (after.takenAway || saidFault?.code === 'moved_by_hand') return notDone(fault('item_taken'), evidence);
  if (answer.kind === 'performed' && after.gate === 'empty') return done(evidence);
  return notKnown(saidFault ?? after.fault ?? fault('outcome_not_told'), evidence);
}

/** A command the host does not remember, from what was noted before it and what is seen now. */
export function judgeForgotten(before: DispenserLookUp['before'], now: Sensed | null): Completion {
  if (!now) return notKnown(fault('no_answer'));
  const evidence = evidenceOf(now);
  if (!before) return notKnown(null, evidence);
  const hasBinGrown = before.binCount !== null && now.binCount !== null && now.binCount > before.binCount;
  if (before.act === 'capture') {
    if (before.gate === 'item_present' && now.gate === 'item_present') {
      return notDone(fault('item_not_captured'), evidence);
    }
    return hasBinGrown ? done(evidence) : notKnown(null, evidence);
  }
  if (before.gate !== 'empty') return notKnown(null, evidence);
  if (now.gate === 'item_present') return done(evidence);
  if (hasBinGrown) return notDone(fault('item_recalled'), evidence);
  if (now.path === 'item_inside') return notDone(fault('item_not_presented'), evidence);
  return notKnown(null, evidence);
}

export function evidenceOf(sensed: Sensed): Completion['evidence'] {
  const { gate, path, binCount, takenAway, calledBack } = sensed;
  return {
    gate: gate ?? 'unknown',
    path: path ?? 'unknown',
    ...(binCount === null ? {} : { binCount }),
    ...(takenAway === null ? {} : { takenAway }),
    ...(calledBack === null ? {} : { calledBack }),
  };
}

function binGrew({ after, binCountBefore }: Facts): boolean {
  return (
    binCountBefore !== null && (after?.binCount ?? null) !== null && (after?.binCount ?? 0) > binCountBefore
  );
}

/** Why a dispense may not begin; null when it may. */
export function obstacle(
  sensed: Sensed,
  storage: Storage,
  delivery: 'hold_at_gate' | 'straight_out',
): Fault | null {
  if (sensed.gate === 'item_present') return fault('item_at_gate');
  if (sensed.path === 'item_inside') return fault('item_in_path');
  if (sensed.fault) return sensed.fault;
  if (hopperOf(sensed, storage).level === 'empty') return fault('hopper_empty');
  // What nobody takes must have a place to go.
  if (binOf(sensed, storage).level === 'full' && delivery === 'hold_at_gate') return fault('bin_full');
  if (sensed.gate === null) return fault('sensor_fault');
  return null;
}
