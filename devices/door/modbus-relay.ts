import { type Clock, systemClock } from '../../contract/clock.ts';
import type { DoorOpening, DoorStatus } from '../../contract/device-classes.ts';
import type { Completion, Fault } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';
import { OneAtATime } from '../codec/index.ts';
import {
  CommandMemory,
  done,
  KeptConnection,
  noRecoveryMeans,
  notDone,
  notKnown,
  pause,
  type RecoveryMeans,
  type RememberedCommand,
} from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { doorFault, faultOfException, isRefusal } from './fault-texts.ts';
import type { Door } from './port.ts';
import { type RelayFailure, RelayLine, type RelayWiring } from './relay-line.ts';

export interface ModbusRelayOptions extends RelayWiring {
  transport: Transport;
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  pollIntervalMs?: number;
  /** While the lock is released. */
  fastPollIntervalMs?: number;
  replyDeadlineMs?: number;
  /** Between two looks at the relay after a command. */
  lookIntervalMs?: number;
  /** Past the end of a pulse: the relay should be off, and an opened door is still looked for. */
  graceMs?: number;
  /** A relay found on that nobody here switched may stay so for as long as the longest pulse. */
  longestPulseMs?: number;
}

/** So many looks at a relay that is off before it is said to have stayed off. */
const looksAtOff = 3;
/** A release with less left of it than this is waited out: nobody gets through the door in it. */
const usefulReleaseMs = 1000;

/** The lock of a door on one relay of a Modbus RTU board. */
export class ModbusRelayDoor implements Door {
  readonly status: Feed<DoorStatus>;
  readonly #options: Required<Omit<ModbusRelayOptions, 'contact'>> & Pick<ModbusRelayOptions, 'contact'>;
  readonly #connection: KeptConnection<DoorStatus>;
  readonly #openings = new CommandMemory();
  readonly #turns = new OneAtATime();
  readonly #lineTurns = new OneAtATime();
  #line: RelayLine | null = null;
  #lock: DoorStatus['lock'] = 'unknown';
  #door: DoorStatus['door'] = 'unknown';
  #refusal: Fault | null = null;
  #releasedSinceMs: number | null = null;
  #pulseEndsMs = Number.NEGATIVE_INFINITY;
  /** Openings whose end only this process can tell. */
  #underWay = 0;

  constructor(options: ModbusRelayOptions) {
    this.#options = {
      clock: systemClock,
      means: noRecoveryMeans,
      pollIntervalMs: 1000,
      fastPollIntervalMs: 200,
      replyDeadlineMs: 400,
      lookIntervalMs: 80,
      graceMs: 2000,
      longestPulseMs: 30_000,
      ...options,
    };
    const { transport, clock, means } = this.#options;
    this.#connection = new KeptConnection<DoorStatus>({
      transport,
      clock,
      means,
      away: (status) => ({ ...status, lock: this.#lock, door: this.#door }),
      serve: (line, signal) => this.#serve(line, signal),
      mayRestartHost: () => this.#underWay === 0,
    });
    this.status = this.#connection.status;
  }

  start(): void {
    this.#connection.start();
  }

  /** A pulse of the host's own making is ended before the line is let go. */
  async stop(): Promise<void> {
    const { pulse, relay } = this.#options;
    if (pulse === 'host' && this.#lock === 'released') await this.#line?.switchRelay(relay, 'off');
    await this.#connection.stop();
  }

  openDoor(opening: DoorOpening, signal: AbortSignal): Promise<Completion> {
    return this.#openings.once(opening.commandId, {}, (mine) =>
      this.#turns.run(() => this.#open(mine, opening, signal)),
    );
  }

  async lookUpOpening({ commandId }: Pick<DoorOpening, 'commandId'>): Promise<Completion> {
    const known = this.#openings.find(commandId);
    if (known && !known.completion) return notKnown(null, { running: true });
    if (known?.completion && known.completion.effect !== 'unknown') return known.completion;
    const line = this.#line;
    if (!line || (await this.#look(line))) return known?.completion ?? notKnown(doorFault('no_answer'));
    if (this.#lock === 'released' || this.#door === 'open') {
      const completion = done(this.#seen());
      if (known) known.completion = completion;
      return completion;
    }
    return known?.completion ?? notKnown(null, this.#seen());
  }

  /* ---- opening ---- */

  async #open(mine: RememberedCommand, { pulseMs }: DoorOpening, signal: AbortSignal): Promise<Completion> {
    const line = this.#line;
    if (!line || (await this.#look(line))) return notDone(this.#refusal ?? doorFault('no_answer'));
    if (this.#lock === 'released' && (await this.#staysReleased(line, signal))) {
      return done({ ...this.#seen(), alreadyReleased: true });
    }
    if (signal.aborted || this.#connection.stopping.aborted) return notDone(doorFault('cancelled'));
    if (this.#lock !== 'locked') return notDone(doorFault('no_answer'));
    const doorBefore = this.#door;
    const { clock, pulse, relay } = this.#options;
    mine.sent = true;
    let sentAtMs = clock.monotonicMs();
    const written = await this.#lineTurns.run(() => {
      sentAtMs = clock.monotonicMs();
      this.#pulseEndsMs = sentAtMs + pulseMs;
      return pulse === 'hardware' ? line.sendPulse(relay, pulseMs) : line.switchRelay(relay, 'on');
    });
    if (!written.ok && written.error.kind === 'exception' && isRefusal(written.error.exception)) {
      this.#pulseEndsMs = Number.NEGATIVE_INFINITY;
      return notDone(faultOfException(written.error.exception));
    }
    this.#underWay += 1;
    return this.#lookForRelease(doorBefore, sentAtMs).finally(() => {
      this.#underWay -= 1;
    });
  }

  /** Looks for the relay while the pulse runs and for an opened door a little longer. */
  async #lookForRelease(doorBefore: DoorStatus['door'], sentAtMs: number): Promise<Completion> {
    const { clock, lookIntervalMs, graceMs, contact } = this.#options;
    const untilMs = this.#pulseEndsMs + (contact ? graceMs : 0);
    let looksOff = 0;
    while (clock.monotonicMs() < untilMs && !this.#connection.stopping.aborted) {
      const line = this.#line;
      const failure = line ? await this.#look(line) : true;
      if (!failure && this.#lock === 'released') return done(this.#seen());
      if (!failure && this.#door === 'open' && doorBefore !== 'open') return done(this.#seen());
      // Off past the end of the pulse says nothing: it may have been on before.
      if (!failure && clock.monotonicMs() < this.#pulseEndsMs) looksOff += 1;
      if (looksOff === looksAtOff) {
        this.#pulseEndsMs = sentAtMs;
        return notDone(doorFault('relay_not_switched'), this.#seen());
      }
      await pause(clock, lookIntervalMs, this.#connection.stopping);
    }
    return notKnown(doorFault('release_not_told'));
  }

  async #staysReleased(line: RelayLine, signal: AbortSignal): Promise<boolean> {
    const { clock, lookIntervalMs } = this.#options;
    const untilMs = clock.monotonicMs() + usefulReleaseMs;
    const either = AbortSignal.any([signal, this.#connection.stopping]);
    while (clock.monotonicMs() < untilMs && !either.aborted) {
      await pause(clock, lookIntervalMs, either);
      if (await this.#look(line)) return false;
      if (this.#lock !== 'released') return false;
    }
    return this.#lock === 'released';
  }

  #seen(): Completion['evidence'] {
    return { lock: this.#lock, door: this.#door };
  }

  /* ---- the line ---- */

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, replyDeadlineMs, pollIntervalMs, fastPollIntervalMs } = this.#options;
    const relayLine = new RelayLine({ line, clock, replyDeadlineMs, wiring: this.#options });
    this.#releasedSinceMs = null;
    while (!signal.aborted) {
      // A question may be repeated, a pulse may not.
      const failure = (await this.#look(relayLine)) && (await this.#look(relayLine));
      if (failure?.kind === 'silent') break;
      this.#line = relayLine;
      await this.#endOverdueRelease(relayLine);
      this.#publish({ state: 'online', fault: this.#onlineFault() });
      await this.#pauseBetweenLooks(this.#lock === 'released' ? fastPollIntervalMs : pollIntervalMs, signal);
    }
    this.#line = null;
    this.#lock = 'unknown';
    this.#door = 'unknown';
  }

  /** Reads relay and contact; null when both were told. Never with a command in between. */
  #look(line: RelayLine): Promise<RelayFailure | null> {
    return this.#lineTurns.run(() => this.#readBoth(line));
  }

  async #readBoth(line: RelayLine): Promise<RelayFailure | null> {
    const { relay, contact, clock } = this.#options;
    const on = await line.readRelays();
    const set = on.ok && contact ? await line.readInputs() : null;
    const failure = !on.ok ? on.error : set && !set.ok ? set.error : null;
    if (!on.ok || failure) {
      this.#lock = 'unknown';
      this.#door = 'unknown';
      this.#refusal = failure?.kind === 'exception' ? faultOfException(failure.exception) : null;
      return failure;
    }
    this.#refusal = null;
    this.#lock = on.value.has(relay) ? 'released' : 'locked';
    this.#door = set?.ok && contact ? doorBehind(set.value, contact) : 'unknown';
    if (this.#lock === 'locked') this.#releasedSinceMs = null;
    else this.#releasedSinceMs ??= clock.monotonicMs();
    if (this.#line) this.#publish({ state: 'online', fault: this.#onlineFault() });
    return null;
  }

  /** Ends early when a pulse begins in between, so that its end is seen soon. */
  async #pauseBetweenLooks(delayMs: number, signal: AbortSignal): Promise<void> {
    const changed = new AbortController();
    const { lock } = this.status.value;
    const unsubscribe = this.status.subscribe((status) => {
      if (status.lock !== lock) changed.abort();
    });
    await pause(this.#options.clock, delayMs, AbortSignal.any([signal, changed.signal]));
    unsubscribe();
  }

  /** Switching off is harmless and may be repeated; it is what ends a pulse made by the host. */
  async #endOverdueRelease(line: RelayLine): Promise<void> {
    const nowMs = this.#options.clock.monotonicMs();
    const isDue = this.#options.pulse === 'host' ? nowMs >= this.#pulseEndsMs : this.#isOverdue();
    if (this.#lock !== 'released' || !isDue) return;
    await this.#lineTurns.run(() => line.switchRelay(this.#options.relay, 'off'));
    await this.#look(line);
  }

  #isOverdue(): boolean {
    const { clock, pulse, graceMs, longestPulseMs } = this.#options;
    if (this.#lock !== 'released' || this.#releasedSinceMs === null) return false;
    const strangersEndMs = this.#releasedSinceMs + (pulse === 'hardware' ? longestPulseMs : 0);
    const hadPulse = this.#pulseEndsMs > this.#releasedSinceMs;
    return clock.monotonicMs() > (hadPulse ? this.#pulseEndsMs : strangersEndMs) + graceMs;
  }

  #onlineFault(): Fault | null {
    if (this.#refusal) return this.#refusal;
    return this.#isOverdue() ? doorFault('lock_left_released') : null;
  }

  #publish({ state, fault }: Pick<DoorStatus, 'state' | 'fault'>): void {
    this.#connection.publish({ state, fault, lock: this.#lock, door: this.#door });
  }
}

function doorBehind(
  inputs: ReadonlySet<number>,
  contact: NonNullable<RelayWiring['contact']>,
): 'open' | 'closed' {
  return inputs.has(contact.input) === (contact.setWhen === 'open') ? 'open' : 'closed';
}
