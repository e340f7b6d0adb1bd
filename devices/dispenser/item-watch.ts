import type { DispenserEvent } from '../../contract/device-classes.ts';
import type { DispenserCommand } from './dispenser-command.ts';
import type { Sensed } from './mechanism.ts';

/** Follows the item at the gate until it is taken, taken back, or gone without anybody looking. */
export class ItemWatch {
  readonly #onEvent: (event: DispenserEvent, command: DispenserCommand | null) => void;
  #item: { command: DispenserCommand | null; binCount: number | null } | null = null;
  /** The line was away since the item was last seen. */
  #wasAway = false;

  constructor(onEvent: (event: DispenserEvent, command: DispenserCommand | null) => void) {
    this.#onEvent = onEvent;
  }

  presented(command: DispenserCommand): void {
    this.#item = { command, binCount: null };
    this.#wasAway = false;
  }

  captured(): void {
    this.#end('command');
  }

  /** A new command begins; the unit forgets what it held. */
  forget(): void {
    this.#item = null;
  }

  lineLost(): void {
    this.#wasAway = true;
  }

  see(sensed: Sensed): void {
    const { gate, path, binCount, takenAway, calledBack } = sensed;
    if (sensed.moving || gate === null) return;
    if (gate === 'item_present') {
      this.#item = { command: this.#item?.command ?? null, binCount };
      this.#wasAway = false;
      return;
    }
    const item = this.#item;
    if (!item || path === 'item_inside') return;
    const hasBinGrown = item.binCount !== null && binCount !== null && binCount > item.binCount;
    if (calledBack || hasBinGrown) this.#end('unit');
    else if (takenAway || !this.#wasAway || (item.binCount !== null && binCount === item.binCount)) {
      this.#tell('item_taken');
    } else this.#tell('item_gone_unseen');
  }

  #end(cause: 'command' | 'unit'): void {
    const command = this.#item?.command ?? null;
    this.#item = null;
    this.#onEvent({ type: 'item_captured', commandId: command?.commandId ?? null, cause }, command);
  }

  #tell(type: 'item_taken' | 'item_gone_unseen'): void {
    const command = this.#item?.command ?? null;
    this.#item = null;
    this.#onEvent({ type, commandId: command?.commandId ?? null }, command);
  }
}
