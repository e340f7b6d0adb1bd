import type { BenchLedgerEntry } from '../../../contract/bench.ts';
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
  readonly ledger: BenchLedgerEntry[] = [];
  readonly #remembered = new Map<IntentId, Completion>();
  readonly #jobs = new Map<IntentId, Completion>();
  readonly #nowMs: () => number;
  #items = 0;
  #atGate = false;
  #sheets = 40;

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
    this.#items += 1;
    this.#atGate = true;
    this.ledger.push({ type: 'item_dispensed', at: this.#now(), item: this.#items, unit: 'hopper' });
    return this.#answer(this.#remembered, commandId, { gate: 'item_present' });
  }

  captureItem(commandId: IntentId): Completion {
    this.#speak();
    const fault = { code: 'nothing_to_capture', nextAct: 'none', vendorCode: null } as const;
    if (!this.#atGate) return { effect: 'none', fault, evidence: {} };
    this.#atGate = false;
    this.ledger.push({ type: 'item_captured', at: this.#now(), item: this.#items, unit: 'bin' });
    return this.#answer(this.#remembered, commandId, { gate: 'empty' });
  }

  readItemSensors(): DispenserSensors {
    this.#speak();
    return { gate: this.#atGate ? 'item_present' : 'empty', path: 'clear', storage: [] };
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
