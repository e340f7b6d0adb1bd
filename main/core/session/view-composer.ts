import type { KioskView } from '../../../contract/kiosk.ts';
import type { LocalizedText } from '../../../contract/words.ts';
import type { ViewFrame } from './ports.ts';
import { type Surroundings, screenOf, stepsOf } from './screens.ts';
import type { Preferences, SessionState } from './session-state.ts';

/** Turns states into views and numbers them: every view, and every screen a person can tell from the last. */
export class ViewComposer {
  readonly #frame: ViewFrame;
  #sequence = 0;
  #screenId = 0;
  #shownScreenKey = '';

  constructor(frame: ViewFrame) {
    this.#frame = frame;
  }

  /** The number of the screen shown last; what a verb must name. */
  get screenId(): number {
    return this.#screenId;
  }

  compose(shown: {
    state: SessionState;
    preferences: Preferences;
    /** Null while no countdown runs. */
    secondsLeft: number | null;
    countdownMs: number;
    canGoBack: boolean;
    around: Surroundings;
    /** For the welcome screen. */
    notices: readonly LocalizedText[];
  }): KioskView {
    const screen = screenOf(shown.state, shown.around);
    const screenKey = screen.name === 'material' ? `material ${screen.position.index}` : screen.name;
    if (screenKey !== this.#shownScreenKey) {
      this.#shownScreenKey = screenKey;
      this.#screenId += 1;
    }
    this.#sequence += 1;
    const totalSeconds = Math.ceil(shown.countdownMs / 1000);
    return {
      ...this.#frame,
      ...shown.preferences,
      sequence: this.#sequence,
      screenId: this.#screenId,
      network: shown.around.cityReachable ? 'online' : 'offline',
      steps: stepsOf(screen, shown.around.data.draft?.item ?? null),
      canGoBack: shown.canGoBack,
      screen,
      ...(screen.name === 'welcome' && shown.notices.length > 0 ? { notices: [...shown.notices] } : {}),
      help: null,
      call: null,
      countdown: shown.secondsLeft === null ? null : { secondsLeft: shown.secondsLeft, totalSeconds },
    };
  }
}
