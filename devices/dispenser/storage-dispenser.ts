import { systemClock } from '../../contract/clock.ts';
import type {
  DispenserEvent,
  DispenserLookUp,
  DispenserSensors,
  DispenserStatus,
} from '../../contract/device-classes.ts';
import type { Completion } from '../../contract/device-common.ts';
import { unreachable } from '../../contract/result.ts';
import type { Feed } from '../../link/index.ts';
import { CommandMemory, done, noRecoveryMeans, notDone, notKnown, SingleConsumer } from '../host/index.ts';
import { capture } from './capture.ts';
import { type CommandTools, dispense } from './dispense.ts';
import type { DispenserCommand, DispenserFacts } from './dispenser-command.ts';
import { fault } from './faults.ts';
import { ItemWatch } from './item-watch.ts';
import { judgeCapturing, judgeForgotten, judgePresenting } from './judge.ts';
import { LiveUnit, type LiveUnitOptions } from './live-unit.ts';
import type { Answer } from './mechanism.ts';
import type { Dispenser, Refill } from './port.ts';
import { type Storage, sensorsOf } from './status.ts';

export interface StorageDispenserOptions
  extends Pick<LiveUnitOptions, 'transport' | 'makeMechanism'>,
    Partial<Omit<LiveUnitOptions, 'transport' | 'makeMechanism'>> {
  delivery: 'hold_at_gate' | 'straight_out';
  hopper: Omit<Storage['hopper'], 'count'>;
  bin: Omit<Storage['bin'], 'count'>;
}

type Run = (tools: CommandTools, mine: DispenserCommand, signal: AbortSignal) => Promise<Completion>;

/** What all dispensers share: commands that happen once, sensors that prove them, storage units and status. */
export class StorageDispenser implements Dispenser {
  readonly status: Feed<DispenserStatus>;
  readonly #commands = new CommandMemory<DispenserFacts>();
  readonly #events = new SingleConsumer<DispenserEvent>(() => {});
  readonly #items: ItemWatch;
  readonly #storage: Storage;
  readonly #unit: LiveUnit;
  readonly #tools: CommandTools;
  #latest: DispenserCommand | null = null;

  constructor({ delivery, hopper, bin, ...options }: StorageDispenserOptions) {
    this.#storage = { hopper: { ...hopper, count: null }, bin: { ...bin, count: null } };
    this.#items = new ItemWatch((event, command) => this.#tell(event, command));
    const defaults = {
      clock: systemClock,
      means: noRecoveryMeans,
      pollIntervalMs: 800,
      fastPollIntervalMs: 200,
      lookIntervalMs: 150,
      restMs: 4000,
      outcomeDeadlineMs: 12_000,
      recoverIntervalMs: 10_000,
    };
    this.#unit = new LiveUnit({ ...defaults, ...options }, this.#storage, this.#items);
    this.status = this.#unit.connection.status;
    this.#tools = {
      unit: this.#unit,
      items: this.#items,
      delivery,
      emit: (event) => this.#events.emit(event),
      sending: (mine, before) => {
        mine.sent = true;
        mine.binCountBefore = before.binCount;
        this.#latest = mine;
      },
    };
  }

  start(): void {
    this.#unit.connection.start();
  }

  stop(): Promise<void> {
    return this.#unit.connection.stop();
  }

  watchEvents(signal: AbortSignal): AsyncGenerator<DispenserEvent, void, void> {
    return this.#events.watch(signal);
  }

  dispense(commandId: string, signal: AbortSignal): Promise<Completion> {
    return this.#once(commandId, 'dispense', dispense, signal);
  }

  capture(commandId: string, signal: AbortSignal): Promise<Completion> {
    return this.#once(commandId, 'capture', capture, signal);
  }

  async lookUp({ commandId, before }: DispenserLookUp): Promise<Completion> {
    const known = this.#commands.find(commandId);
    if (!known) return judgeForgotten(before, await this.#unit.look());
    const { completion } = known;
    if (!completion) return notKnown(null, { running: true });
    if (completion.effect === 'unknown' && this.#latest === known) await this.#learnLater(known);
    const settled = known.completion ?? completion;
    if (known.act === 'capture' || settled.effect !== 'done') return settled;
    return { ...settled, evidence: { ...settled.evidence, item: known.item } };
  }

  async readUnits(): Promise<DispenserSensors> {
    await this.#unit.look();
    return sensorsOf(this.#unit.sensed, this.#storage);
  }

  refill({ unit, count }: Refill): Promise<Completion> {
    return this.#unit.occupied(async () => {
      const own = this.#storage[unit];
      if (count > own.capacity) return notDone(fault('count_too_large'));
      if (unit === 'bin') {
        const told = (await this.#unit.mechanism?.setBinCount(count)) ?? 'silent';
        // Its own counter is what is believed later: it must not keep the old number.
        if (told === 'silent') return notDone(fault('no_answer'));
      }
      own.count = count;
      // Whoever filled it has closed it again: the moment to find out whether it works.
      if (this.#unit.needsOrder) await this.#unit.recover();
      await this.#unit.look();
      return done({ unit, count });
    });
  }

  #once(commandId: string, act: DispenserFacts['act'], run: Run, signal: AbortSignal): Promise<Completion> {
    const facts: DispenserFacts = { commandId, act, item: 'none', binCountBefore: null };
    return this.#commands.once(commandId, facts, (mine) =>
      this.#unit.occupied(() => run(this.#tools, mine, signal)),
    );
  }

  /** What could not be said at the end of a command may show later: only sensors that see something count. */
  async #learnLater(command: DispenserCommand): Promise<void> {
    const after = await this.#unit.look();
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

  #tell(event: DispenserEvent, command: DispenserCommand | null): void {
    const { bin } = this.#storage;
    if (event.type === 'item_captured' && bin.count !== null) bin.count += 1;
    if (command) command.item = itemAfter(event);
    this.#events.emit(event);
  }
}

function itemAfter({ type }: DispenserEvent): DispenserFacts['item'] {
  switch (type) {
    case 'item_presented':
      return 'at_gate';
    case 'item_taken':
      return 'taken';
    case 'item_captured':
      return 'captured';
    case 'item_gone_unseen':
      return 'gone_unseen';
    default:
      return unreachable(type);
  }
}
