import { createHash } from 'node:crypto';
import { type Certificate, certificateSchema, type Decision, decisionSchema } from '../contract/city.ts';
import type { Clock } from '../contract/clock.ts';
import type { CaseId } from '../contract/words.ts';
import type { CityDatabase } from './database.ts';
import type { RuledDecision } from './items/city-item.ts';
import type { CityLedger } from './ledger.ts';

/** What rules or officers decided, when it is known, and the licences that come with it. */
export interface Decisions {
  /** Belongs into the transaction that accepts the case. */
  put(caseId: CaseId, ruled: RuledDecision): void;
  /** An officer decides it, at any time. Belongs into the same transaction. */
  waitForOfficer(caseId: CaseId): void;
  /** What the officer of this account decided. */
  decide(caseId: CaseId, decision: Exclude<Decision, { state: 'pending' }>, officer: string): void;
  /** Null where people decide elsewhere. */
  find(caseId: CaseId): Decision | null;
  findLicence(caseId: CaseId, licenceId: string): Certificate | null;
  /** How long rules take from now on. */
  setPaceMs(paceMs: number): void;
}

interface DecisionRow {
  due_ms: number;
  decision: string;
  announced: number;
}

export function createDecisions(database: CityDatabase, ledger: CityLedger, clock: Clock): Decisions {
  let paceMs = 0;
  const insert = database.prepare<[string, number, string]>(
    'INSERT INTO decision (case_id, due_ms, decision, announced) VALUES (?, ?, ?, 0)',
  );
  const insertLicence = database.prepare<[string, string, string]>(
    'INSERT INTO licence (licence_id, case_id, certificate) VALUES (?, ?, ?)',
  );
  const select = database.prepare<[string], DecisionRow>(
    'SELECT due_ms, decision, announced FROM decision WHERE case_id = ?',
  );
  const update = database.prepare<[string, string]>(
    'UPDATE decision SET decision = ?, announced = 1 WHERE case_id = ?',
  );
  const announce = database.prepare<[string]>('UPDATE decision SET announced = 1 WHERE case_id = ?');
  const selectLicence = database
    .prepare<[string, string], string>('SELECT certificate FROM licence WHERE case_id = ? AND licence_id = ?')
    .pluck(true);
  const now = () => new Date(clock.wallMs()).toISOString();

  return {
    put(caseId, { state, reasons, licence }) {
      const decidedAt = new Date(clock.wallMs() + paceMs).toISOString();
      const licenceId = licence ? licenceIdOf(caseId) : null;
      const decision: Decision =
        state === 'approved' ? { state, decidedAt, reasons, licenceId } : { state, decidedAt, reasons };
      insert.run(caseId, clock.wallMs() + paceMs, JSON.stringify(decision));
      if (licence && licenceId) insertLicence.run(licenceId, caseId, JSON.stringify(licence));
    },
    waitForOfficer(caseId) {
      insert.run(caseId, clock.wallMs(), JSON.stringify({ state: 'pending' } satisfies Decision));
    },
    decide(caseId, decision, officer) {
      update.run(JSON.stringify(decision), caseId);
      ledger.append({ type: 'case_decided', at: now(), caseId, decision: decision.state, officer });
    },
    find: database.transaction((caseId: CaseId): Decision | null => {
      const row = select.get(caseId);
      if (!row) return null;
      if (clock.wallMs() < row.due_ms) return { state: 'pending' };
      const decision = decisionSchema.parse(JSON.parse(row.decision));
      if (row.announced === 0 && decision.state !== 'pending') {
        announce.run(caseId);
        ledger.append({ type: 'case_decided', at: now(), caseId, decision: decision.state, officer: null });
      }
      return decision;
    }),
    findLicence: database.transaction((caseId: CaseId, licenceId: string) => {
      const row = select.get(caseId);
      const certificate = selectLicence.get(caseId, licenceId);
      if (!certificate || !row || clock.wallMs() < row.due_ms) return null;
      ledger.append({ type: 'licence_fetched', at: now(), caseId });
      return certificateSchema.parse(JSON.parse(certificate));
    }),
    setPaceMs(next) {
      paceMs = next;
    },
  };
}

/** Opaque: it tells nothing of the person or the case. */
function licenceIdOf(caseId: CaseId): string {
  const digest = createHash('sha256').update(`licence:${caseId}`).digest('hex').toUpperCase();
  return `DZ-${digest.slice(0, 16)}`;
}
