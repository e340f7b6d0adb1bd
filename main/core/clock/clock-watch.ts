import type { Clock } from '../../../contract/clock.ts';
import type { ClockTrust } from '../../../contract/clock-trust.ts';
import type { ClockReading, ClockStore } from '../../../db/index.ts';
import type { BootClock } from './boot-clock.ts';
import type { AskSynchronised } from './synchronisation.ts';

/** What the clock did, in whole seconds. */
export type ClockEvent =
  | { event: 'clock_stepped'; byS: number }
  /** Earlier than the program was made, or than the last thing the journal knows of. */
  | { event: 'clock_behind'; byS: number }
  | { event: 'clock_trust_changed'; trust: ClockTrust }
  | { event: 'clock_differs_from_city'; byS: number };

export interface ClockWatchOptions {
  clock: Clock;
  boot: BootClock;
  askSynchronised: AskSynchronised;
  /** No true time is before this: when the program was made. */
  notBeforeMs: number;
  onEvent(event: ClockEvent): void;
}

/** Time servers and leap seconds move the clock by less than this at a time. */
const stepToleranceMs = 1500;
const askEveryMs = 60_000;
const lookEveryMs = 5000;
/** A city's own clock may be off as well; only much is worth telling. */
const cityToleranceMs = 120_000;

/**
 * Says how far the wall clock can be believed and notices when it is set. `clock` is the one to use:
 * it notices before it tells the time, so that no row is stamped by a new time among rows of the old.
 */
export class ClockWatch {
  readonly #options: ClockWatchOptions;
  #store: ClockStore | null = null;
  #trust: ClockTrust = 'unsynchronised';
  #last: { wallMs: number; monotonicMs: number };
  #agreesWithCity = false;
  #cityTold = false;
  #stopped = false;
  readonly #cancel = new Map<'look' | 'ask', () => void>();
  readonly clock: Clock;

  constructor(options: ClockWatchOptions) {
    this.#options = options;
    const { clock } = options;
    this.#last = { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
    this.clock = {
      wallMs: () => this.#look(),
      monotonicMs: () => clock.monotonicMs(),
      after: (delayMs, callback) => clock.after(delayMs, callback),
    };
  }

  get trust(): ClockTrust {
    return this.#trust;
  }

  /** The city's last answer told nearly the same time. */
  get agreesWithCity(): boolean {
    return this.#agreesWithCity;
  }

  /**
   * Before anything waits for a time: puts right what waited while the program or the machine was off.
   * Within one run of the machine a set clock is known exactly. Over a restart of the machine a clock
   * that went back counts as no time at all; one that went forward may be right and is taken as it is.
   */
  remember(store: ClockStore): void {
    this.#store = store;
    const now = this.#reading();
    const last = store.last();
    const sameBoot = last !== null && last.bootId !== null && last.bootId === now.bootId;
    const ranMs = sameBoot ? now.sinceBootMs - last.sinceBootMs : 0;
    const steppedMs = last ? now.wallMs - last.wallMs - ranMs : 0;
    const isStep = sameBoot ? Math.abs(steppedMs) > stepToleranceMs : steppedMs < -stepToleranceMs;
    if (isStep) {
      store.shiftWaiting(steppedMs, now);
      this.#setTrust('stepped');
      this.#options.onEvent({ event: 'clock_stepped', byS: Math.round(steppedMs / 1000) });
    } else {
      store.note(now);
    }
    const behindMs = Math.max(this.#options.notBeforeMs, last?.wallMs ?? 0) - now.wallMs;
    if (behindMs > stepToleranceMs) {
      this.#options.onEvent({ event: 'clock_behind', byS: Math.round(behindMs / 1000) });
    }
  }

  /** Begins to look by itself; resolves when the time servers were asked once. */
  start(): Promise<void> {
    this.#arm('look', lookEveryMs, () => this.#look());
    return this.#askAgain();
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#cancel.values()) cancel();
  }

  /** The time in an answer of the city: told where it differs much and nobody else confirms the clock. */
  hearCity(cityMs: number): void {
    const differenceMs = this.#look() - cityMs;
    this.#agreesWithCity = Math.abs(differenceMs) <= cityToleranceMs;
    const differs = !this.#agreesWithCity && this.#trust !== 'synchronised';
    if (differs && !this.#cityTold) {
      this.#options.onEvent({
        event: 'clock_differs_from_city',
        byS: Math.round(differenceMs / 1000),
      });
    }
    this.#cityTold = differs;
  }

  async #askAgain(): Promise<void> {
    const isSynchronised = await this.#options.askSynchronised();
    if (this.#stopped) return;
    const wallMs = this.#look();
    if (isSynchronised && wallMs >= this.#options.notBeforeMs) this.#setTrust('synchronised');
    else if (this.#trust === 'synchronised') this.#setTrust('unsynchronised');
    this.#store?.note(this.#reading());
    const cancel = this.#options.clock.after(askEveryMs, () => void this.#askAgain());
    this.#cancel.set('ask', cancel);
  }

  #look(): number {
    const wallMs = this.#options.clock.wallMs();
    const monotonicMs = this.#options.clock.monotonicMs();
    const steppedMs = wallMs - this.#last.wallMs - (monotonicMs - this.#last.monotonicMs);
    this.#last = { wallMs, monotonicMs };
    if (Math.abs(steppedMs) <= stepToleranceMs) return wallMs;
    this.#store?.shiftWaiting(steppedMs, this.#reading());
    this.#agreesWithCity = false;
    this.#setTrust('stepped');
    this.#options.onEvent({ event: 'clock_stepped', byS: Math.round(steppedMs / 1000) });
    return wallMs;
  }

  #setTrust(trust: ClockTrust): void {
    if (trust === this.#trust) return;
    this.#trust = trust;
    this.#options.onEvent({ event: 'clock_trust_changed', trust });
  }

  #reading(): ClockReading {
    const { boot, clock } = this.#options;
    return { bootId: boot.bootId, sinceBootMs: boot.sinceBootMs(), wallMs: clock.wallMs() };
  }

  #arm(name: 'look', everyMs: number, act: () => void): void {
    const cancel = this.#options.clock.after(everyMs, () => {
      act();
      if (!this.#stopped) this.#arm(name, everyMs, act);
    });
    this.#cancel.set(name, cancel);
  }
}
