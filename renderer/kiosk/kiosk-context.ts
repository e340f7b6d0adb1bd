import { createContext, useContext } from 'react';
import type { KioskView, PadInk, Screen, ScreenName } from '../../contract/kiosk.ts';
import type { Verb } from './connection.ts';

/** What every screen gets: the view, and the way to act. */
export interface Kiosk {
  readonly view: KioskView;
  /** Test id of the button whose verb is under way; other acts wait for it. */
  readonly busy: string | null;
  /** Sends a verb for this screen. A second act while one is under way is dropped. */
  act(testId: string, verb: Verb): void;
  /** Ends and wipes the session, also while another verb is under way. */
  endSession(): void;
  reportActivity(): void;
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

export type ScreenOf<Name extends ScreenName> = Extract<Screen, { name: Name }>;
