import type { ServiceItem } from '../../../contract/catalog.ts';
import type { Step } from '../../../contract/kiosk.ts';
import type { SessionState } from './session-state.ts';

/** The screens a person passes for an item between choosing it and submitting it. */
export type PreparationScreen =
  | { name: 'form' }
  | { name: 'material'; index: number }
  | { name: 'signature' }
  | { name: 'summary' };

/** In order; every item ends with the summary, the rest depends on the item's data. */
export function preparationScreens(item: ServiceItem): PreparationScreen[] {
  return [
    ...(item.fields.length > 0 ? [{ name: 'form' } as const] : []),
    ...item.materials.map((_, index) => ({ name: 'material', index }) as const),
    ...(item.signature ? [{ name: 'signature' } as const] : []),
    { name: 'summary' },
  ];
}

/** The names of the step line. Without an item only what is certain is shown. */
export function stepNames(item: ServiceItem | null): Step[] {
  if (!item) return ['identification', 'form', 'summary', 'delivery'];
  const inBetween = preparationScreens(item).map((screen) => screen.name);
  return ['identification', ...new Set(inBetween), ...(item.fee ? (['payment'] as const) : []), 'delivery'];
}

export function screenAfter(item: ServiceItem, current: PreparationScreen | null): PreparationScreen {
  const screens = preparationScreens(item);
  const next = screens[current ? indexOf(screens, current) + 1 : 0];
  if (!next) throw new Error(`nothing comes after ${current?.name}`);
  return next;
}

/** Null: back means the list of items. */
export function screenBefore(item: ServiceItem, current: PreparationScreen): PreparationScreen | null {
  const screens = preparationScreens(item);
  return screens[indexOf(screens, current) - 1] ?? null;
}

function indexOf(screens: PreparationScreen[], wanted: PreparationScreen): number {
  const index = screens.findIndex(
    (screen) =>
      screen.name === wanted.name &&
      (screen.name !== 'material' || wanted.name !== 'material' || screen.index === wanted.index),
  );
  if (index < 0) throw new Error(`${wanted.name} does not belong to this item`);
  return index;
}

/** The screen of the preparation a state stands on. */
export function preparationScreen(state: SessionState): PreparationScreen {
  switch (state.name) {
    case 'form':
    case 'signature':
    case 'summary':
      return { name: state.name };
    case 'material':
      return { name: 'material', index: state.index };
    default:
      throw new Error(`${state.name} prepares no submission`);
  }
}

export function canGoBack(state: SessionState): boolean {
  return ['identification', 'item_list', 'form', 'material', 'signature', 'summary'].includes(state.name);
}
