import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { DispenserLookUp, DispenserSensors } from '../../../contract/device-classes.ts';
import type { Completion, Fault } from '../../../contract/device-common.ts';
import type { IntentId } from '../../../contract/words.ts';

const fault = (code: string): Fault => ({ code, nextAct: 'attendant', vendorCode: null });
const nothingKnown: Completion = { effect: 'unknown', fault: null, evidence: {} };
const done: Completion = { effect: 'done', fault: null, evidence: {} };

/** A4 printer, dispenser and door of the room for the tests of the case engine, with one ledger. */
export class ModelHandouts {
  documentPrinter: 'none' | 'ready' | 'media_empty' | 'answer_lost' = 'none';
  dispenser: 'ready' | 'empty' | 'answer_lost' | 'away' = 'ready';
  door: 'ready' | 'stuck' | 'answer_lost' = 'ready';
  /** What the resident does with a card at the gate. */
  takesCards = true;
  gate: 'empty' | 'item_present' = 'empty';
  binCount = 0;
  readonly #ledger: BenchLedgerEntry[];
  readonly #remembered = new Map<IntentId, Completion>();
  readonly #now: () => string;
  #items = 0;
  #sheets = 0;

  constructor(ledger: BenchLedgerEntry[], now: () => string) {
    this.#ledger = ledger;
    this.#now = now;
  }

  restartHosts(): void {
    this.#remembered.clear();
  }

  readSheetCount(): number {
    return this.#sheets;
  }

  printDocument(jobId: IntentId, pages: number): Completion {
    if (this.documentPrinter === 'media_empty') {
      return { effect: 'none', fault: fault('media_empty'), evidence: {} };
    }
    this.#sheets += pages;
    this.#ledger.push({
      type: 'sheets_out',
      at: this.#now(),
      documentId: this.#sheets,
      jobName: `budayang-${jobId}`,
      sheets: pages,
      complete: true,
    });
    return this.#answer(jobId, this.documentPrinter === 'answer_lost');
  }

  lookUpDocument(jobId: IntentId): Completion {
    return this.#remembered.get(jobId) ?? nothingKnown;
  }

  dispense(commandId: IntentId): Completion {
    if (this.dispenser === 'away') throw new Error('the dispenser host is away');
    if (this.dispenser === 'empty') return { effect: 'none', fault: fault('hopper_empty'), evidence: {} };
    this.#items += 1;
    this.#ledger.push({ type: 'item_dispensed', at: this.#now(), item: this.#items, unit: 'hopper' });
    if (this.takesCards) {
      this.#ledger.push({ type: 'item_taken', at: this.#now(), item: this.#items, unit: 'gate' });
    } else this.gate = 'item_present';
    return this.#answer(commandId, this.dispenser === 'answer_lost');
  }

  captureItem(commandId: IntentId): Completion {
    if (this.dispenser === 'away') throw new Error('the dispenser host is away');
    if (this.gate === 'empty') return { effect: 'none', fault: fault('nothing_to_capture'), evidence: {} };
    this.gate = 'empty';
    this.binCount += 1;
    this.#ledger.push({ type: 'item_captured', at: this.#now(), item: this.#items, unit: 'bin' });
    return this.#answer(commandId, this.dispenser === 'answer_lost');
  }

  lookUpDispenser({ commandId, before }: DispenserLookUp): Completion {
    if (this.dispenser === 'away') throw new Error('the dispenser host is away');
    const known = this.#remembered.get(commandId as IntentId);
    if (known) return known;
    if (before?.act === 'capture' && before.binCount !== null && this.binCount === before.binCount + 1)
      return done;
    if (before?.act === 'dispense' && before.gate === 'empty' && this.gate === 'item_present') return done;
    return nothingKnown;
  }

  readDispenser(): DispenserSensors {
    if (this.dispenser === 'away') throw new Error('the dispenser host is away');
    const counts = { capacity: 100, count: 50, threshold: 5 };
    return {
      gate: this.gate,
      path: 'clear',
      units: {
        hopper: {
          id: 'hopper',
          kind: 'dispense',
          ...counts,
          state: this.dispenser === 'empty' ? 'empty' : 'full',
        },
        bin: { id: 'bin', kind: 'retain', ...counts, count: this.binCount, state: 'ok' },
      },
    };
  }

  openDoor(commandId: IntentId): Completion {
    if (this.door === 'stuck') return { effect: 'none', fault: fault('relay_stuck'), evidence: {} };
    this.#ledger.push({ type: 'door_release_began', at: this.#now() });
    return this.#answer(commandId, this.door === 'answer_lost');
  }

  lookUpDoorOpening(commandId: IntentId): Completion {
    return this.#remembered.get(commandId) ?? nothingKnown;
  }

  #answer(commandId: IntentId, lost: boolean): Completion {
    if (lost) return nothingKnown;
    this.#remembered.set(commandId, done);
    return done;
  }
}
