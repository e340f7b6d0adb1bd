import type { FictionalPerson } from '../../../contract/fictional-person.ts';
import type { ScreenName } from '../../../contract/kiosk-screens.ts';
import { type ItemCode, itemCodeSchema } from '../../../contract/words.ts';
import { fictionalPeople } from '../../../fixtures/index.ts';

/** One visit as it is drawn from the seed. */
export interface Visit {
  kind: VisitKind;
  person: FictionalPerson;
  identifyBy: 'card' | 'code';
  pay: 'code' | 'qr' | 'qr_then_code' | 'too_little_first' | 'password' | 'decline';
  /** A real page costs the OCR a second; anything else is unread at once and a person looks at it later. */
  showsRealPage: boolean;
  takesCard: boolean;
  /** Goes away without what does not come, instead of putting it right. */
  givesUp: boolean;
  rating: number | null;
  /** Walks away from this screen. */
  leavesAt: ScreenName | null;
  touchesTwice: boolean;
  misfortune: Misfortune | null;
}

export const visitKinds = ['registration', 'pension', 'pickup', 'extract', 'card'] as const;
export type VisitKind = (typeof visitKinds)[number];

export type Misfortune =
  | 'city_away'
  | 'city_away_for_a_moment'
  | 'answer_lost'
  | 'slip_paper_out'
  | 'slip_printer_unplugged'
  | 'document_printer_empty'
  | 'lock_stuck'
  | 'dispenser_jam';

/** Those that can meet this item; only what may wait for the network is worth the wait for it. */
const misfortunesFor: Record<VisitKind, readonly Misfortune[]> = {
  registration: [
    'city_away',
    'city_away_for_a_moment',
    'answer_lost',
    'slip_paper_out',
    'slip_printer_unplugged',
  ],
  pension: ['city_away_for_a_moment', 'answer_lost', 'document_printer_empty'],
  pickup: ['city_away_for_a_moment', 'answer_lost', 'slip_paper_out', 'lock_stuck'],
  extract: ['city_away_for_a_moment', 'answer_lost', 'slip_paper_out', 'document_printer_empty'],
  card: [
    'city_away_for_a_moment',
    'answer_lost',
    'slip_paper_out',
    'dispenser_jam',
    'document_printer_empty',
  ],
};

export const itemCodes: Record<VisitKind, ItemCode> = {
  registration: itemCodeSchema.parse('312000083000'),
  pension: itemCodeSchema.parse('312000990001'),
  pickup: itemCodeSchema.parse('312000990002'),
  extract: itemCodeSchema.parse('312000990003'),
  card: itemCodeSchema.parse('312000990004'),
};

const leavingScreens: ScreenName[] = ['form', 'summary', 'submitting', 'payment', 'delivery', 'outcome'];
const pays: Visit['pay'][] = [
  'code',
  'code',
  'qr',
  'qr_then_code',
  'too_little_first',
  'password',
  'decline',
];
/** Old enough for the senior card. */
const oldPersonId = 'wang-yangben';

export function drawVisit(random: () => number, kind: VisitKind): Visit {
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const chance = (share: number) => random() < share;
  const person = pick(visitors);
  return {
    kind,
    person: kind === 'card' && chance(0.9) ? personNamed(oldPersonId) : person,
    identifyBy: pick(['card', 'code'] as const),
    pay: pick(pays),
    showsRealPage: chance(0.1),
    takesCard: chance(0.7),
    givesUp: chance(0.3),
    rating: chance(0.7) ? 1 + Math.floor(random() * 5) : null,
    leavesAt: chance(0.2) ? pick(leavingScreens) : null,
    touchesTwice: chance(0.2),
    misfortune: chance(0.4) ? pick(misfortunesFor[kind]) : null,
  };
}

/** Whose card is valid, so that each of them is let in. */
export const visitors: readonly FictionalPerson[] = fictionalPeople.filter(({ personId }) =>
  ['zhang-ceshi', 'li-shili', 'wang-yangben', 'ouyang-yanshi', 'zhao-jili'].includes(personId),
);

function personNamed(personId: string): FictionalPerson {
  const person = fictionalPeople.find((each) => each.personId === personId);
  if (!person) throw new Error(`${personId} is not among the fictional people`);
  return person;
}
