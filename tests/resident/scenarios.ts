import type { CityControl } from '../../city/index.ts';
import type { FictionalPerson } from '../../contract/fictional-person.ts';
import type { BenchClient } from '../../devices/bench/index.ts';
import type { Resident } from './resident.ts';

/** One visit of one person: from walking up to the acceptance number, before the rating. */
export interface Visit {
  /** Short name for tables and file names. */
  name: string;
  kind: 'query' | 'application' | 'pickup';
  itemCode: string;
  personId: string;
  rating: 1 | 2 | 3 | 4 | 5 | null;
  /** Puts into the world what the visit needs. */
  prepare(bench: BenchClient, city: CityControl): Promise<void>;
  /** Leads the resident from the welcome screen to the outcome; returns the acceptance number. */
  play(resident: Resident, person: FictionalPerson): Promise<string>;
}

type Lead = (resident: Resident, person: FictionalPerson) => Promise<void>;

interface RegistrationVisit extends Visit {
  /** From the welcome screen to the camera. */
  reachMaterial: Lead;
  /** From the welcome screen to the summary. */
  fillIn: Lead;
  fillInFromItemList: Lead;
}

const registrationCode = '312000083000';

async function fillInForm(resident: Resident, person: FictionalPerson): Promise<void> {
  await resident.choose(registrationCode, 'form');
  await resident.typeChinese('residenceAddress', [
    { pinyin: 'shanghai', take: '上海' },
    { pinyin: 'ceshi', take: '测试' },
    { pinyin: 'lu', take: '路' },
  ]);
  await resident.typeNumberInText('18');
  await resident.closeKeyboard();
  await resident.typeDigits('mobilePhone', person.mobilePhone);
  await resident.closeKeyboard();
  await resident.pick('housingKind', 'rented');
  await resident.submitForm('material');
}

/** An application with a typed form, a material under the camera and a signature. */
export const residenceRegistration: RegistrationVisit = {
  name: 'residence-registration',
  kind: 'application',
  itemCode: registrationCode,
  personId: 'zhang-ceshi',
  rating: 5,
  async prepare() {},
  async play(resident, person) {
    await this.fillIn(resident, person);
    return resident.submitAndCollect();
  },
  async reachMaterial(resident, person) {
    await resident.walkUp();
    await resident.identifyByCard();
    await fillInForm(resident, person);
  },
  async fillIn(resident, person) {
    await resident.walkUp();
    await resident.identifyByCard();
    await this.fillInFromItemList(resident, person);
  },
  async fillInFromItemList(resident, person) {
    await fillInForm(resident, person);
    const verdict = await resident.showMaterial(`household-${person.personId}`);
    if (verdict !== 'match') throw new Error(`the pre-check answered ${verdict} to the person's own page`);
    await resident.acceptMaterial('signature');
    await resident.sign();
  },
};

/** A query whose answer is printed; identified by city code. */
export const pensionContributions: Visit = {
  name: 'pension-contributions',
  kind: 'query',
  itemCode: '312000990001',
  personId: 'ouyang-yanshi',
  rating: 4,
  async prepare() {},
  async play(resident) {
    await resident.walkUp();
    await resident.identifyByCityCode();
    await resident.choose(this.itemCode, 'form');
    await resident.pick('period', '12');
    await resident.pick('purpose', 'own_records');
    await resident.submitForm('summary');
    return resident.submitAndCollect();
  },
};

/** Where the played parcel lies. */
export const parcelCell = { board: 1, cell: 5 } as const;

/** Something waits in the locker. */
export const parcelPickup: Visit = {
  name: 'parcel-pickup',
  kind: 'pickup',
  itemCode: '312000990002',
  personId: 'wang-yangben',
  rating: null,
  async prepare(bench, city) {
    await bench.locker.placeParcel(parcelCell);
    await city.placeParcel({ ...parcelCell, personId: this.personId });
  },
  async play(resident) {
    await resident.walkUp();
    await resident.identifyByCard();
    await resident.choose(this.itemCode, 'form');
    await resident.submitForm('summary');
    return resident.submitAndCollect();
  },
};

/** A paper that costs money, from the welcome screen to the amount. */
export async function reachPayment(resident: Resident): Promise<void> {
  await resident.walkUp();
  await resident.identifyByCard();
  await resident.choose('312000990003', 'form');
  await resident.pick('purpose', 'loan');
  await resident.submitForm('summary');
  await resident.submitToPay();
}

/** Paid with the code on the phone. */
export const propertyExtractByCode: Visit = {
  name: 'property-extract-by-code',
  kind: 'query',
  itemCode: '312000990003',
  personId: 'li-shili',
  rating: 5,
  async prepare() {},
  async play(resident) {
    await reachPayment(resident);
    await resident.payByCode();
    return resident.collect();
  },
};

/** Paid by scanning the screen. */
export const propertyExtractByQr: Visit = {
  ...propertyExtractByCode,
  name: 'property-extract-by-qr',
  personId: 'zhang-ceshi',
  async play(resident) {
    await reachPayment(resident);
    await resident.payByQr();
    return resident.collect();
  },
};

/** At least one visit for every item of the catalogue; what costs money is paid both ways. */
export const visits: readonly Visit[] = [
  residenceRegistration,
  pensionContributions,
  parcelPickup,
  propertyExtractByCode,
  propertyExtractByQr,
];
