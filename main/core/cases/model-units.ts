import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { InvoiceOnPaper } from '../../../contract/company.ts';
import type { DispenserSensors } from '../../../contract/device-classes.ts';
import type { Completion } from '../../../contract/device-common.ts';
import type { IntentId } from '../../../contract/words.ts';

const nothingKnown: Completion = { effect: 'unknown', fault: null, evidence: {} };

/**
 * Door, dispenser and document printer for the tests of technicians' acts. Each notes what physically
 * happened; the hosts remember their commands until they are restarted, the document printer for ever.
 * `answer_lost`: the act happens and its completion says "unknown"; `away`: the host cannot be spoken to.
 */
export class ModelUnits {
  state: 'ready' | 'answer_lost' | 'away' = 'ready';
  hasScanner = false;
  /** The A4 printer is there and well; cases look at it before they choose where to print. */
  hasDocumentPrinter = false;
  isHopperEmpty = false;
  /** Somebody takes what comes out at once. */
  takesItems = false;
  /** The dispenser jams when so many items have come out since; nothing of the next one does. */
  jamsAfterItems = Number.POSITIVE_INFINITY;
  readonly ledger: BenchLedgerEntry[] = [];
  readonly #remembered = new Map<IntentId, Completion>();
  readonly #jobs = new Map<IntentId, Completion>();
  readonly #nowMs: () => number;
  #items = 0;
  #atGate = false;
  #binCount = 0;
  #sheets = 40;
  #onTaken: () => void = () => {};
  #onCode: (read: InvoiceOnPaper) => void = () => {};

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  restartHosts(): void {
    this.#remembered.clear();
  }

  openDoor(commandId: IntentId): Completion {
    this.#speak();
    this.ledger.push({ type: 'door_release_began', at: this.#now() });
    return this.#answer(this.#remembered, commandId, { lock: 'released' });
  }

  dispenseItem(commandId: IntentId): Completion {
    this.#speak();
    if (this.#items >= this.jamsAfterItems) {
      const fault = { code: 'jam', nextAct: 'attendant', vendorCode: null } as const;
      return { effect: 'none', fault, evidence: { gate: 'empty' } };
    }
    this.#items += 1;
    this.#atGate = !this.takesItems;
    this.ledger.push({ type: 'item_dispensed', at: this.#now(), item: this.#items, unit: 'hopper' });
    return this.#answer(this.#remembered, commandId, { gate: 'item_present' });
  }

  /** Resolves when nothing lies at the gate; a hand has to take it. */
  gateIsEmpty(signal: AbortSignal): Promise<void> {
    if (!this.#atGate) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#onTaken = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }

  /** Resolves when an invoice is held before the scanner; at once with null where there is none. */
  readInvoiceCode(signal: AbortSignal): Promise<InvoiceOnPaper | null> {
    if (!this.hasScanner) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#onCode = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }

  /** Holds an invoice with this number before the scanner. */
  holdUp(invoiceNumber: string, invoiceCode = '031009900104'): void {
    this.#onCode({ invoiceCode, invoiceNumber });
  }

  /** A hand takes what lies at the gate. */
  take(): void {
    this.#atGate = false;
    this.#onTaken();
  }

  captureItem(commandId: IntentId): Completion {
    this.#speak();
    const fault = { code: 'nothing_to_capture', nextAct: 'none', vendorCode: null } as const;
    if (!this.#atGate) return { effect: 'none', fault, evidence: {} };
    this.#atGate = false;
    this.#binCount += 1;
    this.ledger.push({ type: 'item_captured', at: this.#now(), item: this.#items, unit: 'bin' });
    return this.#answer(this.#remembered, commandId, { gate: 'empty' });
  }

  readItemSensors(): DispenserSensors {
    this.#speak();
    return { gate: this.#atGate ? 'item_present' : 'empty', path: 'clear', storage: this.#storage() };
  }

  printPage(jobId: IntentId, pages: number): Completion {
    this.#speak();
    this.#sheets += pages;
    const documentId = this.#jobs.size + 1;
    this.ledger.push({
      type: 'sheets_out',
      at: this.#now(),
      documentId,
      jobName: jobId,
      sheets: pages,
      complete: true,
    });
    return this.#answer(this.#jobs, jobId, { sheetsOut: pages });
  }

  readSheetCount(): number {
    this.#speak();
    return this.#sheets;
  }

  lookUp(commandId: IntentId): Completion {
    this.#speak();
    return this.#remembered.get(commandId) ?? this.#jobs.get(commandId) ?? nothingKnown;
  }

  #storage(): DispenserSensors['storage'] {
    const unit = { capacity: 100, threshold: 5, level: 'ok' } as const;
    return [
      { ...unit, unitId: 'hopper', kind: 'cards', count: 50, level: this.isHopperEmpty ? 'empty' : 'ok' },
      { ...unit, unitId: 'bin', kind: 'retained', count: this.#binCount },
    ];
  }

  #speak(): void {
    if (this.state === 'away') throw new Error('the host is away');
  }

  #answer(
    memory: Map<IntentId, Completion>,
    commandId: IntentId,
    evidence: Completion['evidence'],
  ): Completion {
    const done: Completion = { effect: 'done', fault: null, evidence };
    memory.set(commandId, done);
    return this.state === 'answer_lost' ? nothingKnown : done;
  }

  #now(): string {
    return new Date(this.#nowMs()).toISOString();
  }
}
