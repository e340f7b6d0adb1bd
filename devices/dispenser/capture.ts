import type { Completion } from '../../contract/device-common.ts';
import { notDone } from '../host/index.ts';
import type { CommandTools } from './dispense.ts';
import type { DispenserCommand } from './dispenser-command.ts';
import { fault } from './faults.ts';
import { evidenceOf, judgeCapturing } from './judge.ts';
import type { Sensed } from './mechanism.ts';

/** Takes an item that was not taken, or that stays inside, into the bin. */
export async function capture(
  { unit, items, sending }: CommandTools,
  mine: DispenserCommand,
  signal: AbortSignal,
): Promise<Completion> {
  const before = await unit.inOrder();
  const { mechanism } = unit;
  if (!before || !mechanism) return notDone(fault('no_answer'));
  if (before.gate === 'empty' && before.path !== 'item_inside') {
    return notDone(fault('nothing_to_capture'), evidenceOf(before));
  }
  if (before.fault) return notDone(before.fault, evidenceOf(before));
  if (before.bin === 'full') return notDone(fault('bin_full'), evidenceOf(before));
  if (signal.aborted) return notDone(fault('cancelled'));
  // Flags of an item before would speak for this one.
  if (before.takenAway || before.calledBack) await mechanism.begin();
  sending(mine, before);
  let answer = await mechanism.capture();
  let seen = await unit.settled(answer, isCaptured);
  const stays = seen.sensed?.gate === 'item_present' || seen.sensed?.path === 'item_inside';
  // Asked, and the item rests where it was: only then a silent command is repeated.
  if (answer.kind === 'silent' && stays && !seen.disturbed) {
    answer = await mechanism.capture();
    seen = await unit.settled(answer, isCaptured);
  }
  const { sensed, disturbed } = seen;
  const completion = judgeCapturing({
    answer,
    itemSeenInside: false,
    disturbed,
    binCountBefore: before.binCount,
    after: sensed,
  });
  unit.hold(completion.fault);
  if (completion.effect === 'done') items.captured();
  else if (sensed) items.see(sensed);
  unit.publish();
  return completion;
}

/** A unit that holds flags raises one of them; of others the empty gate is all there is to see. */
function isCaptured({ gate, path, takenAway, calledBack }: Sensed): boolean {
  if (takenAway || calledBack) return true;
  return calledBack === null && gate === 'empty' && path !== 'item_inside';
}
