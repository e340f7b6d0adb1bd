import type { Clock } from '../../contract/clock.ts';
import type { DispenserStatus } from '../../contract/device-classes.ts';
import type { DeviceStatus, Fault } from '../../contract/device-common.ts';
import { OneAtATime } from '../codec/index.ts';
import { KeptConnection, pause, type RecoveryMeans } from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { isLasting } from './faults.ts';
import type { ItemWatch } from './item-watch.ts';
import type { Answer, MakeMechanism, Mechanism, Sensed } from './mechanism.ts';
import { type Storage, sensorsOf, statusOf } from './status.ts';

export interface LiveUnitOptions {
  transport: Transport;
  makeMechanism: MakeMechanism;
  clock: Clock;
  means: RecoveryMeans;
  pollIntervalMs: number;
  /** While an item lies at the gate. */
  fastPollIntervalMs: number;
  /** Between two looks while a command is under way. */
  lookIntervalMs: number;
  /** Without an answer that ends a move, sensors must stand still for so long before nothing is believed to move. */
  restMs: number;
  /** From a command to the last look at what came of it. */
  outcomeDeadlineMs: number;
  /** A unit with a lasting fault is brought into order again so often. */
  recoverIntervalMs: number;
}

/** What the sensors said at the end of a move; `disturbed` if the unit did not answer every time. */
export interface Settled {
  /** Null when it does not answer any more. */
  sensed: Sensed | null;
  disturbed: boolean;
}

const looksToSilence = 2;

/** The unit behind its line: what it shows, what it refused, and what lies in it. */
export class LiveUnit {
  readonly connection: KeptConnection<DispenserStatus>;
  readonly storage: Storage;
  readonly #options: LiveUnitOptions;
  readonly #items: ItemWatch;
  readonly #turns = new OneAtATime();
  #mechanism: Mechanism | null = null;
  #sensed: Sensed | null = null;
  #heldFault: DeviceStatus['fault'] = null;
  #recoveredAtMs = Number.NEGATIVE_INFINITY;
  /** Commands under way; while there are any the poll stays out of their evidence. */
  #busy = 0;
  #commandsBegun = 0;

  constructor(options: LiveUnitOptions, storage: Storage, items: ItemWatch) {
    this.#options = options;
    this.storage = storage;
    this.#items = items;
    const { transport, clock, means } = options;
    this.connection = new KeptConnection<DispenserStatus>({
      transport,
      clock,
      means,
      away: ({ state, fault }) => ({ state, fault, ...sensorsOf(null, storage) }),
      serve: (line, signal) => this.#serve(line, signal),
      mayRestartHost: () => this.#busy === 0,
    });
  }

  get mechanism(): Mechanism | null {
    return this.#mechanism;
  }

  get sensed(): Sensed | null {
    return this.#sensed;
  }

  /** A fault that an attempt to bring the unit into order may clear. */
  get needsOrder(): boolean {
    return this.#heldFault !== null || isClearable(this.#sensed);
  }

  /** In turn with all other commands. */
  occupied<Value>(task: () => Promise<Value>): Promise<Value> {
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

  /** One look, published. Null when the unit does not answer. */
  async look(): Promise<Sensed | null> {
    const sensed = (await this.#mechanism?.look()) ?? null;
    if (sensed) this.#note(sensed);
    return sensed;
  }

  /** One look, after an attempt to get rid of a fault that such an attempt may clear. */
  async inOrder(): Promise<Sensed | null> {
    const sensed = await this.look();
    if (!sensed || !this.needsOrder) return sensed;
    await this.recover();
    const { sensed: after } = await this.settled({ kind: 'performed' }, () => true);
    return after && this.#heldFault ? { ...after, fault: after.fault ?? this.#heldFault } : after;
  }

  async recover(): Promise<void> {
    this.#recoveredAtMs = this.#options.clock.monotonicMs();
    const answer = await this.#mechanism?.recover();
    if (answer?.kind === 'performed' || answer?.kind === 'accepted') this.#heldFault = null;
    else if (answer?.kind === 'refused' && isLasting(answer.fault)) this.#heldFault = answer.fault;
  }

  /**
   * Looks until the item has arrived, or the unit rests without it: at once after an answer that ends
   * the move, otherwise only after `restMs`, for the unit may still be at it. A line lost in between
   * disturbs as well.
   */
  async settled(answer: Answer, hasArrived: (sensed: Sensed) => boolean): Promise<Settled> {
    const { clock, outcomeDeadlineMs, lookIntervalMs, restMs } = this.#options;
    const { stopping } = this.connection;
    const isOver = answer.kind === 'performed' || answer.kind === 'refused';
    const begunAtMs = clock.monotonicMs();
    const firstMechanism = this.#mechanism;
    let restingSinceMs: number | null = null;
    let disturbed = false;
    let missed = 0;
    let last: Sensed | null = null;
    while (clock.monotonicMs() - begunAtMs < outcomeDeadlineMs && !stopping.aborted) {
      last = await this.look();
      disturbed ||= last === null || this.#mechanism !== firstMechanism;
      missed = last ? 0 : missed + 1;
      // The poll stays out of a command, so that nobody else would tell of it.
      if (missed === looksToSilence && this.#mechanism) this.connection.tellSilence();
      if (!last || last.moving) restingSinceMs = null;
      else {
        if (hasArrived(last) || last.fault) break;
        restingSinceMs ??= clock.monotonicMs();
        if (isOver || clock.monotonicMs() - restingSinceMs >= restMs) break;
      }
      await pause(clock, lookIntervalMs, stopping);
    }
    return { sensed: last?.moving ? null : last, disturbed };
  }

  /** A fault that a command met stays the unit's until it could be brought into order. */
  hold(cause: Fault | null): void {
    if (!cause || !isLasting(cause) || this.#sensed?.fault) return;
    this.#heldFault = cause;
    this.#recoveredAtMs = this.#options.clock.monotonicMs();
  }

  countOut(): void {
    const { hopper } = this.storage;
    if (hopper.count !== null) hopper.count = Math.max(0, hopper.count - 1);
  }

  /** Tells what is known now, where the unit is there. */
  publish(): void {
    if (this.#sensed) this.connection.publish(statusOf(this.#sensed, this.#heldFault, this.storage));
  }

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, makeMechanism, pollIntervalMs, fastPollIntervalMs } = this.#options;
    const mechanism = makeMechanism(line);
    const first = await this.#ask(mechanism, signal);
    if (first) this.#mechanism = mechanism;
    let isAnswering = first !== null;
    if (first && this.#busy === 0) await this.#observe(first);
    while (isAnswering && !signal.aborted) {
      const isItemAtGate = this.#sensed?.gate === 'item_present';
      await pause(clock, isItemAtGate ? fastPollIntervalMs : pollIntervalMs, signal);
      if (signal.aborted || this.#busy > 0) continue;
      const commandsBegun = this.#commandsBegun;
      const sensed = await this.#ask(mechanism, signal);
      // A command that began meanwhile looks for itself, and knows better.
      if (this.#commandsBegun !== commandsBegun) continue;
      isAnswering = sensed !== null;
      if (sensed) await this.#observe(sensed);
    }
    if (this.#mechanism === mechanism) this.#mechanism = null;
    this.#sensed = null;
    this.#items.lineLost();
  }

  /** Asked, asked again, and reset where no item can be lost by it. */
  async #ask(mechanism: Mechanism, signal: AbortSignal): Promise<Sensed | null> {
    const look = () => mechanism.look();
    const seen = (await look()) ?? (await this.connection.askAgain(look, signal));
    // A reset clears what the unit holds of an item, and that is what proves where it went.
    if (seen || !this.#isEmptyHanded()) return seen;
    return this.connection.reset(async () => {
      await mechanism.recover();
      return mechanism.look();
    }, signal);
  }

  #isEmptyHanded(): boolean {
    return this.#busy === 0 && this.#sensed?.gate === 'empty' && this.#sensed.path === 'clear';
  }

  async #observe(sensed: Sensed): Promise<void> {
    this.#note(sensed);
    this.#items.see(sensed);
    const isRecoverable = this.#heldFault !== null || sensed.fault?.code === 'not_initialised';
    const sinceMs = this.#options.clock.monotonicMs() - this.#recoveredAtMs;
    if (isRecoverable && sinceMs >= this.#options.recoverIntervalMs) {
      await this.occupied(() => this.recover());
    }
  }

  #note(sensed: Sensed): void {
    this.#sensed = sensed;
    this.publish();
  }
}

/** Stays in the unit until it is brought into order. */
function isClearable(sensed: Sensed | null): boolean {
  const code = sensed?.fault?.code;
  return code === 'dispense_failed' || code === 'not_initialised';
}
