export {
  type AttendantLock,
  AttendantStore,
  type CellOpenings,
  type LifeCounts,
  type NotedCount,
  type ReadName,
} from './attendant-store.ts';
export { type Database, openDatabase, openDatabaseForReading } from './client.ts';
export { Journal } from './journal.ts';
export {
  type JournalReport,
  type ReportedCase,
  type ReportedIntent,
  type ReportedTask,
  readJournalReport,
} from './journal-report.ts';
export type {
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
} from './journal-step.ts';
export type { OpenFailure } from './open-failure.ts';
export { openVault, type UnsealFailure, Vault, type VaultFailure } from './vault.ts';
