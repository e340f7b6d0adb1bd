import type { Acceptance, CityLedgerEntry, Submission } from '../../../contract/city.ts';
import type { CaseId } from '../../../contract/words.ts';
import type { CaseLookUp, CaseRating, ErrandAnswer, ParcelHandover, SubmitAnswer } from './ports.ts';

const away = { kind: 'unreachable', detail: 'model_away' } as const;
const reason = { zh: '不在受理范围', en: 'Not within scope' };

/**
 * The city for the tests of the case engine: idempotent per case, with a ledger. `answerLost`: it
 * does what it is asked but the answer never arrives.
 */
export class ModelCity {
  mood: 'answers' | 'away' | 'answer_lost' | 'refuses' | 'conflict' = 'answers';
  readonly ledger: CityLedgerEntry[] = [];
  readonly submissions: Submission[] = [];
  readonly #accepted = new Map<CaseId, Acceptance>();
  readonly #errands = new Set<string>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  submit(submission: Submission): SubmitAnswer {
    if (this.mood === 'away') return away;
    this.submissions.push(submission);
    const { caseId, itemCode } = submission;
    const known = this.#accepted.get(caseId);
    if (this.mood === 'conflict') return { kind: 'conflict' };
    if (this.mood === 'refuses' && !known) return { kind: 'refused', reason };
    const acceptance = known ?? this.#accept(submission);
    if (!known) {
      const { acceptanceNumber } = acceptance;
      this.#accepted.set(caseId, acceptance);
      this.ledger.push({ type: 'case_accepted', at: this.#now(), caseId, itemCode, acceptanceNumber });
    }
    return this.mood === 'answer_lost' ? away : { kind: 'accepted', acceptance };
  }

  lookUpCase(caseId: CaseId): CaseLookUp {
    if (this.mood === 'away' || this.mood === 'answer_lost') return away;
    const acceptance = this.#accepted.get(caseId);
    return acceptance ? { kind: 'accepted', acceptance } : { kind: 'unknown_case' };
  }

  handOverParcel({ caseId, parcelId }: ParcelHandover): ErrandAnswer {
    if (this.mood === 'away') return away;
    this.#once(`parcel ${caseId}`, { type: 'parcel_handed_over', at: this.#now(), caseId, parcelId });
    return this.mood === 'answer_lost' ? away : { kind: 'recorded' };
  }

  rate({ caseId, level }: CaseRating): ErrandAnswer {
    if (this.mood === 'away') return away;
    if (!this.#accepted.has(caseId)) return { kind: 'rejected', detail: 'CASE_UNKNOWN' };
    this.#once(`rating ${caseId}`, { type: 'case_rated', at: this.#now(), caseId, level });
    return this.mood === 'answer_lost' ? away : { kind: 'recorded' };
  }

  #once(key: string, entry: CityLedgerEntry): void {
    if (!this.#errands.has(key)) this.ledger.push(entry);
    this.#errands.add(key);
  }

  #accept({ form }: Submission): Acceptance {
    const number = this.#accepted.size + 1;
    return {
      acceptanceNumber: `CASE-${String(number).padStart(6, '0')}`,
      acceptedAt: this.#now(),
      certificate: form.certificate
        ? {
            title: '缴费证明',
            certificateNumber: `C-${number}`,
            issuer: '示范市人社局',
            issuedAt: this.#now(),
            rows: [{ label: '姓名', value: '张小试' }],
            table: null,
            verificationUrl: `https://city.example/verify/${number}`,
          }
        : null,
      parcel: form.parcel
        ? {
            board: 1,
            cell: (number % 8) + 1,
            parcelId: `P-${number}`,
            description: { zh: '居住证', en: 'Permit' },
          }
        : null,
    };
  }

  #now(): string {
    return new Date(this.#nowMs()).toISOString();
  }
}
