import type {
  Acceptance,
  Certificate,
  CityLedgerEntry,
  Decision,
  NotificationSubject,
  Submission,
} from '../../../contract/city.ts';
import type { CaseId } from '../../../contract/words.ts';
import type {
  CaseLookUp,
  CaseRating,
  DecisionAnswer,
  ErrandAnswer,
  InvoicesCounted,
  LicenceAnswer,
  NotUnderstood,
  ParcelHandover,
  SubmitAnswer,
} from './ports.ts';

const away = { kind: 'unreachable', detail: 'model_away' } as const;
const nonsense: NotUnderstood = { kind: 'not_understood', detail: 'contract_mismatch', answer: '{}' };
const reason = { zh: '不在受理范围', en: 'Not within scope' };

/**
 * The city for the tests of the case engine: idempotent per case, with a ledger. `answerLost`: it
 * does what it is asked but the answer never arrives.
 */
export class ModelCity {
  mood: 'answers' | 'away' | 'answer_lost' | 'refuses' | 'conflict' | 'nonsense' = 'answers';
  /** What rules say of an application for a card, or an officer of a case handed in. */
  rules: 'approve' | 'refuse' | 'return' | 'pending' = 'approve';
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
    if (this.mood === 'nonsense') return nonsense;
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
      const { invoices } = acceptance;
      const { terminalId } = submission;
      if (invoices)
        this.ledger.push({ type: 'invoices_sold', at: this.#now(), caseId, terminalId, ...invoices });
    }
    return this.mood === 'answer_lost' ? away : { kind: 'accepted', acceptance };
  }

  lookUpCase(caseId: CaseId): CaseLookUp {
    if (this.mood === 'away' || this.mood === 'answer_lost') return away;
    if (this.mood === 'nonsense') return nonsense;
    const acceptance = this.#accepted.get(caseId);
    return acceptance ? { kind: 'accepted', acceptance } : { kind: 'unknown_case' };
  }

  handOverParcel({ caseId, parcelId }: ParcelHandover): ErrandAnswer {
    if (this.mood === 'away') return away;
    this.#once(`parcel ${caseId}`, { type: 'parcel_handed_over', at: this.#now(), caseId, parcelId });
    return this.mood === 'answer_lost' ? away : { kind: 'recorded' };
  }

  countInvoices({ caseId, handedOut, unclear }: InvoicesCounted): ErrandAnswer {
    if (this.mood === 'away') return away;
    const sold = this.#accepted.get(caseId)?.invoices?.count ?? 0;
    const counted = { handedOut, unclear, returned: sold - handedOut - unclear };
    this.#once(`count ${caseId}`, { type: 'invoices_counted', at: this.#now(), caseId, ...counted });
    return this.mood === 'answer_lost' ? away : { kind: 'recorded' };
  }

  rate({ caseId, level }: CaseRating): ErrandAnswer {
    if (this.mood === 'away') return away;
    if (!this.#accepted.has(caseId)) return { kind: 'rejected', detail: 'CASE_UNKNOWN' };
    this.#once(`rating ${caseId}`, { type: 'case_rated', at: this.#now(), caseId, level });
    return this.mood === 'answer_lost' ? away : { kind: 'recorded' };
  }

  lookUpDecision(caseId: CaseId): DecisionAnswer {
    if (this.mood === 'away' || this.mood === 'answer_lost') return away;
    if (this.mood === 'nonsense') return nonsense;
    if (!this.#accepted.has(caseId)) return { kind: 'rejected', detail: 'CASE_UNKNOWN' };
    return { kind: 'decision', decision: this.#decide() };
  }

  fetchLicence(caseId: CaseId): LicenceAnswer {
    if (this.mood === 'away' || this.mood === 'answer_lost') return away;
    if (this.mood === 'nonsense') return nonsense;
    const number = [...this.#accepted.keys()].indexOf(caseId) + 1;
    return { kind: 'licence', certificate: this.#certificate(number) };
  }

  notify(caseId: CaseId, subject: NotificationSubject): ErrandAnswer {
    if (this.mood === 'away') return away;
    const at = this.#now();
    this.#once(`text ${caseId} ${subject}`, { type: 'applicant_notified', at, caseId, subject });
    return this.mood === 'answer_lost' ? away : { kind: 'recorded' };
  }

  #once(key: string, entry: CityLedgerEntry): void {
    if (!this.#errands.has(key)) this.ledger.push(entry);
    this.#errands.add(key);
  }

  #decide(): Decision {
    if (this.rules === 'pending') return { state: 'pending' };
    const decidedAt = this.#now();
    return this.rules === 'approve'
      ? { state: 'approved', decidedAt, reasons: [], licenceId: 'LICENCE-0001' }
      : { state: this.rules === 'return' ? 'returned' : 'refused', decidedAt, reasons: [reason] };
  }

  #certificate(number: number): Certificate {
    return {
      title: '缴费证明',
      certificateNumber: `C-${number}`,
      issuer: '示范市人社局',
      issuedAt: this.#now(),
      rows: [{ label: '姓名', value: '张小试' }],
      table: null,
      verificationUrl: `https://city.example/verify/${number}`,
    };
  }

  #accept({ caseId, terminalId, form }: Submission): Acceptance {
    const number = this.#accepted.size + 1;
    return {
      caseId,
      acceptanceNumber: `CASE-${String(number).padStart(6, '0')}`,
      acceptedAt: this.#now(),
      certificate: form.certificate ? this.#certificate(number) : null,
      decision: form.rules ? this.#decide() : null,
      original: null,
      invoices: form.quantity
        ? { invoiceCode: '031009900104', firstNumber: `1000${number}001`, count: Number(form.quantity) }
        : null,
      parcel: form.parcel
        ? {
            board: 1,
            cell: (number % 8) + 1,
            parcelId: `P-${number}`,
            terminalId,
            description: { zh: '居住证', en: 'Permit' },
          }
        : null,
    };
  }

  #now(): string {
    return new Date(this.#nowMs()).toISOString();
  }
}
