import type { FictionalPerson } from '../../../contract/fictional-person.ts';
import type { ScreenName } from '../../../contract/kiosk-screens.ts';
import { type ItemCode, itemCodeSchema } from '../../../contract/words.ts';
import { fictionalPeople } from '../../../fixtures/index.ts';

/** One visit as it is drawn from the seed. */
export interface Visit {
  kind: VisitKind;
  person: FictionalPerson;
  /** `licence`: the electronic business licence of the company that the person acts for. */
  identifyBy: 'card' | 'code' | 'licence';
  pay: 'code' | 'qr' | 'qr_then_code' | 'too_little_first' | 'password' | 'decline';
  /** A real page costs the OCR a second; anything else is unread at once and a person looks at it later. */
  showsRealPage: boolean;
  takesCard: boolean;
  /** Holds each invoice before the scanner; otherwise says that its code cannot be read. */
  showsInvoices: boolean;
  /** Goes away without what does not come, instead of putting it right. */
  givesUp: boolean;
  rating: number | null;
  /** Walks away from this screen. */
  leavesAt: ScreenName | null;
  touchesTwice: boolean;
  misfortune: Misfortune | null;
}

const commonKinds = ['registration', 'pension', 'pickup', 'extract', 'digital_invoice'] as const;
/** What a terminal can be visited for, by what lies in its dispenser. */
export const visitKindsOf = {
  cards: [...commonKinds, 'card'],
  invoices: [...commonKinds, 'invoices'],
} as const;
export type HopperContent = keyof typeof visitKindsOf;
export type VisitKind = (typeof visitKindsOf)[HopperContent][number];

export type Misfortune =
  | 'city_away'
  | 'city_away_for_a_moment'
  | 'answer_lost'
  | 'slip_paper_out'
  | 'slip_printer_unplugged'
  | 'document_printer_empty'
  | 'lock_stuck'
  | 'rules_take_their_time'
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
  digital_invoice: ['city_away_for_a_moment', 'answer_lost', 'document_printer_empty'],
  invoices: ['city_away_for_a_moment', 'answer_lost', 'dispenser_jam', 'slip_paper_out'],
  card: [
    // Twice as often: whatever happens to a decision hangs on it.
    'rules_take_their_time',
    'rules_take_their_time',
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
  invoices: itemCodeSchema.parse('312000990005'),
  digital_invoice: itemCodeSchema.parse('312000990006'),
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
/** The company that may have invoices, and who may act for it. */
export const company = '91310199MA0DEM003G';
const clerkId = 'zhang-ceshi';
const forCompany: ReadonlySet<VisitKind> = new Set(['invoices', 'digital_invoice']);

export function drawVisit(random: () => number, kind: VisitKind): Visit {
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const chance = (share: number) => random() < share;
  const anybody = pick(visitors);
  const identifyBy = pick(['card', 'code'] as const);
  const isForCompany = forCompany.has(kind);
  const old = kind === 'card' && chance(0.9) ? personNamed(oldPersonId) : anybody;
  return {
    kind,
    person: isForCompany ? personNamed(clerkId) : old,
    identifyBy: isForCompany ? 'licence' : identifyBy,
    pay: pick(pays),
    showsRealPage: chance(0.1),
    takesCard: chance(0.7),
    showsInvoices: chance(0.8),
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
