import type { DispenserEvent } from '../../contract/device-classes.ts';
import type { Completion, Fault } from '../../contract/device-common.ts';
import { notDone } from '../host/index.ts';
import type { DispenserCommand } from './dispenser-command.ts';
import { fault } from './faults.ts';
import type { ItemWatch } from './item-watch.ts';
import { evidenceOf, judgePresenting, obstacle } from './judge.ts';
import type { LiveUnit } from './live-unit.ts';
import type { Answer, Mechanism, Sensed } from './mechanism.ts';

/** What a command works with. */
export interface CommandTools {
  unit: LiveUnit;
  items: ItemWatch;
  delivery: 'hold_at_gate' | 'straight_out';
  emit(event: DispenserEvent): void;
  /** From here on it may have happened. */
  sending(mine: DispenserCommand, before: Sensed): void;
}

/** Brings one item out, once, and says what the sensors prove. */
export async function dispense(
  tools: CommandTools,
  mine: DispenserCommand,
  signal: AbortSignal,
): Promise<Completion> {
  const { unit, items, delivery } = tools;
  const before = await unit.inOrder();
  const { mechanism } = unit;
  if (!before || !mechanism) return notDone(fault('no_answer'));
  const refusal = obstacle(before, unit.storage, delivery);
  if (refusal) return notDone(refusal, evidenceOf(before));
  if (signal.aborted) return notDone(fault('cancelled'));
  items.forget();
  const begun = await mechanism.begin();
  if (begun.kind === 'refused') return failed(unit, begun.fault, before);
  if (begun.kind === 'silent') return notDone(fault('no_answer'));
  if (signal.aborted) return notDone(fault('cancelled'));
  tools.sending(mine, before);
  if (mechanism.feed) {
    const stopped = await feedInside(unit, mechanism.feed);
    if (stopped) return stopped;
  }
  return present(tools, mine, mechanism, before);
}

/** Null when the item lies inside; otherwise why not. What does not get there is in nobody's reach. */
async function feedInside(unit: LiveUnit, feed: () => Promise<Answer>): Promise<Completion | null> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    const answer = await feed();
    const { sensed, disturbed } = await unit.settled(answer, isInside);
    if (sensed?.path === 'item_inside') {
      unit.countOut();
      return null;
    }
    if (!sensed) return notDone(fault('no_answer'));
    if (answer.kind === 'refused') return failed(unit, answer.fault, sensed);
    // Asked, and the path is clear: only then a silent feed is repeated.
    if (answer.kind !== 'silent' || disturbed || sensed.path !== 'clear' || sensed.gate !== 'empty') {
      return failed(unit, sensed.fault ?? fault('item_not_fed'), sensed);
    }
  }
  return notDone(fault('item_not_fed'));
}

async function present(
  tools: CommandTools,
  mine: DispenserCommand,
  mechanism: Mechanism,
  before: Sensed,
): Promise<Completion> {
  const { unit } = tools;
  const itemSeenInside = mechanism.feed !== null;
  let answer = await mechanism.present();
  let seen = await unit.settled(answer, isPresented);
  // Asked, and the item rests inside: only then a silent command is repeated.
  if (answer.kind === 'silent' && seen.sensed?.path === 'item_inside' && !seen.disturbed) {
    answer = await mechanism.present();
    seen = await unit.settled(answer, isPresented);
  }
  const { sensed, disturbed } = seen;
  const facts = { answer, itemSeenInside, disturbed, binCountBefore: before.binCount, after: sensed };
  const completion = judgePresenting(facts);
  unit.hold(completion.fault);
  if (!itemSeenInside && (completion.effect === 'done' || completion.fault?.code === 'item_recalled')) {
    unit.countOut();
  }
  if (completion.effect === 'done') await handOver(tools, mine, mechanism, sensed);
  unit.publish();
  return completion;
}

async function handOver(
  { unit, items, delivery, emit }: CommandTools,
  mine: DispenserCommand,
  mechanism: Mechanism,
  sensed: Sensed | null,
): Promise<void> {
  const isOut = delivery === 'straight_out';
  mine.item = isOut ? 'out' : 'at_gate';
  emit({ type: 'item_presented', commandId: mine.commandId });
  if (isOut) {
    if (sensed?.gate === 'item_present' && mechanism.release) {
      await unit.settled(await mechanism.release(), ({ gate }) => gate === 'empty');
    }
    return;
  }
  items.presented(mine);
  if (sensed) items.see(sensed);
}

function failed(unit: LiveUnit, cause: Fault, sensed: Sensed): Completion {
  unit.hold(cause);
  unit.publish();
  return notDone(cause, evidenceOf(sensed));
}

function isInside({ path }: Sensed): boolean {
  return path === 'item_inside';
}

function isPresented({ gate, takenAway, calledBack }: Sensed): boolean {
  return gate === 'item_present' || takenAway === true || calledBack === true;
}
