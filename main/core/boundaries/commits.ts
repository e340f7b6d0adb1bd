import type {
  AttendantStore,
  ChoreStore,
  ClockStore,
  Journal,
  ReconciliationStore,
  RetentionStore,
} from '../../../db/index.ts';
import type { CaseEvent } from '../cases/index.ts';
import { afterCommit, type Boundary, beforeCommit } from './boundary.ts';

/** Every verb of a store, so that a new one does not compile before it has its place. */
type VerbsOf<Store> = Record<keyof Store & string, 'reads' | 'writes'>;

const journal: VerbsOf<Journal> = {
  beginCase: 'writes',
  advanceCase: 'writes',
  readCase: 'reads',
  unfinishedCases: 'reads',
  unsettledCases: 'reads',
  casesBegunSince: 'reads',
  lastEvent: 'reads',
  casesTouchedAfter: 'reads',
  openActs: 'reads',
  deadlines: 'reads',
  sealedContent: 'reads',
  hasSealedContent: 'reads',
  nextErrand: 'reads',
  earliestErrandMs: 'reads',
  waitingSubmissions: 'reads',
  claimSalt: 'writes',
  caseOfClaim: 'reads',
  postponeErrand: 'writes',
  hurryErrands: 'writes',
  openTasks: 'reads',
  closeTask: 'writes',
  beginMaintenanceAct: 'writes',
  endMaintenanceAct: 'writes',
  openMaintenanceActs: 'reads',
  truncateLog: 'writes',
  rewrapSealed: 'writes',
  audit: 'writes',
  auditAnchor: 'reads',
  cutAudit: 'writes',
};

const attendance: VerbsOf<AttendantStore> = {
  noteCount: 'writes',
  lastCount: 'reads',
  printedCount: 'reads',
  lifeCounts: 'reads',
  addReads: 'writes',
  openings: 'reads',
  readLock: 'reads',
  writeLock: 'writes',
};
const clocks: VerbsOf<ClockStore> = { last: 'reads', note: 'writes', shiftWaiting: 'writes' };
const chores: VerbsOf<ChoreStore> = { get: 'reads', plan: 'writes', end: 'writes' };
const retention: VerbsOf<RetentionStore> = {
  count: 'reads',
  state: 'reads',
  deleteCases: 'writes',
  deleteMaintenance: 'writes',
  deleteRefills: 'writes',
  deleteReconciledDays: 'writes',
  oldRatings: 'reads',
  shrink: 'writes',
  truncateLog: 'writes',
};
const reconciliation: VerbsOf<ReconciliationStore> = {
  record: 'writes',
  isDone: 'reads',
  moneyIntents: 'reads',
};

const stores = { journal, attendance, clocks, chores, retention, reconciliation } as const;
export interface NamedStores {
  journal: Journal;
  attendance: AttendantStore;
  clocks: ClockStore;
  chores: ChoreStore;
  retention: RetentionStore;
  reconciliation: ReconciliationStore;
}

/** A step of a case is named by what happened to it. */
const steps = ['beginCase', 'advanceCase'];
const events: Record<CaseEvent['type'] | 'case_begun', true> = {
  case_begun: true,
  submission_accepted: true,
  submission_refused: true,
  submission_deferred: true,
  answer_not_understood: true,
  decision_made: true,
  decision_deferred: true,
  licence_fetched: true,
  invoice_read: true,
  invoices_counted: true,
  effect_prepared: true,
  preparation_failed: true,
  effect_confirmed: true,
  effect_failed: true,
  effect_missed: true,
  effect_unknown: true,
  errand_recorded: true,
  errand_rejected: true,
  claim_issued: true,
  card_left_behind: true,
  card_taken: true,
  card_unclear: true,
  delivery_retried: true,
  delivery_abandoned: true,
  rating_given: true,
  rating_skipped: true,
  resident_left: true,
  process_restarted: true,
  resident_returned: true,
  charge_intended: true,
  charge_confirmed: true,
  charge_failed: true,
  charge_disputed: true,
  reversal_decided: true,
  charge_stopped: true,
  charge_wait_over: true,
  charge_reversed: true,
  payment_declined: true,
  payment_overdue: true,
  refund_intended: true,
  refund_confirmed: true,
  refund_disputed: true,
};

/** The store with a boundary before and after each of its transactions. */
export function nameCommits<Name extends keyof NamedStores>(
  name: Name,
  store: NamedStores[Name],
  boundary: Boundary,
): NamedStores[Name] {
  const verbs: Record<string, 'reads' | 'writes'> = stores[name];
  return new Proxy(store, {
    get(target, verb) {
      const value: unknown = Reflect.get(target, verb, target);
      if (typeof value !== 'function' || typeof verb !== 'string') return value;
      if (verbs[verb] !== 'writes') return value.bind(target);
      return (...input: unknown[]) => {
        const word = wordOf(name, verb, input[0]);
        boundary(beforeCommit(word));
        const answer: unknown = Reflect.apply(value, target, input);
        boundary(afterCommit(word));
        return answer;
      };
    },
  });
}

/** Names everything among these that is a store; the rest stays what it is. */
export function nameAllCommits<Stores extends NamedStores>(all: Stores, boundary: Boundary): Stores {
  return {
    ...all,
    journal: nameCommits('journal', all.journal, boundary),
    attendance: nameCommits('attendance', all.attendance, boundary),
    clocks: nameCommits('clocks', all.clocks, boundary),
    chores: nameCommits('chores', all.chores, boundary),
    retention: nameCommits('retention', all.retention, boundary),
    reconciliation: nameCommits('reconciliation', all.reconciliation, boundary),
  };
}

function wordOf(store: keyof NamedStores, verb: string, step: unknown): string {
  if (store !== 'journal') return `${store}.${verb}`;
  const event = step && typeof step === 'object' && 'event' in step ? step.event : null;
  const type = event && typeof event === 'object' && 'type' in event ? event.type : null;
  return typeof type === 'string' ? type : verb;
}

export const commitWords: readonly string[] = Object.entries(stores)
  .flatMap(([store, verbs]) =>
    Object.entries(verbs).flatMap(([verb, does]) => {
      if (does === 'reads') return [];
      if (store !== 'journal') return [`${store}.${verb}`];
      return steps.includes(verb) ? [] : [verb];
    }),
  )
  .concat(Object.keys(events));
