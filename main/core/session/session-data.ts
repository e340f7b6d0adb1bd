import type { ServiceItem } from '../../../contract/catalog.ts';
import type { Company } from '../../../contract/company.ts';
import type { Personal } from '../../../contract/personal.ts';
import type { PrecheckResult } from '../../../contract/precheck.ts';
import type { Signature } from '../../../contract/signature.ts';
import type { CalendarDate } from '../../../contract/words.ts';
import type { Form } from '../catalog/index.ts';

/** Who stands at the terminal, however they proved it. */
export interface IdentifiedPerson {
  name: string;
  idNumber: string;
  sex: 'male' | 'female' | 'unknown';
  birthDate: CalendarDate;
  address: string;
  identification: 'id-card' | 'city-code' | 'e-business-licence';
  /** Whom they act for; null: for themselves. */
  company: Company | null;
}

/** A material as it will be submitted. */
export interface CapturedMaterial {
  materialCode: string;
  sha256: string;
  precheck: PrecheckResult['verdict'];
  image: Uint8Array;
}

/** What the person has done with one item so far. */
export interface ItemDraft {
  item: ServiceItem;
  form: Personal<Form>;
  materials: CapturedMaterial[];
  signature: Personal<Signature> | null;
}

/** Everything a session knows of a person. Wiped as a whole. */
export interface SessionData {
  person: Personal<IdentifiedPerson> | null;
  draft: ItemDraft | null;
}

export function emptySessionData(): SessionData {
  return { person: null, draft: null };
}

/** Erases personal values and overwrites pictures, so that nothing waits for a garbage collector. */
export function wipeSessionData(data: SessionData): void {
  data.person?.erase();
  wipeDraft(data.draft);
  data.person = null;
  data.draft = null;
}

export function wipeDraft(draft: ItemDraft | null): void {
  if (!draft) return;
  draft.form.erase();
  draft.signature?.erase();
  for (const material of draft.materials) material.image.fill(0);
  draft.materials.length = 0;
}
