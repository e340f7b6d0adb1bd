import type { CityControl } from '../../city/index.ts';
import type { FictionalPerson } from '../../contract/fictional-person.ts';
import type { BenchClient } from '../../devices/bench/index.ts';
import type { Resident } from './resident.ts';

/** One visit of one person: from walking up to the acceptance number, before the rating. */
export interface Visit {
  /** Short name for tables and file names. */
  name: string;
  itemCode: string;
  personId: string;
  /** Puts into the world what the visit needs. */
  prepare(bench: BenchClient, city: CityControl): Promise<void>;
  /** Leads the resident from the welcome screen to the outcome; returns the acceptance number. */
  play(resident: Resident, person: FictionalPerson): Promise<string>;
  rating: 1 | 2 | 3 | 4 | 5 | null;
}

const residenceRegistration: Visit = {
  name: 'residence-registration',
  itemCode: '312000083000',
  personId: 'zhang-ceshi',
  rating: 5,
  async prepare() {},
  async play(resident, person) {
    await resident.walkUp();
    await resident.identifyByCard();
    await resident.choose(this.itemCode, 'form');
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
    const verdict = await resident.showMaterial(`household-${this.personId}`);
    if (verdict !== 'match') throw new Error(`the pre-check answered ${verdict} to the person's own page`);
    await resident.acceptMaterial('signature');
    await resident.sign();
    return resident.submitAndCollect();
  },
};

const pensionContributions: Visit = {
  name: 'pension-contributions',
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

const parcelPickup: Visit = {
  name: 'parcel-pickup',
  itemCode: '312000990002',
  personId: 'wang-yangben',
  rating: null,
  async prepare(bench, city) {
    const cell = { board: 1, cell: 3 };
    await bench.locker.placeParcel(cell);
    await city.placeParcel({ ...cell, personId: this.personId });
  },
  async play(resident) {
    await resident.walkUp();
    await resident.identifyByCard();
    await resident.choose(this.itemCode, 'form');
    await resident.submitForm('summary');
    return resident.submitAndCollect();
  },
};

/** One visit for every item of the catalogue. */
export const visits: readonly Visit[] = [residenceRegistration, pensionContributions, parcelPickup];
