import type { FormField } from './catalog.ts';
import type { Screen } from './kiosk-screens.ts';
import { unreachable } from './result.ts';

/**
 * What of the shown screen a helper sees. Everything not named here as free of the person is covered until
 * the resident allows it, so that a field or a screen made later begins covered.
 */

/** Only a choice among options of the catalogue tells nothing typed and nothing about who asks. */
export function isFieldCovered(field: FormField): boolean {
  return !(field.kind === 'choice' && field.prefill === undefined);
}

/** What a helper may propose a value for: what a resident types or picks by hand, and no money. */
export function mayProposeFor(field: FormField): boolean {
  if (field.kind === 'choice') return !isFieldCovered(field);
  return !field.readOnly && field.rule !== 'amount';
}

/** The picture of the whole screen is held: it shows more of the person than fields that cover themselves. */
export function isPageCovered(screen: Screen): boolean {
  switch (screen.name) {
    case 'out_of_service':
    case 'interrupted':
    case 'welcome':
    case 'submitting':
    case 'form':
      return false;
    case 'identification':
      return screen.creditCode !== null;
    case 'item_list':
      return screen.refusal !== null;
    case 'resumable':
    case 'material':
    case 'signature':
    case 'summary':
    case 'payment':
    case 'delivery':
    case 'outcome':
      return true;
    default:
      return unreachable(screen);
  }
}

/** What `allow` names for a field, and for the page that stands now. A field is allowed for this item alone. */
export const coverOfField = (itemCode: string, fieldKey: string): string => `${itemCode} ${fieldKey}`;
export const coverOfPage = (screenId: number): string => `page ${screenId}`;
