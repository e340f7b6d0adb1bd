import type { KioskView, PadInk } from '../../contract/kiosk.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { Language } from '../../contract/words.ts';
import type { KioskConnection, VerbFailure, WindowState } from '../kiosk/connection.ts';
import { baseView, type Scene } from './scenes.ts';

/** A connection that shows one view for ever and takes every verb without doing anything. */
export class CannedConnection implements KioskConnection {
  readonly #state: WindowState;
  readonly #padInk: PadInk | null;

  constructor(scene: Scene, preferences: { language: Language; largeText: boolean }) {
    const view: KioskView | null = scene.view && { ...baseView, ...preferences, ...scene.view };
    this.#padInk = scene.padInk ? { type: 'all', strokes: scene.padInk } : null;
    const attendant = scene.attendant ?? null;
    this.#state = { line: view ? 'open' : 'lost', view, attendant, lineNumber: 1 };
  }

  subscribe(): () => void {
    return () => {};
  }

  getState(): WindowState {
    return this.#state;
  }

  async send(): Promise<Result<null, VerbFailure>> {
    return ok(null);
  }

  reportActivity(): void {}

  reportDrawn(): void {}

  followCall(): () => void {
    return () => {};
  }

  watchPad(listener: (ink: PadInk) => void): () => void {
    if (this.#padInk) listener(this.#padInk);
    return () => {};
  }
}
