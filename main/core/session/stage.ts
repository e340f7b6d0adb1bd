import type { Clock } from '../../../contract/clock.ts';
import type { KioskView } from '../../../contract/kiosk.ts';
import type { OutOfServiceReason } from '../../../contract/terminal-trouble.ts';
import type { LocalizedText } from '../../../contract/words.ts';
import { Feed } from '../../../link/index.ts';
import { canGoBack } from './flow.ts';
import { IdleTimer } from './idle-timer.ts';
import type { ViewFrame } from './ports.ts';
import type { ResidentHelp } from './resident-help.ts';
import type { Surroundings } from './screens.ts';
import { emptySessionData, type SessionData, wipeSessionData } from './session-data.ts';
import { defaultPreferences, type Preferences, type SessionState } from './session-state.ts';
import type { VerbResult } from './verb-result.ts';
import { ViewComposer } from './view-composer.ts';

export interface StageOptions {
  clock: Clock;
  frame: ViewFrame;
  times: { idleMs: number; countdownMs: number };
  /** What lies over the screens. */
  help: Pick<ResidentHelp, 'isInUse' | 'giveWay' | 'views'>;
  around: () => Omit<Surroundings, 'data'>;
  notices: () => readonly LocalizedText[];
  /** Why no new resident is served; null where they are. */
  heldBy: () => OutOfServiceReason | null;
  isMoneyUnderWay: () => boolean;
  /** After every change of screens. */
  onEntered: () => void;
  onWalkedAway: () => void;
}

/**
 * What stands on the screen, for whom, and since when nobody touched it. Every change is shown as a new view; work begun
 * for a screen ends when the screen is left.
 */
export class Stage {
  readonly view: Feed<KioskView>;
  readonly data: SessionData = emptySessionData();
  readonly #options: StageOptions;
  readonly #idle: IdleTimer;
  readonly #composer: ViewComposer;
  #state: SessionState = { name: 'out_of_service', reason: 'starting' };
  #preferences: Preferences = defaultPreferences;
  /** Aborts what was begun for the current screen. */
  #screenWork = new AbortController();
  #secondsLeft: number | null = null;
  #touchedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#composer = new ViewComposer(options.frame);
    this.#idle = new IdleTimer(
      options.clock,
      options.times,
      (secondsLeft) => {
        this.#secondsLeft = secondsLeft;
        this.show();
      },
      options.onWalkedAway,
    );
    this.view = new Feed(this.#composeView());
  }

  get state(): SessionState {
    return this.#state;
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  set preferences(preferences: Preferences) {
    this.#preferences = preferences;
  }

  /** The number of the screen shown last; what a verb must name. */
  get screenId(): number {
    return this.#composer.screenId;
  }

  /** Ends with the screen. */
  get screenWork(): AbortSignal {
    return this.#screenWork.signal;
  }

  /** When the screen was touched last, on the monotonic clock. */
  get touchedAtMs(): number {
    return this.#touchedAtMs;
  }

  get isOccupied(): boolean {
    return this.#state.name !== 'welcome' && this.#state.name !== 'out_of_service';
  }

  /** Also by somebody who only asks, or talks to a helper, at the welcome screen. */
  get isInUse(): boolean {
    return this.isOccupied || this.#options.help.isInUse;
  }

  /** Does what a verb says where it was meant for the screen that stands there. */
  on<Name extends SessionState['name']>(
    screenId: number,
    name: Name,
    act: (state: Extract<SessionState, { name: Name }>) => VerbResult | undefined,
  ): VerbResult {
    if (screenId !== this.screenId) return 'stale';
    if (this.#state.name !== name) return 'not_now';
    this.#noticeLife();
    return act(this.#state as Extract<SessionState, { name: Name }>) ?? 'done';
  }

  /** To another screen: work of the old one ends. */
  enter(state: SessionState): void {
    this.#screenWork.abort();
    this.#screenWork = new AbortController();
    const held = state.name === 'welcome' ? this.#options.heldBy() : null;
    this.change(held ? { name: 'out_of_service', reason: held } : state);
    this.#options.onEntered();
  }

  /** The same screen, otherwise than before. */
  change(state: SessionState): void {
    this.#state = state;
    this.show();
  }

  show(): void {
    const { help } = this.#options;
    const view = this.#composeView();
    if (help.giveWay(view.screenId) && !this.isInUse) this.#idle.stop();
    this.view.set({ ...view, ...help.views(view.screen.name) });
  }

  /** Before somebody leaves: nothing goes on for the screen, and no silence is counted. */
  stopWork(): void {
    this.#idle.stop();
    this.#screenWork.abort();
  }

  /** Everything of the person. */
  wipe(): void {
    wipeSessionData(this.data);
    this.#preferences = defaultPreferences;
  }

  restartSilence(): void {
    this.#idle.restart();
  }

  noteTouch(): void {
    this.#touchedAtMs = this.#options.clock.monotonicMs();
  }

  reportActivity(): void {
    this.noteTouch();
    if (this.isInUse) this.#noticeLife();
  }

  /** Somebody is here. Outside a session the silence counts while help or a call lies over the screen. */
  noticeUse(): void {
    this.noteTouch();
    if (this.isInUse) this.#noticeLife();
    else this.#idle.stop();
  }

  /** Who pays looks at a phone and touches nothing; the time to pay has its own end. */
  #noticeLife(): void {
    if (this.#options.isMoneyUnderWay()) this.#idle.stop();
    else this.#idle.restart();
  }

  #composeView(): KioskView {
    const { times, notices, around } = this.#options;
    return this.#composer.compose({
      state: this.#state,
      preferences: this.#preferences,
      secondsLeft: this.#secondsLeft,
      countdownMs: times.countdownMs,
      canGoBack: canGoBack(this.#state),
      notices: notices(),
      around: { ...around(), data: this.data },
    });
  }
}
