import type { CaseId } from '../contract/words.ts';
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
import { SealedStore } from './sealed-store.ts';
import { TaskStore } from './task-store.ts';
import type { SealedContent } from './vault.ts';

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
  readonly #begin: (step: NewCaseStep) => void;
  readonly #advance: (step: JournalStep) => void;
  readonly #closeTask: (closing: TaskClosing, atMs: number) => boolean;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    this.#cases = new CaseStore(database);
    this.#intents = new IntentStore(database);
    this.#outbox = new OutboxStore(database);
    this.#sealed = new SealedStore(database);
    this.#maintenance = new MaintenanceStore(database);
    this.#tasks = new TaskStore(database);
    this.#claims = new ClaimStore(database);
    this.#closeTask = database.transaction((closing: TaskClosing, atMs: number) =>
      this.#tasks.close(closing, atMs),
    ).immediate;
    this.#begin = database.transaction((step: NewCaseStep) => {
      this.#cases.insert(step);
      this.#writeParts(step);
    }).immediate;
    this.#advance = database.transaction((step: JournalStep) => {
      this.#cases.update(step);
      this.#writeParts(step);
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
    this.#maintenance.put(act, atMs);
  }

  endMaintenanceAct(outcome: NewOutcome, atMs: number): void {
    this.#maintenance.conclude(outcome, atMs);
  }

  openMaintenanceActs(): MaintenanceAct[] {
    return this.#maintenance.open();
  }

  /** Empties the write-ahead log, so that what was erased is gone from there too. */
  truncateLog(): void {
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
  }

  #writeParts(step: JournalStep): void {
    this.#cases.record(step);
    for (const outcome of step.outcomes) {
      this.#intents.conclude(outcome, step.atMs);
      this.#outbox.remove(outcome.intentId);
    }
    if (step.intent) {
      this.#intents.put(step.caseId, step.intent, step.atMs);
      const { intentId, outbox } = step.intent;
      if (outbox) this.#outbox.put(intentId, outbox.urgent, step.atMs);
    }
    if (step.errandsCanWait) this.#outbox.errandsCanWait(step.caseId);
    for (const codeHash of step.claims) this.#claims.put(step.caseId, codeHash, step.atMs);
    for (const { kind, content } of step.seal) this.#sealed.put(step.caseId, kind, content);
    for (const kind of step.erase) this.#sealed.erase(step.caseId, kind);
  }
}
