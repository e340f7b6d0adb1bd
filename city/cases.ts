import { createHash } from 'node:crypto';
import { type Acceptance, acceptanceSchema, type Submission } from '../contract/city.ts';
import type { Clock } from '../contract/clock.ts';
import { err, ok, type Result } from '../contract/result.ts';
import type { LocalizedText } from '../contract/words.ts';
import { cityDate, formatAcceptanceNumber } from './acceptance-number.ts';
import type { CityDatabase } from './database.ts';
import type { Decisions } from './decisions.ts';
import type { CityItems } from './items/index.ts';
import type { CityLedger } from './ledger.ts';
import type { Parcels } from './parcels.ts';

export type SubmissionFailure = { kind: 'conflict' } | { kind: 'refused'; reason: LocalizedText };

export interface Cases {
  /** Same id and same content: the same acceptance, however often. Same id and other content: conflict. */
  submit(submission: Submission): Result<Acceptance, SubmissionFailure>;
  lookUp(caseId: Submission['caseId']): Acceptance | null;
  /** The first rating of a case stands; false if there is no such case. */
  rate(rating: { caseId: Submission['caseId']; level: number; ratedAt: string }): boolean;
}

interface CaseRow {
  payload_sha256: string;
  acceptance: string;
}

export function createCases(options: {
  database: CityDatabase;
  ledger: CityLedger;
  items: CityItems;
  parcels: Parcels;
  decisions: Decisions;
  clock: Clock;
  regionCode: string;
}): Cases {
  const { database, ledger, items, parcels, decisions, clock, regionCode } = options;
  const select = database.prepare<[string], CaseRow>(
    'SELECT payload_sha256, acceptance FROM accepted_case WHERE case_id = ?',
  );
  const selectSerial = database.prepare<[string], { serial: number }>(
    'SELECT coalesce(max(serial), 0) + 1 AS serial FROM accepted_case WHERE accepted_on = ?',
  );
  const insert = database.prepare<[string, string, string, number, string]>(
    `INSERT INTO accepted_case (case_id, payload_sha256, accepted_on, serial, acceptance)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const insertRating = database.prepare<[string, number, string]>(
    'INSERT INTO rating (case_id, level, rated_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );

  function submit(submission: Submission): Result<Acceptance, SubmissionFailure> {
    const { caseId, itemCode } = submission;
    const payloadSha256 = hashSubmission(submission);
    const nowMs = clock.wallMs();
    const at = new Date(nowMs).toISOString();
    const earlier = select.get(caseId);
    if (earlier) {
      if (earlier.payload_sha256 !== payloadSha256) return err({ kind: 'conflict' });
      ledger.append({ type: 'submission_repeated', at, caseId });
      return ok(answerOf(caseId, earlier.acceptance));
    }
    const decision = items.decide(submission, nowMs);
    if (!decision.ok) return err({ kind: 'refused', reason: decision.error });
    const date = cityDate(nowMs);
    const serial = selectSerial.get(date)?.serial ?? 1;
    const acceptanceNumber = formatAcceptanceNumber(date, regionCode, serial);
    const { certificate, parcel, rules, invoices = null, original = null } = decision.value;
    const given = { certificate, parcel, invoices, original };
    const accepted = { caseId, acceptanceNumber, acceptedAt: at, ...given };
    const acceptance = JSON.stringify(accepted);
    insert.run(caseId, payloadSha256, date, serial, acceptance);
    if (parcel) parcels.claim(parcel.parcelId, caseId);
    ledger.append({ type: 'case_accepted', at, caseId, itemCode, acceptanceNumber });
    if (rules) decisions.put(caseId, rules);
    decision.value.record?.(caseId);
    return ok(answerOf(caseId, acceptance));
  }

  /** The acceptance as it was written, with the decision as it stands now. */
  function answerOf(caseId: Submission['caseId'], json: string): Acceptance {
    return acceptanceSchema.parse({ ...JSON.parse(json), decision: decisions.find(caseId) });
  }

  return {
    submit: database.transaction(submit),
    lookUp: (caseId) => {
      const row = select.get(caseId);
      return row ? answerOf(caseId, row.acceptance) : null;
    },
    rate: database.transaction(({ caseId, level, ratedAt }) => {
      if (!select.get(caseId)) return false;
      const { changes } = insertRating.run(caseId, level, ratedAt);
      const at = new Date(clock.wallMs()).toISOString();
      if (changes === 1) ledger.append({ type: 'case_rated', at, caseId, level });
      return true;
    }),
  };
}

/**
 * SHA-256 of the content; the order in which a sender wrote its keys is no difference, nor whether one that
 * knows no companies or documents left the key out.
 */
function hashSubmission({ company, document, ...rest }: Submission): string {
  const content = { ...rest, ...(company ? { company } : {}), ...(document ? { document } : {}) };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}
