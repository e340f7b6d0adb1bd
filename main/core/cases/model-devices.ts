import type { BenchLedgerEntry } from '../../../contract/bench.ts';
import type { CellAddress } from '../../../contract/device-classes.ts';
import type { Completion, Fault } from '../../../contract/device-common.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import type { IntentId } from '../../../contract/words.ts';

const fault = (code: string): Fault => ({ code, nextAct: 'attendant', vendorCode: null });
const nothingKnown: Completion = { effect: 'unknown', fault: null, evidence: {} };

/**
 * Printer and locker with their hosts for the tests of the case engine. Each keeps a ledger of what
 * physically happened; a host remembers its jobs until it is restarted. `answer_lost`: the act
 * happens, but its completion says "unknown"; `away`: the host cannot be spoken to.
 */
export class ModelDevices {
  printer: 'ready' | 'paper_out' | 'stalled' | 'answer_lost' | 'silent' | 'away' = 'ready';
  locker: 'ready' | 'stuck' | 'answer_lost' | 'away' = 'ready';
  countsCuts = true;
  /** Changes with every power cut. */
  powerSession = 'power-1';
  readonly ledger: BenchLedgerEntry[] = [];
  readonly #jobs = new Map<IntentId, Completion>();
  readonly #openDoors = new Set<string>();
  readonly #nowMs: () => number;
  #cuts = 0;
  #goOn: () => void = () => {};

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** The cause of a stall is gone: the slip in the printer goes on. */
  goOn(): void {
    this.printer = 'ready';
    this.#goOn();
  }

  /** A remnant is cut off, as drivers do after a lost line: two cuts that are nobody's slip. */
  cutOffRemnant(): void {
    this.#cuts += 2;
  }

  /** The counter forgets its last increment with the power, as makers say that it may. */
  loseLastCut(): void {
    this.#cuts -= 1;
  }

  restartHosts(): void {
    this.#goOn = () => {};
    this.#jobs.clear();
  }

  closeDoors(): void {
    this.#openDoors.clear();
  }

  readCutCount(): number | null {
    if (this.printer === 'away') throw new Error('the printer host is away');
    return this.countsCuts ? this.#cuts : null;
  }

  print(jobId: IntentId, document: ReceiptDocument): Completion | Promise<Completion> {
    if (this.printer === 'stalled') {
      this.#jobs.set(jobId, { effect: 'unknown', fault: null, evidence: { running: true } });
      return new Promise((resolve) => {
        this.#goOn = () => resolve(this.print(jobId, document));
      });
    }
    if (this.printer === 'away') throw new Error('the printer host is away');
    if (this.printer === 'paper_out') return { effect: 'none', fault: fault('paper_out'), evidence: {} };
    if (this.printer === 'silent') return nothingKnown;
    this.#cuts += 1;
    this.ledger.push({
      type: 'paper_cut',
      at: this.#now(),
      paperId: this.#cuts,
      qrTexts: document.blocks.flatMap((block) => (block.kind === 'qr' ? [block.data] : [])),
      lines: document.blocks.length,
      complete: true,
    });
    const done: Completion = { effect: 'done', fault: null, evidence: { cutCount: this.#cuts } };
    if (this.printer === 'answer_lost') return nothingKnown;
    this.#jobs.set(jobId, done);
    return done;
  }

  /** What waits in the printer is cleared and its remnant cut off. */
  cancelJob(jobId: IntentId): Completion {
    if (this.printer === 'away') throw new Error('the printer host is away');
    const known = this.#jobs.get(jobId);
    if (known?.evidence.running !== true) return known ?? nothingKnown;
    this.#goOn = () => {};
    this.cutOffRemnant();
    const cancelled: Completion = {
      effect: 'none',
      fault: fault('cancelled'),
      evidence: { cancelled: true },
    };
    this.#jobs.set(jobId, cancelled);
    return cancelled;
  }

  lookUpJob(jobId: IntentId): Completion {
    if (this.printer === 'away') throw new Error('the printer host is away');
    return this.#jobs.get(jobId) ?? nothingKnown;
  }

  openCell(commandId: IntentId, cell: CellAddress): Completion {
    if (this.locker === 'away') throw new Error('the locker host is away');
    if (this.locker === 'stuck') return { effect: 'none', fault: fault('lock_stuck'), evidence: {} };
    if (!this.#openDoors.has(keyOf(cell))) {
      this.ledger.push({ type: 'door_opened', at: this.#now(), ...cell, cause: 'command' });
    }
    this.#openDoors.add(keyOf(cell));
    const done: Completion = { effect: 'done', fault: null, evidence: { door: 'open' } };
    if (this.locker === 'answer_lost') return nothingKnown;
    this.#jobs.set(commandId, done);
    return done;
  }

  lookUpOpening(commandId: IntentId): Completion {
    if (this.locker === 'away') throw new Error('the locker host is away');
    return this.#jobs.get(commandId) ?? nothingKnown;
  }

  readDoor(cell: CellAddress): 'open' | 'closed' {
    if (this.locker === 'away') throw new Error('the locker host is away');
    return this.#openDoors.has(keyOf(cell)) ? 'open' : 'closed';
  }

  #now(): string {
    return new Date(this.#nowMs()).toISOString();
  }
}

function keyOf({ board, cell }: CellAddress): string {
  return `${board}/${cell}`;
}
