import { type Clock, systemClock } from '../../contract/clock.ts';
import type {
  DispenserEvent,
  DispenserLookUp,
  DispenserSensors,
  DispenserStatus,
} from '../../contract/device-classes.ts';
import type { Completion, DeviceStatus } from '../../contract/device-common.ts';
import { Feed } from '../../link/index.ts';
import { OneAtATime } from '../codec/index.ts';
import {
  keepConnected,
  noAnswerStatus,
  pause,
  SingleConsumer,
  statusOfOpenFailure,
  unknownStatus,
} from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { CommandMemory, type RememberedCommand } from './command-memory.ts';
import { done, none, unknown } from './completions.ts';
import { fault, isLasting } from './faults.ts';
import { ItemWatch } from './item-watch.ts';
import { evidenceOf, judgeCapturing, judgeForgotten, judgePresenting, obstacle } from './judge.ts';
import type { Answer, MakeMechanism, Mechanism, Sensed } from './mechanism.ts';
import type { Dispenser, Refill } from './port.ts';
import { type Storage, sensorsOf, statusOf } from './status.ts';

export interface StorageDispenserOptions {
  transport: Transport;
  makeMechanism: MakeMechanism;
  delivery: 'hold_at_gate' | 'straight_out';
  hopper: { contents: 'cards' | 'invoices'; capacity: number; threshold: number };
  bin: { capacity: number };
  clock?: Clock;
  pollIntervalMs?: number;
  /** While an item lies at the gate. */
  fastPollIntervalMs?: number;
  /** Between two looks while a command is under way. */
  lookIntervalMs?: number;
  /** Without an answer that ends a move, sensors must stand still for so long before nothing is believed to move. */
  restMs?: number;
  /** From a command to the last look at what came of it. */
  outcomeDeadlineMs?: number;
  /** A unit with a lasting fault is brought into order again so often. */
  recoverIntervalMs?: number;
}

/** What all dispensers share: commands that happen once, sensors that prove them, storage units and status. */
export class StorageDispenser implements Dispenser {
  readonly status: Feed<DispenserStatus>;
  readonly #options: Required<StorageDispenserOptions>;
  readonly #stopping = new AbortController();
  readonly #turns = new OneAtATime();
  readonly #commands = new CommandMemory();
  readonly #events = new SingleConsumer<DispenserEvent>(() => {});
  readonly #items: ItemWatch;
  readonly #storage: Storage;
  #mechanism: Mechanism | null = null;
  #sensed: Sensed | null = null;
  #heldFault: DeviceStatus['fault'] = null;
  #recoveredAtMs = Number.NEGATIVE_INFINITY;
  /** Commands under way; while there are any the poll stays out of their evidence. */
  #busy = 0;
  #commandsBegun = 0;
  #latest: RememberedCommand | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: StorageDispenserOptions) {
    this.#options = {
      clock: systemClock,
      pollIntervalMs: 500,
      fastPollIntervalMs: 200,
      lookIntervalMs: 150,
      restMs: 4000,
      outcomeDeadlineMs: 12_000,
      recoverIntervalMs: 10_000,
      ...options,
    };
    this.#storage = { hopper: { ...options.hopper, count: null }, bin: { ...options.bin, count: null } };
    this.#items = new ItemWatch((event, command) => {
      if (event.type === 'item_captured' && this.#storage.bin.count !== null) this.#storage.bin.count += 1;
      if (command) command.item = itemAfter(event);
      this.#events.emit(event);
    });
    this.status = new Feed<DispenserStatus>({ ...unknownStatus, ...sensorsOf(null, this.#storage) });
  }

  start(): void {
    const { transport, clock } = this.#options;
    this.#running = keepConnected({
      transport,
      clock,
      signal: this.#stopping.signal,
      serve: (line, signal) => this.#serve(line, signal),
      onOpenFailure: (failure) => this.#publishAway(statusOfOpenFailure(failure)),
    });
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#running;
  }

  watchEvents(signal: AbortSignal): AsyncGenerator<DispenserEvent, void, void> {
    return this.#events.watch(signal);
  }

  dispense(commandId: string, signal: AbortSignal): Promise<Completion> {
    return this.#once(commandId, 'dispense', (mine) => this.#dispense(mine, signal));
  }

  capture(commandId: string, signal: AbortSignal): Promise<Completion> {
    return this.#once(commandId, 'capture', (mine) => this.#capture(mine, signal));
  }

  async lookUp({ commandId, before }: DispenserLookUp): Promise<Completion> {
    const known = this.#commands.find(commandId);
    if (!known) return judgeForgotten(before, await this.#lookNow());
    const { completion } = known;
    if (!completion) return unknown(null, { running: true });
    if (completion.effect === 'unknown' && this.#latest === known) await this.#learnLater(known);
    const settled = known.completion ?? completion;
    if (known.act === 'capture' || settled.effect !== 'done') return settled;
    return { ...settled, evidence: { ...settled.evidence, item: known.item } };
  }

  async readUnits(): Promise<DispenserSensors> {
    await this.#lookNow();
    return sensorsOf(this.#sensed, this.#storage);
  }

  refill({ unit, count }: Refill): Promise<Completion> {
    return this.#occupied(async () => {
      const own = this.#storage[unit];
      if (count > own.capacity) return none(fault('count_too_large'));
      if (unit === 'bin') {
        const told = (await this.#mechanism?.setBinCount(count)) ?? 'silent';
        // Its own counter is what is believed later: it must not keep the old number.
        if (told === 'silent') return none(fault('no_answer'));
      }
      own.count = count;
      // Whoever filled it has closed it again: the moment to find out whether it works.
      if (this.#heldFault) await this.#recover();
      await this.#lookNow();
      return done({ unit, count });
    });
  }

  /* ---- commands ---- */

  async #once(
    commandId: string,
    act: RememberedCommand['act'],
    run: (mine: RememberedCommand) => Promise<Completion>,
  ): Promise<Completion> {
    const known = this.#commands.find(commandId);
    // What was refused before anything was sent may be tried again under the same name.
    if (known && (known.sent || known.completion?.effect !== 'none')) {
      const first = await known.finished;
      return known.completion ?? first;
    }
    return this.#commands.begin(commandId, act, (mine) => this.#occupied(() => run(mine))).finished;
  }

  #occupied<Value>(task: () => Promise<Value>): Promise<Value> {
    return this.#turns.run(async () => {
      this.#busy += 1;
      this.#commandsBegun += 1;
      try {
        return await task();
      } finally {
        this.#busy -= 1;
      }
    });
  }

  async #dispense(mine: RememberedCommand, signal: AbortSignal): Promise<Completion> {
    const before = await this.#inOrder();
    const mechanism = this.#mechanism;
    if (!before || !mechanism) return none(fault('no_answer'));
    const refusal = obstacle(before, this.#storage, this.#options.delivery);
    if (refusal) return none(refusal, evidenceOf(before));
    if (signal.aborted) return none(fault('cancelled'));
    this.#items.forget();
    const begun = await mechanism.begin();
    if (begun.kind === 'refused') return this.#failed(begun.fault, before);
    if (begun.kind === 'silent') return none(fault('no_answer'));
    if (signal.aborted) return none(fault('cancelled'));
    this.#sending(mine, before);
    if (mechanism.feed) {
      const stopped = await this.#feed(mechanism.feed);
      if (stopped) return stopped;
    }
    return this.#present(mine, mechanism, before);
  }

  /** Null when the item lies inside; otherwise why not. What does not get there is in nobody's reach. */
  async #feed(feed: () => Promise<Answer>): Promise<Completion | null> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const answer = await feed();
      const { sensed, disturbed } = await this.#settled(answer, isInside);
      if (sensed?.path === 'item_inside') {
        this.#countOut();
        return null;
      }
      if (!sensed) return none(fault('no_answer'));
      if (answer.kind === 'refused') return this.#failed(answer.fault, sensed);
      // Asked, and the path is clear: only then a silent feed is repeated.
      if (answer.kind !== 'silent' || disturbed || sensed.path !== 'clear' || sensed.gate !== 'empty') {
        return this.#failed(sensed.fault ?? fault('item_not_fed'), sensed);
      }
    }
    return none(fault('item_not_fed'));
  }

  async #present(mine: RememberedCommand, mechanism: Mechanism, before: Sensed): Promise<Completion> {
    const itemSeenInside = mechanism.feed !== null;
    let answer = await mechanism.present();
    let seen = await this.#settled(answer, isPresented);
    // Asked, and the item rests inside: only then a silent command is repeated.
    if (answer.kind === 'silent' && seen.sensed?.path === 'item_inside' && !seen.disturbed) {
      answer = await mechanism.present();
      seen = await this.#settled(answer, isPresented);
    }
    const { sensed, disturbed } = seen;
    const facts = { answer, itemSeenInside, disturbed, binCountBefore: before.binCount, after: sensed };
    const completion = judgePresenting(facts);
    this.#hold(completion.fault);
    if (!itemSeenInside && (completion.effect === 'done' || completion.fault?.code === 'item_recalled')) {
      this.#countOut();
    }
    if (completion.effect === 'done') await this.#handOver(mine, mechanism, sensed);
    this.#publish();
    return completion;
  }

  async #handOver(mine: RememberedCommand, mechanism: Mechanism, sensed: Sensed | null): Promise<void> {
    const isOut = this.#options.delivery === 'straight_out';
    mine.item = isOut ? 'out' : 'at_gate';
    this.#events.emit({ type: 'item_presented', commandId: mine.commandId });
    if (isOut) {
      if (sensed?.gate === 'item_present' && mechanism.release) {
        await this.#settled(await mechanism.release(), ({ gate }) => gate === 'empty');
      }
      return;
    }
    this.#items.presented(mine);
    if (sensed) this.#items.see(sensed);
  }

  async #capture(mine: RememberedCommand, signal: AbortSignal): Promise<Completion> {
    const before = await this.#inOrder();
    const mechanism = this.#mechanism;
    if (!before || !mechanism) return none(fault('no_answer'));
    if (before.gate === 'empty' && before.path !== 'item_inside') {
      return none(fault('nothing_to_capture'), evidenceOf(before));
    }
    if (before.fault) return none(before.fault, evidenceOf(before));
    if (before.bin === 'full') return none(fault('bin_full'), evidenceOf(before));
    if (signal.aborted) return none(fault('cancelled'));
    // Flags of an item before would speak for this one.
    if (before.takenAway || before.calledBack) await mechanism.begin();
    this.#sending(mine, before);
    let answer = await mechanism.capture();
    let seen = await this.#settled(answer, isCaptured);
    const stays = seen.sensed?.gate === 'item_present' || seen.sensed?.path === 'item_inside';
    // Asked, and the item rests where it was: only then a silent command is repeated.
    if (answer.kind === 'silent' && stays && !seen.disturbed) {
      answer = await mechanism.capture();
      seen = await this.#settled(answer, isCaptured);
    }
    const { sensed, disturbed } = seen;
    const completion = judgeCapturing({
      answer,
      itemSeenInside: false,
      disturbed,
      binCountBefore: before.binCount,
      after: sensed,
    });
    this.#hold(completion.fault);
    if (completion.effect === 'done') this.#items.captured();
    else if (sensed) this.#items.see(sensed);
    this.#publish();
    return completion;
  }

  #sending(mine: RememberedCommand, before: Sensed): void {
    mine.sent = true;
    mine.binCountBefore = before.binCount;
    this.#latest = mine;
  }

  /** What could not be said at the end of a command may show later: only sensors that see something count. */
  async #learnLater(command: RememberedCommand): Promise<void> {
    const after = await this.#lookNow();
    if (!after || !command.completion) return;
    const answer: Answer = { kind: 'silent' };
    const facts = {
      answer,
      itemSeenInside: true,
      disturbed: true,
      binCountBefore: command.binCountBefore,
      after,
    };
    const judged = command.act === 'dispense' ? judgePresenting(facts) : judgeCapturing(facts);
    if (judged.effect === 'unknown') return;
    command.completion = judged;
    if (command.act === 'dispense' && judged.effect === 'done') {
      command.item = 'at_gate';
      this.#items.presented(command);
      this.#items.see(after);
    }
  }

  #failed(cause: NonNullable<DeviceStatus['fault']>, sensed: Sensed): Completion {
    this.#hold(cause);
    this.#publish();
    return none(cause, evidenceOf(sensed));
  }

  #hold(cause: DeviceStatus['fault']): void {
    if (!cause || !isLasting(cause) || this.#sensed?.fault) return;
    this.#heldFault = cause;
    this.#recoveredAtMs = this.#options.clock.monotonicMs();
  }

  #countOut(): void {
    const { hopper } = this.#storage;
    if (hopper.count !== null) hopper.count = Math.max(0, hopper.count - 1);
  }

  /* ---- looking ---- */

  /** One look, published. Null when the unit does not answer. */
  async #lookNow(): Promise<Sensed | null> {
    const sensed = (await this.#mechanism?.look()) ?? null;
    if (sensed) this.#note(sensed);
    return sensed;
  }

  /** One look, after an attempt to get rid of a fault that such an attempt may clear. */
  async #inOrder(): Promise<Sensed | null> {
    const sensed = await this.#lookNow();
    const isClearable =
      sensed?.fault?.code === 'dispense_failed' || sensed?.fault?.code === 'not_initialised';
    if (!sensed || (!this.#heldFault && !isClearable)) return sensed;
    await this.#recover();
    const { sensed: after } = await this.#settled({ kind: 'performed' }, () => true);
    return after && this.#heldFault ? { ...after, fault: after.fault ?? this.#heldFault } : after;
  }

  async #recover(): Promise<void> {
    this.#recoveredAtMs = this.#options.clock.monotonicMs();
    const answer = await this.#mechanism?.recover();
    if (answer?.kind === 'performed' || answer?.kind === 'accepted') this.#heldFault = null;
    else if (answer?.kind === 'refused' && isLasting(answer.fault)) this.#heldFault = answer.fault;
  }

  /**
   * Looks until the item has arrived, or the unit rests without it: at once after an answer that ends
   * the move, otherwise only after `restMs`, for the unit may still be at it. `disturbed` if it did
   * not answer every time, also over a lost line. Null when it does not answer any more.
   */
  async #settled(
    answer: Answer,
    hasArrived: (sensed: Sensed) => boolean,
  ): Promise<{ sensed: Sensed | null; disturbed: boolean }> {
    const { clock, outcomeDeadlineMs, lookIntervalMs, restMs } = this.#options;
    const isOver = answer.kind === 'performed' || answer.kind === 'refused';
    const begunAtMs = clock.monotonicMs();
    const firstMechanism = this.#mechanism;
    let restingSinceMs: number | null = null;
    let disturbed = false;
    let last: Sensed | null = null;
    while (clock.monotonicMs() - begunAtMs < outcomeDeadlineMs && !this.#stopping.signal.aborted) {
      last = await this.#lookNow();
      disturbed ||= last === null || this.#mechanism !== firstMechanism;
      if (!last || last.moving) restingSinceMs = null;
      else {
        if (hasArrived(last) || last.fault) break;
        restingSinceMs ??= clock.monotonicMs();
        if (isOver || clock.monotonicMs() - restingSinceMs >= restMs) break;
      }
      await pause(clock, lookIntervalMs, this.#stopping.signal);
    }
    return { sensed: last?.moving ? null : last, disturbed };
  }

  /* ---- the line ---- */

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, makeMechanism, pollIntervalMs, fastPollIntervalMs } = this.#options;
    const mechanism = makeMechanism(line);
    const first = await mechanism.look();
    if (first) this.#mechanism = mechanism;
    let isAnswering = first !== null;
    if (first && this.#busy === 0) await this.#observe(first);
    while (isAnswering && !signal.aborted) {
      const isItemAtGate = this.#sensed?.gate === 'item_present';
      await pause(clock, isItemAtGate ? fastPollIntervalMs : pollIntervalMs, signal);
      if (signal.aborted || this.#busy > 0) continue;
      const commandsBegun = this.#commandsBegun;
      const sensed = await mechanism.look();
      // A command that began meanwhile looks for itself, and knows better.
      if (this.#commandsBegun !== commandsBegun) continue;
      isAnswering = sensed !== null;
      if (sensed) await this.#observe(sensed);
    }
    if (this.#mechanism === mechanism) this.#mechanism = null;
    this.#items.lineLost();
    if (!this.#stopping.signal.aborted) this.#publishAway(noAnswerStatus);
  }

  async #observe(sensed: Sensed): Promise<void> {
    this.#note(sensed);
    this.#items.see(sensed);
    const isRecoverable = this.#heldFault !== null || sensed.fault?.code === 'not_initialised';
    const sinceMs = this.#options.clock.monotonicMs() - this.#recoveredAtMs;
    if (isRecoverable && sinceMs >= this.#options.recoverIntervalMs) {
      await this.#occupied(() => this.#recover());
    }
  }

  #note(sensed: Sensed): void {
    this.#sensed = sensed;
    this.#publish();
  }

  #publish(): void {
    if (this.#sensed) this.#set(statusOf(this.#sensed, this.#heldFault, this.#storage));
  }

  #publishAway(head: DeviceStatus): void {
    this.#sensed = null;
    this.#set({ state: head.state, fault: head.fault, ...sensorsOf(null, this.#storage) });
  }

  #set(status: DispenserStatus): void {
    if (JSON.stringify(status) !== JSON.stringify(this.status.value)) this.status.set(status);
  }
}

function isInside({ path }: Sensed): boolean {
  return path === 'item_inside';
}

function isPresented({ gate, takenAway, calledBack }: Sensed): boolean {
  return gate === 'item_present' || takenAway === true || calledBack === true;
}

/** A unit that holds flags raises one of them; of others the empty gate is all there is to see. */
function isCaptured({ gate, path, takenAway, calledBack }: Sensed): boolean {
  if (takenAway || calledBack) return true;
  return calledBack === null && gate === 'empty' && path !== 'item_inside';
}

function itemAfter({ type }: DispenserEvent): RememberedCommand['item'] {
  switch (type) {
    case 'item_presented':
      return 'at_gate';
    case 'item_taken':
      return 'taken';
    case 'item_captured':
      return 'captured';
    case 'item_gone_unseen':
      return 'gone_unseen';
  }
}
