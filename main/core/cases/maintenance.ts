import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { CellAddress } from '../../../contract/device-classes.ts';
import type { Completion, Effect } from '../../../contract/device-common.ts';
import type { ReceiptDocument } from '../../../contract/receipt-document.ts';
import { err, ok, type Result, unreachable } from '../../../contract/result.ts';
import type { CaseId, IntentId, LocalizedText } from '../../../contract/words.ts';
import type { Evidence, IntentState, Journal, MaintenanceAct, TaskClosing } from '../../../db/index.ts';
import { askWithin } from './asking.ts';
import type { CaseBook } from './case-book.ts';
import type { NotNow } from './case-desk.ts';
import type { Delivery } from './delivery.ts';
import { decideOpening, decidePrint, type Verdict, verdictOf } from './evidence.ts';
import type { EffectPorts } from './ports.ts';

const readTimeoutMs = 5000;
const printTimeoutMs = 60_000;
const openTimeoutMs = 20_000;

/** What a resident still has to get, or what a person has to find out. */
export interface OpenTask {
  taskId: number;
  /** As `TaskKind`; a task of an older program keeps its kind. */
  kind: string;
  /** Null where it belongs to no case of this terminal. */
  caseId: CaseId | null;
  /** Number the matter is found by, where that is not the case's. */
  reference: string | null;
  itemName: LocalizedText;
  /** Null while the city has not accepted the case. */
  acceptanceNumber: string | null;
  /** ISO 8601 UTC. */
  openedAt: string;
}

/** `faultCode`: what kept the device from it, as the device names it. */
export interface ActResult {
  effect: Effect;
  faultCode: string | null;
}

/** What a technician does with journal and devices. Acts wait for their turn behind acts for residents. */
export interface MaintenanceDesk {
  openTasks(): OpenTask[];
  closeTask(closing: TaskClosing): Result<void, NotNow>;
  /** `compose` is given the id that the slip must carry in a QR code `budayang:<id>:…`. */
  printTestSlip(attendantId: string, compose: (documentId: IntentId) => ReceiptDocument): Promise<ActResult>;
  openCell(attendantId: string, cell: CellAddress): Promise<ActResult>;
  /** The printer's own counter; null if it does not count, is busy or away. */
  readCutCount(): Promise<number | null>;
}

export interface MaintenanceTools {
  journal: Journal;
  book: CaseBook;
  delivery: Delivery;
  ports: EffectPorts;
  clock: Clock;
  random: RandomSource;
  stop: AbortSignal;
}

const reconciliation: LocalizedText = { zh: '与本市对账', en: 'Reconciliation with the city' };

const nothingSent: ActResult = { effect: 'none', faultCode: 'device_away' };

/**
 * Acts of technicians, promised in the journal like acts for residents: intent before act, evidence
 * before memory, one act at a time per device.
 */
export class Maintenance implements MaintenanceDesk {
  readonly #tools: MaintenanceTools;

  constructor(tools: MaintenanceTools) {
    this.#tools = tools;
  }

  openTasks(): OpenTask[] {
    const { journal, book } = this.#tools;
    return journal.openTasks().flatMap((row) => {
      const kept = row.caseId && book.get(row.caseId);
      return [{ ...row, itemName: kept ? kept.state.itemName : reconciliation }];
    });
  }

  closeTask(closing: TaskClosing): Result<void, NotNow> {
    const { journal, clock } = this.#tools;
    return journal.closeTask(closing, clock.wallMs()) ? ok(undefined) : err({ kind: 'not_now' });
  }

  async printTestSlip(
    attendantId: string,
    compose: (documentId: IntentId) => ReceiptDocument,
  ): Promise<ActResult> {
    const { ports, delivery } = this.#tools;
    let result = nothingSent;
    await delivery.printerLane.run(async () => {
      const cuts = await this.#ask(readTimeoutMs, (signal) => ports.readCutCount(signal));
      if (!cuts.ok) return;
      const evidenceBefore = { cutCount: cuts.value };
      result = await this.#perform(
        attendantId,
        'print_test_slip',
        evidenceBefore,
        printTimeoutMs,
        (actId) => {
          const document = compose(actId);
          return (signal) => ports.print(actId, document, signal);
        },
      );
    });
    return result;
  }

  async openCell(attendantId: string, cell: CellAddress): Promise<ActResult> {
    const { ports, delivery } = this.#tools;
    let result = nothingSent;
    await delivery.lockerLane.run(async () => {
      const door = await this.#ask(readTimeoutMs, (signal) => ports.readDoor(cell, signal));
      if (!door.ok) return;
      const evidenceBefore = { board: cell.board, cell: cell.cell, doorBefore: door.value };
      result = await this.#perform(
        attendantId,
        'open_cell',
        evidenceBefore,
        openTimeoutMs,
        (actId) => (signal) => ports.openCell(actId, cell, signal),
      );
    });
    return result;
  }

  async readCutCount(): Promise<number | null> {
    let cutCount: number | null = null;
    await this.#tools.delivery.printerLane.run(async () => {
      const cuts = await this.#ask(readTimeoutMs, (signal) => this.#tools.ports.readCutCount(signal));
      cutCount = cuts.ok ? cuts.value : null;
    });
    return cutCount;
  }

  /** After a restart, before anything new is promised: decides what the last run left open. */
  async settle(): Promise<void> {
    const { journal, delivery } = this.#tools;
    await Promise.all(
      journal.openMaintenanceActs().map((act) => {
        const lane = act.kind === 'open_cell' ? delivery.lockerLane : delivery.printerLane;
        return lane.run(async () => {
          const verdict = await this.#decide(act);
          if (verdict) this.#conclude(act, verdict);
        });
      }),
    );
  }

  async #perform(
    attendantId: string,
    kind: MaintenanceAct['kind'],
    evidenceBefore: Evidence,
    timeoutMs: number,
    prepare: (actId: IntentId) => (signal: AbortSignal) => Promise<Completion>,
  ): Promise<ActResult> {
    const { journal, clock, random } = this.#tools;
    const actId = random.uuid() as IntentId;
    const act = { actId, kind, evidenceBefore };
    const perform = prepare(actId);
    journal.beginMaintenanceAct({ ...act, attendantId }, clock.wallMs());
    const completion = await this.#ask(timeoutMs, perform);
    const answered = completion.ok ? completion.value : null;
    const verdict =
      answered && answered.effect !== 'unknown' ? verdictOf(answered, 'completion') : await this.#decide(act);
    if (!verdict) return { effect: 'unknown', faultCode: null };
    this.#conclude(act, verdict);
    return { effect: verdict.effect, faultCode: answered?.fault?.code ?? null };
  }

  #conclude({ actId }: MaintenanceAct, { effect, evidence }: NonNullable<Verdict>): void {
    const { journal, clock } = this.#tools;
    journal.endMaintenanceAct({ intentId: actId, state: stateOf(effect), evidence }, clock.wallMs());
  }

  #decide({ actId, kind, evidenceBefore }: MaintenanceAct): Promise<Verdict> {
    const { board, cell, doorBefore, cutCount } = evidenceBefore;
    if (kind === 'print_test_slip') {
      return decidePrint(this.#tools, actId, typeof cutCount === 'number' ? cutCount : null);
    }
    if (typeof board !== 'number' || typeof cell !== 'number') throw new Error(`act ${actId} names no cell`);
    const before = typeof doorBefore === 'string' ? doorBefore : null;
    return decideOpening(this.#tools, actId, { board, cell }, before);
  }

  #ask<Answer>(timeoutMs: number, ask: (signal: AbortSignal) => Promise<Answer>) {
    return askWithin(this.#tools.clock, this.#tools.stop, timeoutMs, ask);
  }
}

function stateOf(effect: Effect): Exclude<IntentState, 'open'> {
  switch (effect) {
    case 'done':
      return 'confirmed';
    case 'none':
      return 'failed';
    case 'unknown':
      return 'unknown';
    default:
      return unreachable(effect);
  }
}
