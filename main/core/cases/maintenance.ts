import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { CellAddress } from '../../../contract/device-classes.ts';
import type { Completion, Effect } from '../../../contract/device-common.ts';
import { err, ok, type Result, unreachable } from '../../../contract/result.ts';
import type { CaseId, IntentId, LocalizedText } from '../../../contract/words.ts';
import type {
  Evidence,
  IntentState,
  Journal,
  MaintenanceAct,
  MaintenanceKind,
  OpenTaskRow,
  TaskClosing,
} from '../../../db/index.ts';
import { askWithin } from './asking.ts';
import type { CaseBook } from './case-book.ts';
import type { NotNow } from './case-desk.ts';
import type { Delivery } from './delivery.ts';
import { type Verdict, verdictOf } from './evidence.ts';
import { Lane } from './lane.ts';
import { type ActPorts, decideAct, deviceOfAct, planOf, type TechnicianAct } from './maintenance-acts.ts';

const readTimeoutMs = 5000;

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
  /** Where the parcel lies, if the case is about one. */
  cell: CellAddress | null;
  act: OpenTaskRow['act'];
}

/** `faultCode`: what kept the device from it, as the device names it. */
export interface ActResult {
  effect: Effect;
  faultCode: string | null;
  evidence: Evidence;
}

/** What a technician does with journal and devices. Acts wait for their turn behind acts for residents. */
export interface MaintenanceDesk {
  openTasks(): OpenTask[];
  closeTask(closing: TaskClosing): Result<void, NotNow>;
  perform(attendantId: string, act: TechnicianAct): Promise<ActResult>;
  /** The printer's own counter; null if it does not count, is busy or away. */
  readCutCount(): Promise<number | null>;
  /** Sheets the document printer counted in its life; null if it does not count, is busy or away. */
  readSheetCount(): Promise<number | null>;
}

export interface MaintenanceTools {
  journal: Journal;
  book: CaseBook;
  delivery: Delivery;
  ports: ActPorts;
  clock: Clock;
  random: RandomSource;
  stop: AbortSignal;
}

const reconciliation: LocalizedText = { zh: '与本市对账', en: 'Reconciliation with the city' };

const nothingSent: ActResult = { effect: 'none', faultCode: 'device_away', evidence: {} };

/**
 * Acts of technicians, promised in the journal like acts for residents: intent before act, evidence
 * before memory, one act at a time per device.
 */
export class Maintenance implements MaintenanceDesk {
  readonly #tools: MaintenanceTools;
  readonly #lanes: Record<(typeof deviceOfAct)[MaintenanceKind], Lane>;

  constructor(tools: MaintenanceTools) {
    this.#tools = tools;
    this.#lanes = {
      'receipt-printer': tools.delivery.printerLane,
      'pickup-locker': tools.delivery.lockerLane,
      door: new Lane(),
      dispenser: new Lane(),
      'document-printer': new Lane(),
    };
  }

  openTasks(): OpenTask[] {
    const { journal, book } = this.#tools;
    return journal.openTasks().flatMap((row) => {
      const kept = row.caseId && book.get(row.caseId);
      if (!kept) return [{ ...row, itemName: reconciliation, cell: null }];
      const { acceptance, itemName } = kept.state;
      const parcel = acceptance.state === 'accepted' ? acceptance.parcel : null;
      return [{ ...row, itemName, cell: parcel && { board: parcel.board, cell: parcel.cell } }];
    });
  }

  closeTask(closing: TaskClosing): Result<void, NotNow> {
    const { journal, clock } = this.#tools;
    return journal.closeTask(closing, clock.wallMs()) ? ok(undefined) : err({ kind: 'not_now' });
  }

  async perform(attendantId: string, act: TechnicianAct): Promise<ActResult> {
    let result = nothingSent;
    await this.#laneOf(act.kind).run(async () => {
      const plan = planOf(act, this.#tools.ports);
      const before = await this.#ask(readTimeoutMs, (signal) => plan.readBefore(signal));
      if (!before.ok) return;
      const { journal, clock, random } = this.#tools;
      const actId = random.uuid() as IntentId;
      const promised = { actId, kind: act.kind, evidenceBefore: before.value };
      const perform = plan.prepare(actId);
      journal.beginMaintenanceAct({ ...promised, attendantId }, clock.wallMs());
      result = await this.#carryOut(promised, plan.timeoutMs, perform);
    });
    return result;
  }

  readCutCount(): Promise<number | null> {
    return this.#readCount('receipt-printer', (signal) => this.#tools.ports.readCutCount(signal));
  }

  readSheetCount(): Promise<number | null> {
    return this.#readCount('document-printer', (signal) => this.#tools.ports.readSheetCount(signal));
  }

  /** After a restart, before anything new is promised: decides what the last run left open. */
  async settle(): Promise<void> {
    await Promise.all(
      this.#tools.journal.openMaintenanceActs().map((act) =>
        this.#laneOf(act.kind).run(async () => {
          const verdict = await decideAct(this.#tools, act);
          if (verdict) this.#conclude(act, verdict);
        }),
      ),
    );
  }

  async #carryOut(
    act: MaintenanceAct,
    timeoutMs: number,
    perform: (signal: AbortSignal) => Promise<Completion>,
  ): Promise<ActResult> {
    const completion = await this.#ask(timeoutMs, perform);
    const answered = completion.ok ? completion.value : null;
    const verdict =
      answered && answered.effect !== 'unknown'
        ? verdictOf(answered, 'completion')
        : await decideAct(this.#tools, act);
    if (!verdict) return { effect: 'unknown', faultCode: null, evidence: {} };
    this.#conclude(act, verdict);
    return { ...verdict, faultCode: answered?.fault?.code ?? null };
  }

  #conclude({ actId }: MaintenanceAct, { effect, evidence }: NonNullable<Verdict>): void {
    const { journal, clock } = this.#tools;
    journal.endMaintenanceAct({ intentId: actId, state: stateOf(effect), evidence }, clock.wallMs());
  }

  async #readCount(
    device: 'receipt-printer' | 'document-printer',
    read: (signal: AbortSignal) => Promise<number | null>,
  ): Promise<number | null> {
    let count: number | null = null;
    await this.#lanes[device].run(async () => {
      const answer = await this.#ask(readTimeoutMs, read);
      count = answer.ok ? answer.value : null;
    });
    return count;
  }

  #laneOf(kind: MaintenanceKind): Lane {
    return this.#lanes[deviceOfAct[kind]];
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
