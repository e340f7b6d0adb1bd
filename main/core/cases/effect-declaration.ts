import type { HandedOutKind } from '../../../contract/kiosk-screens.ts';
import type { LocalizedText } from '../../../contract/words.ts';

/** How an effect ended for the resident. */
export type EffectOutcome = 'confirmed' | 'failed' | 'unknown';

/** Everything the program and its readers have to know of one thing that a case does to the world. */
export interface EffectDeclaration {
  title: LocalizedText;
  performedBy: 'city' | 'receipt-printer' | 'document-printer' | 'pickup-locker' | 'dispenser' | 'door';
  /** Sent by the outbox until it is answered, and if a resident waits for it; null: acted on at once. */
  errand: { urgent: boolean } | null;
  /** The one who acts knows the effect by the case, or by the intent of this one attempt. */
  idempotencyKey: 'case' | 'intent';
  /** What the act hands out; null for errands. */
  handsOut: HandedOutKind | null;
  /** For readers: what decides an effect whose completion was lost. */
  evidence: string;
  /** For readers: what makes good an effect that cannot be finished. */
  compensation: string;
  /** What the resident is told, on the screen and on paper. */
  told: Record<EffectOutcome, LocalizedText>;
}

/** What a resident is told who goes without something. */
export const missing = (zh: string, en: string): LocalizedText => ({
  zh: `${zh}没有交给您，工作人员会处理。`,
  en: `You did not get ${en}. The staff will see to it.`,
});
export const unclear = (zh: string, en: string): LocalizedText => ({
  zh: `不能确定${zh}，请工作人员核实。`,
  en: `It is not certain that ${en}. Please let the staff check.`,
});
