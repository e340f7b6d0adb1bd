import type { CaseId, IntentId, ItemCode } from '../contract/words.ts';
import type { SealedContent } from './vault.ts';

export type IntentState = 'open' | 'confirmed' | 'failed' | 'unknown';
/** Figures and words that prove something. Never personal data. */
export type Evidence = Record<string, string | number | boolean | null>;

export interface NewIntent {
  intentId: IntentId;
  kind: string;
  idempotencyKey: string;
  evidenceBefore: Evidence;
  /** Null: acted on at once. Otherwise an errand that the outbox sends until it is answered. */
  outbox: { urgent: boolean } | null;
}

export interface NewOutcome {
  intentId: IntentId;
  state: Exclude<IntentState, 'open'>;
  evidence: Evidence;
}

/** What one event did to one case. Written whole or not at all. */
export interface JournalStep {
  caseId: CaseId;
  atMs: number;
  event: { type: string; data: Evidence };
  state: string;
  stateJson: string;
  intent: NewIntent | null;
  outcomes: readonly NewOutcome[];
  tasks: readonly { kind: string; intentId: IntentId | null }[];
  /** Hashes of claim codes that were issued for the case. */
  claims: readonly string[];
  deadlines: readonly ({ name: string; dueMs: number } | { name: string; dueMs: null })[];
  seal: readonly { kind: string; content: SealedContent }[];
  erase: readonly string[];
  /** The resident no longer waits for this case's errands. */
  errandsCanWait: boolean;
}

export interface NewCaseStep extends JournalStep {
  itemCode: ItemCode;
  itemVersion: number;
}

export interface StoredCase {
  caseId: CaseId;
  itemCode: ItemCode;
  itemVersion: number;
  stateJson: string;
  createdMs: number;
  updatedMs: number;
}

export interface OpenIntent {
  intentId: IntentId;
  caseId: CaseId;
  kind: string;
  evidenceBefore: Evidence;
  createdMs: number;
}

export interface OutboxRow extends OpenIntent {
  outboxId: number;
  attempts: number;
  nextAttemptMs: number;
}

/** Which errands a sender may take. */
export interface ErrandChoice {
  /** Those a resident waits for, or the others. */
  urgent: boolean;
  /** A case whose errand is being sent right now by somebody else. */
  caseInHand: CaseId | null;
  /** So often a submission may have failed and is still sent before all younger errands; 0: the others always pass. */
  attemptsInPlace: number;
}

/** Submissions that the city has not answered. */
export interface WaitingSubmissions {
  count: number;
  /** Epoch milliseconds of the oldest; null if there is none. */
  oldestMs: number | null;
}

export interface DueDeadline {
  caseId: CaseId;
  name: string;
  dueMs: number;
}

/** What a technician promises to do on a device, outside any case. */
export interface MaintenanceAct {
  /** Names the act as an intent's id names a case's act: document of a slip, command of a lock. */
  actId: IntentId;
  kind: MaintenanceKind;
  evidenceBefore: Evidence;
}

export const maintenanceKinds = [
  'print_test_slip',
  'open_cell',
  'open_door',
  'dispense_item',
  'capture_item',
  'print_test_page',
] as const;
export type MaintenanceKind = (typeof maintenanceKinds)[number];

export interface NewMaintenanceAct extends MaintenanceAct {
  /** Code of the technician's enrolment. */
  attendantId: string;
}

export interface OpenTaskRow {
  taskId: number;
  /** Null where it belongs to no case of this terminal. */
  caseId: CaseId | null;
  kind: string;
  /** Number the matter is found by, where that is not the case's. */
  reference: string | null;
  /** ISO 8601 UTC. */
  openedAt: string;
  /** Null while the city has not accepted the case. */
  acceptanceNumber: string | null;
  /** Of the act that left the task, with what was known before and after it; null where no act did. */
  act: { evidenceBefore: Evidence; evidence: Evidence | null } | null;
}

export interface TaskClosing {
  taskId: number;
  reason: 'done_by_hand' | 'not_needed';
  attendantId: string;
}
