import { acceptanceSchema, type Decision, type Submission } from '../../contract/city.ts';
import type { Clock } from '../../contract/clock.ts';
import { maskName } from '../../contract/masking.ts';
import {
  type AlreadyDecided,
  alreadyDecidedSchema,
  type OfficerCase,
  type OfficerVerdict,
  officerCaseSchema,
} from '../../contract/officer.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { CaseId, LocalizedText } from '../../contract/words.ts';
import type { CityDatabase } from '../database.ts';
import type { Decisions } from '../decisions.ts';
import { acceptedReasons, returnedReasons } from './verdict-words.ts';

/** A case of one company, as its agents are told of it. */
export interface DecidedFromAfar {
  caseId: CaseId;
  itemName: LocalizedText;
  acceptanceNumber: string;
  acceptedAt: string;
  decision: Decision;
}

/** 远程办理: cases that wait for an officer, and what officers made of them. */
export interface OfficerDesk {
  /** Belongs into the transaction that accepts the case. */
  put(caseId: CaseId, itemName: LocalizedText, submission: Submission, document: Uint8Array): void;
  /** The oldest first. */
  waiting(): OfficerCase[];
  document(caseId: CaseId): Uint8Array | null;
  /** The first verdict stands. */
  decide(
    caseId: CaseId,
    officer: string,
    verdict: OfficerVerdict,
  ): Result<true, { kind: 'unknown' } | { kind: 'already'; by: AlreadyDecided }>;
  /** The last cases of a company, the newest first. */
  ofCompany(creditCode: string): DecidedFromAfar[];
}

interface OfficerCaseRow {
  case_id: CaseId;
  item_code: string;
  item_name: string;
  terminal_id: string;
  company: string | null;
  applicant: string;
  materials: number;
  verdict: string | null;
  officer: string | null;
  decided_at: string | null;
  acceptance: string;
}

const mostShown = 6;
const columns = `officer_case.case_id, item_code, item_name, terminal_id, company, applicant, materials,
  verdict, officer, decided_at, acceptance`;
const joined = 'officer_case JOIN accepted_case ON accepted_case.case_id = officer_case.case_id';

export function createOfficerDesk(database: CityDatabase, decisions: Decisions, clock: Clock): OfficerDesk {
  const insert = database.prepare<unknown[]>(
    `INSERT INTO officer_case
       (case_id, item_code, item_name, terminal_id, credit_code, company, applicant, materials, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const selectWaiting = database.prepare<[], OfficerCaseRow>(
    `SELECT ${columns} FROM ${joined} WHERE verdict IS NULL ORDER BY accepted_on, serial`,
  );
  const selectOne = database.prepare<[string], OfficerCaseRow>(
    `SELECT ${columns} FROM ${joined} WHERE officer_case.case_id = ?`,
  );
  const selectOfCompany = database.prepare<[string, number], OfficerCaseRow>(
    `SELECT ${columns} FROM ${joined} WHERE credit_code = ? ORDER BY accepted_on DESC, serial DESC LIMIT ?`,
  );
  const selectDocument = database
    .prepare<[string], Buffer>('SELECT document FROM officer_case WHERE case_id = ?')
    .pluck(true);
  const noteVerdict = database.prepare<[string, string, string, string]>(
    'UPDATE officer_case SET verdict = ?, officer = ?, decided_at = ? WHERE case_id = ?',
  );

  function decide(
    caseId: CaseId,
    officer: string,
    verdict: OfficerVerdict,
  ): ReturnType<OfficerDesk['decide']> {
    const row = selectOne.get(caseId);
    if (!row) return err({ kind: 'unknown' });
    if (row.verdict !== null) {
      const by = alreadyDecidedSchema.parse({
        verdict: row.verdict,
        officer: row.officer,
        at: row.decided_at,
      });
      const isRepeated = by.officer === officer && by.verdict === verdict.verdict;
      return isRepeated ? ok(true) : err({ kind: 'already', by });
    }
    const decidedAt = new Date(clock.wallMs()).toISOString();
    noteVerdict.run(verdict.verdict, officer, decidedAt, caseId);
    const decision =
      verdict.verdict === 'accepted'
        ? ({ state: 'approved', decidedAt, reasons: acceptedReasons, licenceId: null } as const)
        : ({ state: 'returned', decidedAt, reasons: returnedReasons(verdict) } as const);
    decisions.decide(caseId, decision, officer);
    return ok(true);
  }

  return {
    put(caseId, itemName, { itemCode, terminalId, company, applicant, materials }, document) {
      insert.run(
        ...[caseId, itemCode, JSON.stringify(itemName), terminalId],
        ...[company?.creditCode ?? null, company?.name ?? null, maskName(applicant.name)],
        ...[materials.length, Buffer.from(document)],
      );
      decisions.waitForOfficer(caseId);
    },
    waiting: () => selectWaiting.all().map(shown),
    document: (caseId) => selectDocument.get(caseId) ?? null,
    decide: database.transaction(decide),
    ofCompany: (creditCode) =>
      selectOfCompany.all(creditCode, mostShown).map((row) => {
        const { itemName, acceptanceNumber, acceptedAt, caseId } = shown(row);
        const decision = decisions.find(caseId) ?? { state: 'pending' };
        return { caseId, itemName, acceptanceNumber, acceptedAt, decision };
      }),
  };
}

function shown(row: OfficerCaseRow): OfficerCase {
  const { acceptanceNumber, acceptedAt } = acceptanceSchema
    .pick({ acceptanceNumber: true, acceptedAt: true })
    .parse(JSON.parse(row.acceptance));
  return officerCaseSchema.parse({
    caseId: row.case_id,
    itemCode: row.item_code,
    itemName: JSON.parse(row.item_name),
    terminalId: row.terminal_id,
    company: row.company,
    applicant: row.applicant,
    materials: row.materials,
    acceptanceNumber,
    acceptedAt,
  });
}
