import type { FormField } from '../../../contract/catalog.ts';
import { coverOfField, isFieldCovered } from '../../../contract/help-cover.ts';
import { useKiosk } from '../kiosk-context.ts';

export interface Cover {
  /** What stands in the field is covered on the screen, and so to the helper. */
  readonly isCovered: boolean;
  /** Null where there is nothing to allow: no screen is shown, or the field needs no cover. */
  readonly allow: ((allowed: boolean) => void) | null;
}

export interface Covers {
  readonly isInCall: boolean;
  /** The helper sees the screen. */
  readonly isShown: boolean;
  coverOf(field: FormField): Cover;
}

/** What of a form is covered while the screen is shown to a helper. */
export function useCovers(itemCode: string): Covers {
  const { view, say } = useKiosk();
  const { call } = view;
  const isInCall = call?.state === 'connected';
  const isShown = isInCall && call.consent.screen;
  return {
    isInCall,
    isShown,
    coverOf(field) {
      if (!isShown || !isFieldCovered(field)) return { isCovered: false, allow: null };
      const part = coverOfField(itemCode, field.key);
      return {
        isCovered: !call.allowed.includes(part),
        allow: (allowed) =>
          say((client, { requestId }, options) => client.call.allow({ requestId, part, allowed }, options)),
      };
    },
  };
}
