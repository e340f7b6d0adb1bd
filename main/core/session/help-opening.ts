import type { ServiceItem } from '../../../contract/catalog.ts';
import type { HelpEntry } from '../../../contract/help-entry.ts';
import type { HelpAnswer } from '../../../contract/kiosk.ts';
import { type PreparationScreen, preparationScreen, preparationScreens } from './flow.ts';
import type { SessionState } from './session-state.ts';

export interface HelpSituation {
  state: SessionState;
  items: readonly ServiceItem[];
  /** Of the draft; null while none is chosen. */
  itemUnderWay: ServiceItem | null;
  unavailable: (item: ServiceItem) => NonNullable<HelpAnswer['opening']>['unavailable'];
}

/** What following an answer does, for the core; the window is shown its `view`. */
export type HelpOpening =
  | { manner: 'begin'; item: ServiceItem | null }
  | { manner: 'open' | 'leave_other'; item: ServiceItem }
  | { manner: 'go_back'; item: ServiceItem; screen: PreparationScreen };

/**
 * An answer opens only what the resident could open by hand: nothing before the identification, no
 * step skipped, and nothing once something is submitted. Null: it only tells.
 */
export function openingOf(entry: HelpEntry, situation: HelpSituation): HelpOpening | null {
  const { state, items, itemUnderWay } = situation;
  const wanted = items.find(({ itemCode }) => itemCode === entry.itemCode) ?? null;
  switch (state.name) {
    case 'welcome':
    case 'interrupted':
      return wanted || entry.step === 'identification' ? { manner: 'begin', item: wanted } : null;
    case 'identification':
      return wanted && state.phase !== 'identified' ? { manner: 'begin', item: wanted } : null;
    case 'item_list':
      return wanted && !state.opening ? { manner: 'open', item: wanted } : null;
    case 'form':
    case 'material':
    case 'signature':
    case 'summary': {
      if (!itemUnderWay) return null;
      if (wanted && wanted !== itemUnderWay) return { manner: 'leave_other', item: wanted };
      const screens = preparationScreens(itemUnderWay);
      const here = preparationScreen(state);
      const position = screens.findIndex(
        (screen) =>
          screen.name === here.name &&
          (screen.name !== 'material' || here.name !== 'material' || screen.index === here.index),
      );
      const target = screens.findIndex((screen) => screen.name === entry.step);
      const screen = screens[target];
      return screen && target < position ? { manner: 'go_back', item: itemUnderWay, screen } : null;
    }
    default:
      return null;
  }
}

export function answerOf(entry: HelpEntry, situation: HelpSituation): HelpAnswer {
  const { entryId, question, answer } = entry;
  const opening = openingOf(entry, situation);
  if (!opening) return { entryId, question, answer, opening: null };
  const { manner, item } = opening;
  const isNew = manner !== 'go_back' && item;
  return {
    ...{ entryId, question, answer },
    opening: {
      manner,
      item: item?.name ?? null,
      step: manner === 'go_back' ? opening.screen.name : null,
      unavailable: isNew ? situation.unavailable(item) : null,
    },
  };
}
