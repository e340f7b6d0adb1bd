import type { Certificate, Decision as CityDecision, Submission } from '../../contract/city.ts';
import type { InvoiceRange } from '../../contract/company.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { CaseId, LocalizedText, TerminalId } from '../../contract/words.ts';
import type { WaitingParcel } from '../parcels.ts';

export interface Prefill {
  values: Record<string, string>;
  options: Record<string, { value: string; label: LocalizedText }[]>;
}

/** What is known of a case at once, by rules without a human. The licence is made with an approval. */
export interface RuledDecision {
  state: Exclude<CityDecision['state'], 'pending'>;
  reasons: LocalizedText[];
  licence: Certificate | null;
}

export interface Decision {
  certificate: Certificate | null;
  parcel: WaitingParcel | null;
  /** Absent where people decide. */
  rules?: RuledDecision;
  /** Paper invoices sold with the acceptance. */
  invoices?: InvoiceRange;
  /** Where the original of what is printed can be fetched for a while. */
  original?: { url: string; expiresAt: string };
  /** Called in the transaction that accepts the case: keeps what goes with it. */
  record?(caseId: CaseId): void;
}

/** Who opens an item, and where. */
export interface ItemApplicant {
  idNumber: string;
  terminalId: TerminalId;
  /** Of the company they act for. */
  creditCode: string | null;
}

/** How the city handles one item. A refusal is a reason a resident can understand and act upon. */
export interface CityItem {
  prefill(applicant: ItemApplicant, nowMs: number): Result<Prefill, LocalizedText>;
  decide(submission: Submission, nowMs: number): Result<Decision, LocalizedText>;
}

const otherPerson: LocalizedText = {
  zh: '表上的姓名或身份证号码与办事人不一致，请重新办理',
  en: 'The name or ID number on the form is not that of the applicant. Please start again',
};

/** A form that names a person must name the applicant. */
export function checkApplicant({ applicant, form }: Submission): Result<true, LocalizedText> {
  const named = [
    [form.applicantName, applicant.name],
    [form.idNumber, applicant.idNumber],
  ];
  return named.every(([inForm, identified]) => inForm === undefined || inForm === identified)
    ? ok(true)
    : err(otherPerson);
}
