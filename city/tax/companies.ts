import type { Clock, RandomSource } from '../../contract/clock.ts';
import type { Company } from '../../contract/company.ts';
import type { FictionalCompany } from '../../contract/fictional-company.ts';
import type { FictionalPerson } from '../../contract/fictional-person.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { ShownCode } from '../city-codes.ts';
import type { CityDatabase } from '../database.ts';
import type { CityLedger } from '../ledger.ts';

export type AgentProblem = 'unknown' | 'not_authorised';

/** Companies, who may act for them, and the codes of their e-business-licences (电子营业执照). */
export interface Companies {
  find(creditCode: string): FictionalCompany | null;
  /** May the person with this identity number act for the company? */
  authorise(creditCode: string, idNumber: string): Result<Company, AgentProblem>;
  /** An opaque text on a phone: only this service knows whose licence it is and who shows it. */
  showLicence(personId: string, creditCode: string, lifetimeMs: number): ShownCode;
  /** A code works once. */
  exchangeLicence(
    code: string,
  ): Result<{ company: Company; personId: string }, 'expired' | 'replayed' | AgentProblem>;
}

interface LicenceCodeRow {
  credit_code: string;
  person_id: string;
  expires_at_ms: number;
  used: number;
}

export function createCompanies(options: {
  companies: readonly FictionalCompany[];
  people: readonly FictionalPerson[];
  database: CityDatabase;
  ledger: CityLedger;
  clock: Clock;
  random: RandomSource;
}): Companies {
  const { companies, people, database, ledger, clock, random } = options;
  const insert = database.prepare<[string, string, string, number]>(
    'INSERT INTO licence_code (code, credit_code, person_id, expires_at_ms) VALUES (?, ?, ?, ?)',
  );
  const select = database.prepare<[string], LicenceCodeRow>(
    'SELECT credit_code, person_id, expires_at_ms, used FROM licence_code WHERE code = ?',
  );
  const markUsed = database.prepare<[string]>('UPDATE licence_code SET used = 1 WHERE code = ?');

  const find = (creditCode: string) => companies.find((each) => each.creditCode === creditCode) ?? null;

  function authorise(creditCode: string, idNumber: string): Result<Company, AgentProblem> {
    const company = find(creditCode);
    if (!company) return err('unknown');
    const person = people.find(({ card }) => card.idNumber === idNumber);
    if (!person || !company.agents.includes(person.personId)) return err('not_authorised');
    return ok({ creditCode, name: company.name });
  }

  function exchangeLicence(code: string): ReturnType<Companies['exchangeLicence']> {
    const row = select.get(code);
    if (!row) return err('unknown');
    if (row.used === 1) return err('replayed');
    if (clock.wallMs() >= row.expires_at_ms) return err('expired');
    markUsed.run(code);
    ledger.append({ type: 'business_licence_exchanged', at: new Date(clock.wallMs()).toISOString() });
    const person = people.find(({ personId }) => personId === row.person_id);
    const company = authorise(row.credit_code, person?.card.idNumber ?? '');
    return company.ok ? ok({ company: company.value, personId: row.person_id }) : company;
  }

  return {
    find,
    authorise,
    showLicence(personId, creditCode, lifetimeMs) {
      const code = `EBL1${random.uuid().replaceAll('-', '').toUpperCase()}`;
      const expiresAtMs = clock.wallMs() + lifetimeMs;
      insert.run(code, creditCode, personId, expiresAtMs);
      return { code, expiresAt: new Date(expiresAtMs).toISOString() };
    },
    exchangeLicence: database.transaction((code: string) => exchangeLicence(code.trim())),
  };
}
