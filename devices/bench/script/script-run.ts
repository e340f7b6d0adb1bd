import type { Clock } from '../../../contract/clock.ts';
import type { LineDevice } from '../config.ts';
import type { EventName } from './events.ts';
import { phasesIn } from './phases.ts';
import type { Misfortune, Script, Step } from './script.ts';

/** One misfortune in the hands of the bench. */
export interface Deed {
  /** For the list of what happened: `receipt-printer jams`. */
  says: string;
  make(): void | Promise<void>;
  undo(): void | Promise<void>;
}

export interface Happening {
  /** Wall clock, milliseconds. */
  atMs: number;
  /** Of the script, from 1. */
  step: number;
  what: string;
}

export interface ScriptRunOptions {
  script: Script;
  seed: number;
  clock: Clock;
  /** From 0 to 1, the same for the same seed. */
  random: () => number;
  handle: (misfortune: Misfortune) => Deed;
  onHappening: () => void;
  onFailure: (error: unknown) => void;
}

const rememberedHappenings = 200;

interface RunningStep {
  number: number;
  step: Step;
  /** How often what it waits for has been seen. */
  seen: number;
  done: number;
}

/** A script from its start to its stop; what it did is put right when it is stopped. */
export class ScriptRun {
  readonly #options: ScriptRunOptions;
  readonly #steps: RunningStep[];
  readonly #pending = new Set<() => void>();
  readonly #outstanding = new Set<{ deed: Deed; number: number }>();
  #happened: Happening[] = [];
  #running = false;

  constructor(options: ScriptRunOptions) {
    this.#options = options;
    this.#steps = options.script.steps.map((step, index) => ({ number: index + 1, step, seen: 0, done: 0 }));
  }

  get name(): string {
    return this.#options.script.name;
  }

  get seed(): number {
    return this.#options.seed;
  }

  get running(): boolean {
    return this.#running;
  }

  get happened(): readonly Happening[] {
    return this.#happened;
  }

  start(): void {
    this.#running = true;
    for (const one of this.#steps) {
      const { when } = one.step;
      if (when === 'start') this.#strike(one, 'at_once');
      else if ('every' in when) this.#repeat(one, when.every);
    }
  }

  /** Something came into the ledger. */
  onEvent(name: EventName): void {
    for (const one of this.#waiting()) {
      const { when } = one.step;
      // Behind what happens just now: a unit is not disturbed in the middle of its own move.
      if (when !== 'start' && 'event' in when && when.event === name) this.#see(one, when.nth, 'later');
    }
  }

  /** A driver is about to tell its unit these bytes. */
  onTold(device: LineDevice, bytes: Uint8Array): void {
    const waiting = this.#waiting().filter(
      ({ step: { when } }) => when !== 'start' && 'phase' in when && when.of === device,
    );
    if (waiting.length === 0) return;
    const phases = phasesIn(device, bytes);
    for (const one of waiting) {
      const { when } = one.step;
      if (when !== 'start' && 'phase' in when && phases.includes(when.phase))
        this.#see(one, when.nth, 'at_once');
    }
  }

  /** Ends it; what is still wrong is put right, the newest first. */
  async stop(): Promise<void> {
    this.#running = false;
    for (const cancel of this.#pending) cancel();
    this.#pending.clear();
    for (const { deed, number } of [...this.#outstanding].reverse()) {
      this.#note(number, `${deed.says}: put right at the end`);
      await deed.undo();
    }
    this.#outstanding.clear();
    this.#options.onHappening();
  }

  #waiting(): RunningStep[] {
    return this.#running ? this.#steps : [];
  }

  #see(one: RunningStep, nth: number, moment: 'at_once' | 'later'): void {
    one.seen += 1;
    if (one.seen >= nth) this.#strike(one, moment);
  }

  #repeat(one: RunningStep, everyMs: number): void {
    this.#after(everyMs, () => {
      this.#strike(one, 'at_once');
      if (one.done < mostTimes(one.step)) this.#repeat(one, everyMs);
    });
  }

  #strike(one: RunningStep, moment: 'at_once' | 'later'): void {
    const { step } = one;
    if (one.done >= mostTimes(step) || this.#options.random() >= step.chance) return;
    one.done += 1;
    const strike = () => this.#make(one);
    if (step.after === 0 && moment === 'at_once') strike();
    else this.#after(step.after, strike);
  }

  #make({ number, step }: RunningStep): void {
    const deed = this.#options.handle(step.do);
    const outstanding = { deed, number };
    this.#outstanding.add(outstanding);
    this.#note(number, deed.says);
    const made = Promise.resolve(deed.make());
    made.catch(this.#options.onFailure);
    if (step.for === undefined) return;
    this.#after(step.for, () => {
      this.#outstanding.delete(outstanding);
      this.#note(number, `${deed.says}: put right`);
      made.then(() => deed.undo()).catch(this.#options.onFailure);
    });
  }

  #after(delayMs: number, act: () => void): void {
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#pending.delete(cancel);
      act();
    });
    this.#pending.add(cancel);
  }

  #note(step: number, what: string): void {
    const atMs = this.#options.clock.wallMs();
    this.#happened = [...this.#happened, { atMs, step, what }].slice(-rememberedHappenings);
    this.#options.onHappening();
  }
}

function mostTimes({ times, when }: Step): number {
  if (times === 'always') return Number.POSITIVE_INFINITY;
  return times ?? (when !== 'start' && 'every' in when ? Number.POSITIVE_INFINITY : 1);
}
