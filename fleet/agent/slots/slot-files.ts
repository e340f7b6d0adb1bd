import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceDurableFile } from '../../../link/index.ts';
import { firstState, type SlotName, type SlotState, slotStateSchema } from './state.ts';

/** Where what lies below the directory of the slots. */
export class SlotFiles {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  slot(name: SlotName): string {
    return join(this.directory, name);
  }

  get copyDirectory(): string {
    return join(this.directory, 'before-trial');
  }

  /** Is there as long as a candidate has not proved itself. */
  get trialMark(): string {
    return join(this.directory, 'on-trial');
  }

  /**
   * The state as it was written last; the first one where none was ever written. It is replaced whole, so that one that
   * cannot be read is a fault of the disk: then what has proved itself first goes on.
   */
  readState(): { state: SlotState; wasDamaged: boolean } {
    let text: string;
    try {
      text = readFileSync(this.#statePath, 'utf8');
    } catch (error) {
      const isFirst = (error as NodeJS.ErrnoException).code === 'ENOENT';
      return { state: firstState, wasDamaged: !isFirst };
    }
    const parsed = slotStateSchema.safeParse(parseJson(text));
    return parsed.success
      ? { state: parsed.data, wasDamaged: false }
      : { state: firstState, wasDamaged: true };
  }

  /** Survives a power cut when it returns. */
  writeState(state: SlotState): void {
    replaceDurableFile(this.#statePath, `${JSON.stringify(state)}\n`);
  }

  get #statePath(): string {
    return join(this.directory, 'state.json');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
