import type {
  AttendantView,
  BenchCommand,
  CameraFinding,
  LogFilter,
  LogLine,
} from '../../../contract/attendant.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { StorageUnit } from '../../../contract/device-common.ts';
import { unreachable } from '../../../contract/result.ts';
import type { TerminalTrouble } from '../../../contract/terminal-trouble.ts';
import type { Language } from '../../../contract/words.ts';
import { Feed } from '../../../link/index.ts';
import { IdleTimer } from '../session/index.ts';
import { StorageBook, type StorageEvent } from '../storage/index.ts';
import {
  AttendantDesk,
  type AttendantMemory,
  type DeskOptions,
  type StorageCount,
} from './attendant-desk.ts';
import type { AttendantEnding, AttendantEvent } from './attendant-event.ts';
import { type Attendant, findAttendant } from './enrolment.ts';
import { LiveCounters } from './live-counters.ts';
import { LockOut, lockStoreInMemory } from './lock-out.ts';
import { matchesSecret } from './secret-hash.ts';
import type { SelfTestWish } from './self-test.ts';
import { type CardSighting, watchCards } from './watch-cards.ts';

/** `no_attendant`: the verb needs an open session. */
export type AttendantVerbResult = 'done' | 'no_attendant' | 'not_now';

export interface AttendantOptions
  extends Pick<
    DeskOptions,
    'clock' | 'terminalId' | 'deviceClasses' | 'devices' | 'cameraNeeded' | 'restartHost'
  > {
  attendants: readonly Attendant[];
  write(event: AttendantEvent | StorageEvent): void;
  /** Takes the terminal from the residents until the returned function is called; null while one is served. */
  takeTerminal(): (() => void) | null;
  recentLog: Feed<readonly LogLine[]>;
}

/** Before the PIN nobody knows who it is, so that the terminal is soon the residents' again. */
const entryTimes = { idleMs: 40_000, countdownMs: 20_000 };
const openTimes = { idleMs: 160_000, countdownMs: 20_000 };
const shownLogLines = 60;
const everything: LogFilter = { device: null, level: 'info' };
const levels = ['info', 'warn', 'error'] as const;

type State =
  | { name: 'closed' }
  | { name: 'card'; problem: Extract<AttendantView, { state: 'card' }>['problem']; checking: boolean }
  | { name: 'pin'; attendant: Attendant; wrong: boolean; checking: boolean }
  | { name: 'locked'; untilMs: number }
  | { name: 'open'; attendant: Attendant; desk: AttendantDesk };

/**
 * One technician at the terminal: card, then PIN, then the desk. While it is not closed no resident
 * is served; it ends by hand or by itself after a time of silence.
 */
export class AttendantSession {
  readonly view = new Feed<AttendantView>({ state: 'closed' });
  readonly #options: AttendantOptions;
  #memory: DeskOptions['memory'] = null;
  #logFilter: LogFilter = everything;
  #lockOut: LockOut;
  #troubles: readonly TerminalTrouble[] = [];
  #state: State = { name: 'closed' };
  #idle: IdleTimer | null = null;
  #secondsLeft: number | null = null;
  #giveBack: () => void = () => {};
  /** Aborts what was begun for the current step. */
  #work = new AbortController();

  constructor(options: AttendantOptions) {
    this.#options = options;
    this.#lockOut = new LockOut(lockStoreInMemory(), options.clock);
    options.recentLog.subscribe(() => {
      if (this.#state.name === 'open') this.#show();
    });
  }

  /** The terminal's memory is open: tasks, counters and acts on devices are there. */
  remember(memory: AttendantMemory): void {
    const { devices, deviceClasses } = this.#options;
    const counters = new LiveCounters({ ...memory, devices, deviceClasses });
    const storage = new StorageBook({
      ...this.#options,
      store: memory.store,
      ownCounts: () => counters.ownCounts(),
    });
    this.#memory = { ...memory, counters, storage };
    this.#lockOut = new LockOut(memory.store, this.#options.clock);
  }

  /** What is wrong with the terminal itself, from now on. */
  tellTroubles(troubles: readonly TerminalTrouble[]): void {
    this.#troubles = troubles;
    if (this.#state.name === 'open') this.#show();
  }

  /** What lies in a device: what it told, and what was counted since the terminal's memory is open. */
  storageOf(deviceClass: HostedDeviceClass): readonly StorageUnit[] {
    if (this.#memory) return this.#memory.storage.unitsOf(deviceClass);
    return this.#options.devices.status(deviceClass)?.storage ?? [];
  }

  begin(): AttendantVerbResult {
    const { attendants, takeTerminal } = this.#options;
    if (this.#state.name !== 'closed' || attendants.length === 0) return 'not_now';
    const giveBack = takeTerminal();
    if (!giveBack) return 'not_now';
    this.#giveBack = giveBack;
    this.#startIdle(entryTimes);
    this.#askForCard();
    return 'done';
  }

  enterPin(pin: string): AttendantVerbResult {
    const state = this.#state;
    if (state.name !== 'pin') return state.name === 'closed' ? 'no_attendant' : 'not_now';
    if (state.checking) return 'not_now';
    this.#idle?.restart();
    this.#lockOut.countAttempt(state.attendant.attendantId);
    this.#enter({ ...state, wrong: false, checking: true });
    void this.#checkPin(state.attendant, pin, this.#work.signal);
    return 'done';
  }

  end(ending: AttendantEnding): void {
    const state = this.#state;
    if (state.name === 'closed') return;
    if (state.name === 'open') state.desk.close();
    this.#idle?.stop();
    this.#idle = null;
    this.#secondsLeft = null;
    const attendantId = 'attendant' in state ? state.attendant.attendantId : 'none';
    this.#options.write({ event: 'attendant_closed', attendantId, cause: ending });
    this.#enter({ name: 'closed' });
    this.#giveBack();
  }

  reportActivity(): void {
    this.#idle?.restart();
  }

  askAgain(deviceClass: string): AttendantVerbResult {
    return this.#atDesk((desk) => desk.askAgain(deviceClass));
  }

  restartHost(deviceClass: string): AttendantVerbResult {
    return this.#atDesk((desk) => desk.restartHost(deviceClass));
  }

  perform(command: BenchCommand, language: Language): AttendantVerbResult {
    return this.#atDesk((desk) => desk.perform(command, language));
  }

  runSelfTest(wish: SelfTestWish): AttendantVerbResult {
    return this.#atDesk((desk) => desk.runSelfTest(wish));
  }

  reportCamera(finding: CameraFinding): AttendantVerbResult {
    return this.#atDesk((desk) => desk.reportCamera(finding));
  }

  showLog(filter: LogFilter): AttendantVerbResult {
    return this.#atDesk(() => {
      this.#logFilter = filter;
      this.#show();
      return true;
    });
  }

  setStorageCount(unit: StorageCount): AttendantVerbResult {
    return this.#atDesk((desk) => desk.setStorageCount(unit));
  }

  closeTask(taskId: number, reason: 'done_by_hand' | 'not_needed'): AttendantVerbResult {
    return this.#atDesk((desk) => desk.closeTask(taskId, reason));
  }

  lookUpClaim(code: string): AttendantVerbResult {
    return this.#atDesk((desk) => desk.lookUpClaim(code));
  }

  #atDesk(act: (desk: AttendantDesk) => boolean): AttendantVerbResult {
    if (this.#state.name !== 'open') return 'no_attendant';
    this.#idle?.restart();
    return act(this.#state.desk) ? 'done' : 'not_now';
  }

  #askForCard(): void {
    this.#enter({ name: 'card', problem: null, checking: false });
    const { devices, clock } = this.#options;
    const { signal } = this.#work;
    void watchCards(devices, clock, signal, (sighting) => this.#onCard(sighting, signal));
  }

  #onCard(sighting: CardSighting, signal: AbortSignal): void {
    const state = this.#state;
    if (signal.aborted || state.name !== 'card' || state.checking) return;
    switch (sighting.type) {
      case 'waiting':
        if (state.problem === 'reader_away') this.#change({ ...state, problem: null });
        break;
      case 'away':
        if (state.problem !== 'reader_away') this.#change({ ...state, problem: 'reader_away' });
        break;
      case 'unreadable':
        this.#refuseCard('unreadable');
        break;
      case 'card':
        this.#idle?.restart();
        this.#change({ ...state, problem: null, checking: true });
        void this.#checkCard(sighting.cardNumber, signal);
        break;
      default:
        unreachable(sighting);
    }
  }

  async #checkCard(cardNumber: string, signal: AbortSignal): Promise<void> {
    const attendant = await findAttendant(cardNumber, this.#options.attendants);
    if (signal.aborted) return;
    if (!attendant) {
      this.#refuseCard('not_enrolled');
      return;
    }
    const untilMs = this.#lockOut.lockedUntilMs(attendant.attendantId);
    if (untilMs === null) this.#enter({ name: 'pin', attendant, wrong: false, checking: false });
    else this.#enter({ name: 'locked', untilMs });
  }

  #refuseCard(cause: 'not_enrolled' | 'unreadable'): void {
    this.#options.write({ event: 'attendant_card_refused', cause });
    this.#change({ name: 'card', problem: cause, checking: false });
  }

  async #checkPin(attendant: Attendant, pin: string, signal: AbortSignal): Promise<void> {
    const { attendantId } = attendant;
    const isRight = await matchesSecret(pin, attendant.pinHash);
    if (signal.aborted) return;
    if (isRight) {
      this.#lockOut.forgive(attendantId);
      this.#openDesk(attendant);
      return;
    }
    const { clock, write } = this.#options;
    const attemptsLeft = this.#lockOut.attemptsLeft(attendantId);
    write({ event: 'attendant_pin_wrong', attendantId, attemptsLeft });
    const untilMs = this.#lockOut.lockedUntilMs(attendantId);
    if (untilMs === null) {
      this.#enter({ name: 'pin', attendant, wrong: true, checking: false });
      return;
    }
    const lockedForS = Math.round((untilMs - clock.wallMs()) / 1000);
    write({ event: 'attendant_locked', attendantId, lockedForS });
    this.#enter({ name: 'locked', untilMs });
  }

  #openDesk(attendant: Attendant): void {
    const { attendantId } = attendant;
    const desk = new AttendantDesk({
      ...this.#options,
      attendantId,
      memory: this.#memory,
      onChange: () => this.#show(),
    });
    this.#logFilter = everything;
    this.#startIdle(openTimes);
    this.#options.write({ event: 'attendant_opened', attendantId });
    this.#enter({ name: 'open', attendant, desk });
  }

  #startIdle(times: { idleMs: number; countdownMs: number }): void {
    this.#idle?.stop();
    this.#idle = new IdleTimer(
      this.#options.clock,
      times,
      (secondsLeft) => {
        this.#secondsLeft = secondsLeft;
        this.#show();
      },
      () => this.end('idle'),
    );
    this.#idle.restart();
  }

  /** To another step: work of the old one ends. */
  #enter(state: State): void {
    this.#work.abort();
    this.#work = new AbortController();
    this.#change(state);
  }

  #change(state: State): void {
    this.#state = state;
    this.#show();
  }

  #show(): void {
    this.view.set(this.#composeView());
  }

  #composeView(): AttendantView {
    const state = this.#state;
    switch (state.name) {
      case 'closed':
        return { state: 'closed' };
      case 'card':
        return { state: 'card', problem: state.problem, checking: state.checking };
      case 'pin': {
        const attemptsLeft = this.#lockOut.attemptsLeft(state.attendant.attendantId);
        const problem = state.wrong ? 'wrong' : null;
        return { state: 'pin', problem, attemptsLeft, checking: state.checking };
      }
      case 'locked':
        return { state: 'locked', until: new Date(state.untilMs).toISOString() };
      case 'open':
        return {
          state: 'open',
          attendantId: state.attendant.attendantId,
          secondsLeft: this.#secondsLeft,
          troubles: [...this.#troubles],
          ...state.desk.view(),
          cameraNeeded: this.#options.cameraNeeded,
          logFilter: this.#logFilter,
          log: this.#options.recentLog.value.filter(letsThrough(this.#logFilter)).slice(0, shownLogLines),
        };
      default:
        return unreachable(state);
    }
  }
}

function letsThrough({ device, level }: LogFilter): (line: LogLine) => boolean {
  return (line) =>
    levels.indexOf(line.level) >= levels.indexOf(level) && (device === null || line.device === device);
}

export type { AttendantMemory };
