export {
  type AttendantLock,
  AttendantStore,
  type CellOpenings,
  type LifeCounts,
  type NotedCount,
  type ReadName,
} from './attendant-store.ts';
export {
  type AuditAnchor,
  type AuditCut,
  type AuditEntry,
  type AuditRecord,
  auditCutSchema,
  auditRecordSchema,
  hashOf,
  noHash,
} from './audit-record.ts';
export { type AuditStamp, AuditStore } from './audit-store.ts';
export { type Chore, ChoreStore } from './chore-store.ts';
export { type Database, openDatabase, openDatabaseForReading } from './client.ts';
export { type ClockReading, ClockStore } from './clock-store.ts';
export { diskFailure, freeBytes, inUseName } from './disk-state.ts';
export { Journal } from './journal.ts';
export {
  type JournalReport,
  type ReportedCase,
  type ReportedIntent,
  type ReportedTask,
  readJournalReport,
} from './journal-report.ts';
export type {
  DueDeadline,
  ErrandChoice,
  Evidence,
  IntentState,
  JournalStep,
  MaintenanceAct,
  MaintenanceKind,
  NewCaseStep,
  NewIntent,
  NewOutcome,
  OpenIntent,
  OpenTaskRow,
  OutboxRow,
  StoredCase,
  TaskClosing,
  WaitingSubmissions,
} from './journal-step.ts';
export { KeyRing, type VaultFailure } from './key-ring.ts';
export {
  type KeySealer,
  type KeySealerName,
  plainKeySealer,
  shellKeySealer,
  systemdKeySealer,
} from './key-sealers.ts';
export type { OpenFailure } from './open-failure.ts';
export {
  type MoneyIntent,
  type ReconciledDay,
  type ReconciliationFinding,
  ReconciliationStore,
  readMoneyIntents,
} from './reconciliation-store.ts';
export {
  type RetentionBounds,
  type RetentionCounts,
  type RetentionState,
  RetentionStore,
} from './retention-store.ts';
export { type UnsealFailure, Vault } from './vault.ts';
