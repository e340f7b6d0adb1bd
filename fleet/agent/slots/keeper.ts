import { rmSync } from 'node:fs';
import type { Clock } from '../../../contract/clock.ts';
import type { Proof, UpdateProblem } from '../../../contract/fleet-update.ts';
import { releaseVariable, trialVariable } from '../../../contract/terminal-update.ts';
import { replaceDurableFile } from '../../../link/index.ts';
import type { AtBoundary } from './boundaries.ts';
import { copyData, type DataPlaces, putDataBack } from './data-copy.ts';
import { startKeeperLine } from './keeper-line.ts';
import { type ReleaseFile, readReleaseFile, startLine } from './release-file.ts';
import { type ShellExit, type ShellProcess, startShellProcess } from './shell-process.ts';
import type { SlotFiles } from './slot-files.ts';
import {
  afterStart,
  beginTrial,
  giveUp,
  isProved,
  isPutBack,
  isReported,
  letRun,
  otherSlot,
  type SlotName,
  type SlotState,
} from './state.ts';
import { type KeeperAsk, keeperVariable, type Standing } from './words.ts';

/** What the keeper writes down; nothing of it names a person. */
export type KeeperEvent =
  | { event: 'slot_started'; slot: SlotName; version: string; onTrial: boolean }
  | { event: 'slot_ended'; slot: SlotName; exit: ShellExit }
  | { event: 'trial_proved'; version: string }
  | { event: 'trial_given_up'; version: string; problem: UpdateProblem }
  | { event: 'slot_state_damaged' }
  | { event: 'slot_empty'; slot: SlotName };

export interface KeeperOptions {
  files: SlotFiles;
  places: DataPlaces;
  /** For every version's shell: the configuration of this terminal. */
  shellParameters: string[];
  clock: Clock;
  write(event: KeeperEvent): void;
  times?: Partial<KeeperTimes>;
  atBoundary?: AtBoundary;
}

export interface KeeperTimes {
  /** So long a new version may take to prove itself. What is left of 90 s is for the way back. */
  trialMs: number;
  /** So long a version may take to end by itself. */
  graceMs: number;
  firstPauseMs: number;
  longestPauseMs: number;
}

const usualTimes: KeeperTimes = { trialMs: 60_000, graceMs: 5000, firstPauseMs: 250, longestPauseMs: 10_000 };
const problemOf: Record<Proof, UpdateProblem> = {
  database: 'database_not_opened',
  devices: 'devices_silent',
  screen: 'no_visible_screen',
};

/**
 * Starts first on a terminal and ends last: starts the version that has proved itself, and tries another when it is asked
 * to. Knows nothing of networks, signatures or the case journal, so that it hardly ever has to change.
 */
export class SlotKeeper {
  readonly #options: KeeperOptions;
  readonly #times: KeeperTimes;
  readonly #at: AtBoundary;
  #state: SlotState;
  #release: ReleaseFile | null = null;
  #shell: ShellProcess | null = null;
  #ending = false;
  /** On trial: null until its agent has said anything. */
  #missing: Proof[] | null = null;
  #wake = () => {};

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#times = { ...usualTimes, ...options.times };
    this.#at = options.atBoundary ?? (() => {});
    const { state, wasDamaged } = options.files.readState();
    if (wasDamaged) options.write({ event: 'slot_state_damaged' });
    this.#state = state;
    this.#at('state_read');
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    const line = await startKeeperLine((ask) => this.#answer(ask));
    this.#recover();
    let pauseMs = this.#times.firstPauseMs;
    while (!this.#ending) {
      const startedAtMs = this.#options.clock.monotonicMs();
      if (this.#state.trial) await this.#try(line.path);
      else await this.#serve(line.path);
      const livedMs = this.#options.clock.monotonicMs() - startedAtMs;
      pauseMs =
        livedMs > this.#times.longestPauseMs
          ? this.#times.firstPauseMs
          : Math.min(pauseMs * 2, this.#times.longestPauseMs);
      if (!this.#ending && !this.#state.trial) await this.#pause(pauseMs);
    }
    line.stop();
  }

  async stop(): Promise<void> {
    this.#ending = true;
    this.#wake();
    await this.#shell?.stop(this.#times.graceMs);
  }

  /** A trial that was torn off: the way back is gone to its end before anything starts. */
  #recover(): void {
    this.#write(afterStart(this.#state));
    if (this.#state.trial) this.#putBack();
    rmSync(this.#options.files.trialMark, { force: true });
  }

  /** The version that has proved itself, until it ends or another is to be tried. */
  async #serve(linePath: string): Promise<void> {
    const slot = await this.#slotToServe();
    if (slot === null) {
      this.#options.write({ event: 'slot_empty', slot: this.#state.active });
      return;
    }
    this.#start(slot, linePath, false);
    this.#at('shell_started');
    await this.#untilEnded(slot);
  }

  async #try(linePath: string): Promise<void> {
    const { files, places } = this.#options;
    const { trial } = this.#state;
    if (!trial) return;
    this.#at('shell_stopped');
    this.#release = await readReleaseFile(files.slot(trial.slot));
    if (this.#release?.version !== trial.version) {
      this.#write(giveUp(this.#state, 'release_malformed'));
      return;
    }
    copyData(places, files.copyDirectory, () => this.#at('copy_begun'));
    this.#at('copy_made');
    replaceDurableFile(files.trialMark, '');
    this.#write(letRun(this.#state));
    this.#at('trial_running_written');
    this.#missing = null;
    const cancelDeadline = this.#options.clock.after(this.#times.trialMs, () => this.#deadline());
    this.#start(trial.slot, linePath, true);
    this.#at('candidate_started');
    await this.#untilEnded(trial.slot);
    cancelDeadline();
    // Proved; by now perhaps another one waits for its trial.
    if (!this.#state.trial || this.#state.trial.step === 'preparing') return;
    this.#at('candidate_stopped');
    if (this.#state.trial.step === 'running') this.#write(giveUp(this.#state, this.#whyEnded()));
    this.#putBack();
  }

  #whyEnded(): UpdateProblem {
    return this.#ending ? 'power_cut' : 'does_not_start';
  }

  #deadline(): void {
    const [first] = this.#missing ?? [];
    this.#write(giveUp(this.#state, first ? problemOf[first] : 'agent_silent'));
    this.#at('giving_up_written');
    void this.#shell?.stop(this.#times.graceMs);
  }

  #putBack(): void {
    const { files, places, write } = this.#options;
    const { trial } = this.#state;
    this.#at('putting_back_begun');
    putDataBack(places, files.copyDirectory, () => this.#at('putting_back_begun'));
    this.#at('put_back');
    rmSync(files.trialMark, { force: true });
    this.#write(isPutBack(this.#state));
    this.#at('return_written');
    if (trial)
      write({ event: 'trial_given_up', version: trial.version, problem: trial.problem ?? 'power_cut' });
  }

  #start(slot: SlotName, linePath: string, onTrial: boolean): void {
    if (!this.#release) return;
    const { files, shellParameters, write } = this.#options;
    const [command, ...parameters] = startLine(this.#release, files.slot(slot));
    write({ event: 'slot_started', slot, version: this.#release.version, onTrial });
    this.#shell = startShellProcess([command, ...parameters, ...shellParameters], {
      [keeperVariable]: linePath,
      [releaseVariable]: this.#release.version,
      ...(onTrial ? { [trialVariable]: files.trialMark } : {}),
    });
  }

  async #untilEnded(slot: SlotName): Promise<void> {
    const exit = await this.#shell?.ended;
    this.#shell = null;
    if (exit) this.#options.write({ event: 'slot_ended', slot, exit });
  }

  /** Where the slot that is to serve is empty, as after a disk was put in order by hand, the other one is better than nothing. */
  async #slotToServe(): Promise<SlotName | null> {
    for (const slot of [this.#state.active, otherSlot(this.#state.active)]) {
      this.#release = await readReleaseFile(this.#options.files.slot(slot));
      if (this.#release) return slot;
    }
    return null;
  }

  #answer(ask: KeeperAsk): Standing {
    switch (ask.ask) {
      case 'standing':
        break;
      case 'switch':
        this.#hearSwitch(ask);
        break;
      case 'proof':
        this.#hearProof(ask.missing);
        break;
      case 'reported':
        this.#write(isReported(this.#state, ask.actionId));
        this.#at('report_heard');
        break;
    }
    return this.#standing();
  }

  #hearSwitch({ version, actionId, mustAnswer }: Extract<KeeperAsk, { ask: 'switch' }>): void {
    const next = beginTrial(this.#state, { version, actionId, mustAnswer });
    if (!next || !this.#shell) return;
    this.#write(next);
    this.#at('trial_written');
    void this.#shell.stop(this.#times.graceMs);
  }

  #hearProof(missing: Proof[]): void {
    if (this.#state.trial?.step !== 'running') return;
    this.#missing = missing;
    if (missing.length > 0) return;
    this.#at('proof_heard');
    const { version } = this.#state.trial;
    this.#write(isProved(this.#state));
    this.#at('proof_written');
    rmSync(this.#options.files.trialMark, { force: true });
    this.#at('trial_mark_removed');
    this.#options.write({ event: 'trial_proved', version });
  }

  #standing(): Standing {
    const { active, trial, outcome } = this.#state;
    const runs = trial && trial.step !== 'preparing' ? trial.slot : active;
    const version = this.#release?.version ?? '0.0.0';
    return { directory: this.#options.files.directory, slot: runs, version, trial, outcome };
  }

  #write(state: SlotState): void {
    if (state === this.#state) return;
    this.#options.files.writeState(state);
    this.#state = state;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
