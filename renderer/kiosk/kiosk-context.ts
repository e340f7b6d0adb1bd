import { createContext, useContext } from 'react';
import type { CallEvent } from '../../contract/help-call.ts';
import type { KioskView, PadInk } from '../../contract/kiosk.ts';
import type { Screen, ScreenName } from '../../contract/kiosk-screens.ts';
import type { Verb } from './connection.ts';

/** What every screen gets: the view, and the way to act. */
export interface Kiosk {
  readonly view: KioskView;
  /** Sends a verb for this screen. A second act while one is under way is dropped. */
  act(testId: string, verb: Verb): void;
  /** Ends and wipes the session, also while another verb is under way. */
  endSession(): void;
  reportActivity(): void;
  /** Sends a verb beside what is under way: every letter of a question, every word of a call. None is dropped. */
  say(verb: Verb): void;
  /** What the helper of the call sends; the returned function ends it, and with it the call. */
  followCall(listener: (event: CallEvent) => void): () => void;
  /** Follows what is written on the signature pad; the returned function ends it. */
  watchPad(listener: (ink: PadInk) => void): () => void;
  setPreferences(preferences: { language?: 'zh' | 'en'; largeText?: boolean }): void;
  /** Shows a word of thanks that stays over the next screen for a moment. */
  thank(): void;
}

export const KioskContext = createContext<Kiosk | null>(null);

export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (!kiosk) throw new Error('used outside the window');
  return kiosk;
}

/** Apart from the rest, so that a touch draws the buttons anew and not the whole screen. */
export const BusyContext = createContext<string | null>(null);

/** Test id of the button whose verb is under way; other acts wait for it. */
export const useBusy = (): string | null => useContext(BusyContext);

export type ScreenOf<Name extends ScreenName> = Extract<Screen, { name: Name }>;
