import type { TerminalHealth } from '../../../contract/terminal-update.ts';

/** The core of the same terminal, as the updates need it. */
export interface CorePort {
  /** The last it told; null while it is away. */
  health(): TerminalHealth | null;
  /** The returned function ends it. */
  onChange(listener: () => void): () => void;
  /** Nobody is served from now on; `busy`: somebody is being served. */
  takeRest(): Promise<'rests' | 'busy' | 'away'>;
  giveRestBack(): Promise<void>;
  endTrial(): Promise<void>;
  /** False: it refused what lies there, and keeps what it had. Null: it is away. */
  take(kind: 'catalogue' | 'notices', directory: string): Promise<boolean | null>;
}
