import type { Material } from '../../../contract/catalog.ts';
import type { CityPerson } from '../../../contract/city.ts';
import type { Company } from '../../../contract/company.ts';
import type { KioskView } from '../../../contract/kiosk.ts';
import type { IdentificationProblem } from '../../../contract/kiosk-screens.ts';
import type { PageReading } from '../../../contract/precheck.ts';
import type { Result } from '../../../contract/result.ts';
import type { Signature } from '../../../contract/signature.ts';
import type { ItemCode, LocalizedText } from '../../../contract/words.ts';
import type { CityValues } from '../catalog/index.ts';

type LicenceProblem = Extract<
  IdentificationProblem,
  'licence_expired' | 'licence_replayed' | 'licence_unknown' | 'company_unknown' | 'agent_not_authorised'
>;

/** What the session asks of the city. Every call has its deadline inside. */
export interface SessionCity {
  exchangeCityCode(
    code: string,
    signal: AbortSignal,
  ): Promise<
    | { kind: 'person'; person: CityPerson }
    | { kind: 'refused'; problem: 'code_expired' | 'code_replayed' | 'code_unknown' }
    | { kind: 'unreachable' }
  >;
  /** The company of an e-business-licence, and the person who shows it and may act for it. */
  exchangeBusinessLicence(
    code: string,
    signal: AbortSignal,
  ): Promise<
    | { kind: 'company'; company: Company; agent: CityPerson }
    | { kind: 'refused'; problem: LicenceProblem }
    | { kind: 'unreachable' }
  >;
  /** May the person of this card act for the company? */
  authoriseAgent(
    creditCode: string,
    idNumber: string,
    signal: AbortSignal,
  ): Promise<
    | { kind: 'authorised'; company: Company }
    | { kind: 'refused'; problem: LicenceProblem }
    | { kind: 'unreachable' }
  >;
  prefill(
    itemCode: ItemCode,
    who: { idNumber: string; creditCode: string | null },
    signal: AbortSignal,
  ): Promise<
    | { kind: 'values'; values: CityValues }
    | { kind: 'refused'; reason: LocalizedText }
    | { kind: 'unreachable' }
  >;
}

/** Reads a page; null when the pre-check could not answer in time. */
export type ReadPage = (
  layout: Material['layout'],
  image: Uint8Array,
  signal: AbortSignal,
) => Promise<PageReading | null>;

/** What a case's document says before its pictures; for officers, in Chinese. */
export interface CaseDocumentFacts {
  title: string;
  rows: readonly { label: string; value: string }[];
  declaration: string | null;
  signature: Signature | null;
  signedAtMs: number;
  /** In the order in which they were asked for. */
  pages: readonly { name: string; image: Uint8Array }[];
}

/** One PDF; or the place of the page whose picture cannot be put into it, counted from 0. */
export type DrawCaseDocument = (
  facts: CaseDocumentFacts,
  signal: AbortSignal,
) => Promise<Result<Uint8Array, { page: number }>>;

/** What the window shows besides the screen. */
export type ViewFrame = Pick<KioskView, 'site' | 'terminalName' | 'helpPhone'>;
