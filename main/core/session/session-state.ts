import type { KioskView } from '../../../contract/kiosk.ts';
import type { IdentificationMethod, IdentificationProblem, Screen } from '../../../contract/kiosk-screens.ts';
import type { PrecheckResult } from '../../../contract/precheck.ts';
import type { CaseId, ItemCode, LocalizedText } from '../../../contract/words.ts';

type FormScreen = Extract<Screen, { name: 'form' }>;
type SignatureScreen = Extract<Screen, { name: 'signature' }>;

/** Where the person is in the flow. Personal values are kept apart, in `SessionData`. */
export type SessionState =
  | { name: 'out_of_service'; reason: Extract<Screen, { name: 'out_of_service' }>['reason'] }
  | { name: 'welcome' }
  /** A case was torn off; whose it was nobody knows until somebody identifies. */
  | { name: 'interrupted' }
  /** The person of the interrupted case is here again. */
  | { name: 'resumable'; caseId: CaseId }
  | {
      name: 'identification';
      method: IdentificationMethod;
      phase: 'waiting' | 'reading' | 'exchanging' | 'identified';
      problem: IdentificationProblem | null;
      /** Of the company one wants to act for, once it was typed. */
      creditCode: string | null;
    }
  | {
      name: 'item_list';
      opening: ItemCode | null;
      refusal: { itemCode: ItemCode; reason: LocalizedText } | null;
    }
  | { name: 'form'; problems: FormScreen['problems'] }
  | {
      name: 'material';
      index: number;
      phase: 'capturing' | 'checking' | 'checked';
      result: PrecheckResult | null;
    }
  | { name: 'signature'; pad: SignatureScreen['pad'] }
  | { name: 'summary' }
  /** Confirmed; form, materials and signature are being put into one document, and nothing is submitted yet. */
  | { name: 'document_being_made' }
  /** Submitted: what is shown follows the case. `released`: the person does not wait for an open door. */
  | { name: 'case'; caseId: CaseId; released: boolean };

export type Preferences = Pick<KioskView, 'language' | 'largeText'>;

export const defaultPreferences: Preferences = { language: 'zh', largeText: false };
