import type { CaseId, ItemCode } from '../contract/words.ts';
import type { AuditAnchor, AuditEntry } from './audit-record.ts';
import { type AuditStamp, AuditStore, unnamedStamp } from './audit-store.ts';
import { CaseStore } from './case-store.ts';
import { ClaimStore } from './claim-store.ts';
import type { Database } from './client.ts';
import { IntentStore } from './intent-store.ts';
import type {
  DueDeadline,
  ErrandChoice,
  JournalStep,
  MaintenanceAct,
  NewCaseStep,
  NewMaintenanceAct,
  NewOutcome,
  OpenIntent,
  OpenTaskRow,
  OutboxRow,
  StoredCase,
  TaskClosing,
  WaitingSubmissions,
} from './journal-step.ts';
import { MaintenanceStore } from './maintenance-store.ts';
import { OutboxStore } from './outbox-store.ts';
import { type SealedPlace, SealedStore } from './sealed-store.ts';
import { TaskStore } from './task-store.ts';
import type { SealedContent, Vault } from './vault.ts';

/** Events that a resident caused by a touch. */
const touches = new Set([
  'case_begun',
  'delivery_retried',
  'delivery_abandoned',
  'resident_returned',
  'rating_given',
  'rating_skipped',
]);

/**
 * The terminal's memory of cases. Every write is one synchronous transaction that is on the disk
 * when the method returns.
 */
export class Journal {
  readonly #cases: CaseStore;
  readonly #intents: IntentStore;
  readonly #outbox: OutboxStore;
  readonly #sealed: SealedStore;
  readonly #maintenance: MaintenanceStore;
  readonly #tasks: TaskStore;
  readonly #claims: ClaimStore;
  readonly #audit: AuditStore;
  readonly #begin: (step: NewCaseStep) => void;
  readonly #advance: (step: JournalStep) => void;
  readonly #closeTask: (closing: TaskClosing, atMs: number) => boolean;
  readonly #beginAct: (act: NewMaintenanceAct, atMs: number) => void;
  readonly #endAct: (outcome: NewOutcome, atMs: number) => void;
  readonly #rewrap: (vault: Vault, after: SealedPlace | null, limit: number) => SealedPlace | null;
  readonly #cutAudit: (beforeMs: number, atMs: number) => number;
  readonly #database: Database;

  constructor(database: Database, stamp: AuditStamp = unnamedStamp) {
    this.#database = database;
    this.#cases = new CaseStore(database);
    this.#intents = new IntentStore(database);
    this.#outbox = new OutboxStore(database);
    this.#sealed = new SealedStore(database);
    this.#maintenance = new MaintenanceStore(database);
    this.#tasks = new TaskStore(database);
    this.#claims = new ClaimStore(database);
    this.#audit = new AuditStore(database, stamp);
    this.#closeTask = database.transaction((closing: TaskClosing, atMs: number) => {
      const closed = this.#tasks.close(closing, atMs);
      if (!closed) return false;
      const { itemCode, caseId, kind } = closed;
      const { attendantId: actor, reason } = closing;
      this.#audit.append(
        { actor, action: 'task_closed', itemCode, caseId, effect: kind, outcome: reason },
        atMs,
      );
      return true;
    }).immediate;
    this.#cutAudit = database.transaction((beforeMs: number, atMs: number) =>
      this.#audit.cutBefore(beforeMs, atMs),
    ).immediate;
    this.#beginAct = database.transaction((act: NewMaintenanceAct, atMs: number) => {
      this.#maintenance.put(act, atMs);
      this.#auditAct(act.attendantId, 'act_intended', act.kind, null, atMs);
    }).immediate;
    this.#endAct = database.transaction((outcome: NewOutcome, atMs: number) => {
      const { attendantId, kind } = this.#maintenance.conclude(outcome, atMs);
      this.#auditAct(attendantId, 'act_concluded', kind, outcome.state, atMs);
    }).immediate;
    this.#rewrap = database.transaction((vault: Vault, after: SealedPlace | null, limit: number) =>
      this.#sealed.rewrapNext(vault, after, limit),
    ).immediate;
    this.#begin = database.transaction((step: NewCaseStep) => {
      this.#cases.insert(step);
      this.#auditCase(step, step.itemCode, 'case_begun', null, null);
      this.#writeParts(step, step.itemCode);
    }).immediate;
    this.#advance = database.transaction((step: JournalStep) => {
      this.#writeParts(step, this.#cases.update(step));
    }).immediate;
  }

  beginCase(step: NewCaseStep): void {
    this.#begin(step);
  }

  advanceCase(step: JournalStep): void {
    this.#advance(step);
  }

  readCase(caseId: CaseId): StoredCase | null {
    return this.#cases.get(caseId);
  }

  unfinishedCases(): StoredCase[] {
    return this.#cases.unfinished();
  }

  /** Of the unfinished cases those that a start has to look at. */
  unsettledCases(): StoredCase[] {
    return this.#cases.unsettled();
  }

  /** In no order. Looks at every case there is. */
  casesBegunSince(sinceMs: number): StoredCase[] {
    return this.#cases.begunSince(sinceMs);
  }

  /** Number of the last event of any case; 0 before the first. */
  lastEvent(): number {
    return this.#cases.lastEvent();
  }

  /** Cases that an event with a higher number belongs to. */
  casesTouchedAfter(event: number): StoredCase[] {
    return this.#cases.touchedAfter(event);
  }

  openActs(): OpenIntent[] {
    return this.#intents.openActs();
  }

  deadlines(): DueDeadline[] {
    return this.#cases.deadlines();
  }

  sealedContent(caseId: CaseId, kind: string): SealedContent | null {
    return this.#sealed.get(caseId, kind);
  }

  hasSealedContent(): boolean {
    return this.#sealed.count() > 0;
  }

  nextErrand(nowMs: number, longestWaitMs: number, choice: ErrandChoice): OutboxRow | null {
    return this.#outbox.nextDue(nowMs, longestWaitMs, choice);
  }

  earliestErrandMs(urgent: boolean): number | null {
    return this.#outbox.earliestAttemptMs(urgent);
  }

  waitingSubmissions(): WaitingSubmissions {
    return this.#outbox.waitingSubmissions();
  }

  /** The salt for hashes of claim codes; `offered` is taken where there is none yet. */
  claimSalt(offered: Uint8Array): Uint8Array {
    return this.#claims.salt(offered);
  }

  caseOfClaim(codeHash: string): CaseId | null {
    return this.#claims.find(codeHash);
  }

  postponeErrand(outboxId: number, nextAttemptMs: number, error: string): void {
    this.#outbox.postpone(outboxId, nextAttemptMs, error);
  }

  hurryErrands(nowMs: number): void {
    this.#outbox.hurryAll(nowMs);
  }

  openTasks(): OpenTaskRow[] {
    return this.#tasks.open();
  }

  /** False if there is no such open task. */
  closeTask(closing: TaskClosing, atMs: number): boolean {
    return this.#closeTask(closing, atMs);
  }

  /** A technician's promise to act, durable before the act. */
  beginMaintenanceAct(act: NewMaintenanceAct, atMs: number): void {
    this.#beginAct(act, atMs);
  }

  endMaintenanceAct(outcome: NewOutcome, atMs: number): void {
    this.#endAct(outcome, atMs);
  }

  openMaintenanceActs(): MaintenanceAct[] {
    return this.#maintenance.open();
  }

  /** Empties the write-ahead log, so that what was erased is gone from there too. */
  truncateLog(): void {
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** The next contents under the vault's current key; null when all are. */
  rewrapSealed(vault: Vault, after: SealedPlace | null, limit: number): SealedPlace | null {
    return this.#rewrap(vault, after, limit);
  }

  /** Something that is no step of a case. */
  audit(entry: AuditEntry, atMs: number): void {
    this.#audit.append(entry, atMs);
  }

  auditAnchor(): AuditAnchor | null {
    return this.#audit.anchor();
  }

  /** How many audit records before this instant went; a stub stays. */
  cutAudit(beforeMs: number, atMs: number): number {
    return this.#cutAudit(beforeMs, atMs);
  }

  #writeParts(step: JournalStep, itemCode: ItemCode): void {
    this.#cases.record(step);
    for (const outcome of step.outcomes) {
      const kind = this.#intents.conclude(outcome, step.atMs);
      this.#outbox.remove(outcome.intentId);
      this.#auditCase(step, itemCode, 'effect_concluded', kind, outcome.state);
    }
    if (step.intent) {
      this.#intents.put(step.caseId, step.intent, step.atMs);
      const { intentId, outbox, kind } = step.intent;
      if (outbox) this.#outbox.put(intentId, outbox.urgent, step.atMs);
      this.#auditCase(step, itemCode, 'effect_intended', kind, null);
    }
    for (const { kind } of step.tasks) this.#auditCase(step, itemCode, 'task_opened', kind, null);
    if (step.errandsCanWait) this.#outbox.errandsCanWait(step.caseId);
    for (const codeHash of step.claims) this.#claims.put(step.caseId, codeHash, step.atMs);
    for (const { kind, content } of step.seal) this.#sealed.put(step.caseId, kind, content);
    for (const kind of step.erase) {
      if (this.#sealed.erase(step.caseId, kind)) {
        this.#auditCase(step, itemCode, 'content_erased', kind, null);
      }
    }
  }

  #auditCase(
    { caseId, event, atMs }: JournalStep,
    itemCode: ItemCode,
    action: string,
    effect: string | null,
    outcome: string | null,
  ): void {
    const actor = touches.has(event.type) ? 'resident' : 'terminal';
    this.#audit.append({ actor, action, itemCode, caseId, effect, outcome }, atMs);
  }

  #auditAct(actor: string, action: string, effect: string, outcome: string | null, atMs: number): void {
    this.#audit.append({ actor, action, itemCode: null, caseId: null, effect, outcome }, atMs);
  }
}
