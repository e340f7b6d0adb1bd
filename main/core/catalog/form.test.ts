import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceItem } from '../../../contract/catalog.ts';
import type { CityPerson } from '../../../contract/city.ts';
import { applyAnswers, loadCatalog, maskFormValues, prefillForm, validateForm } from './index.ts';

const person: CityPerson & { company: null } = {
  name: '阿依古丽·示例',
  idNumber: '310199196810110867',
  sex: 'female',
  birthDate: '1968-10-11',
  address: '上海市示例区团结示例路88弄12号',
  company: null,
};
let pickup: ServiceItem;
let residence: ServiceItem;

beforeAll(async () => {
  const catalog = await loadCatalog(fileURLToPath(new URL('../../../catalog', import.meta.url)));
  if (!catalog.ok) throw new Error('the shipped catalogue is wrong');
  const [first, , , third] = catalog.value;
  if (!first || !third) throw new Error('the shipped catalogue is incomplete');
  pickup = first;
  residence = third;
});

const goodAnswers = {
  residenceAddress: '测试路18号302室',
  mobilePhone: '19900000008',
  housingKind: 'rented',
};

describe('filling in a form', () => {
  it('starts with what the identification told', () => {
    expect(prefillForm(residence, person, null).values).toEqual({
      applicantName: '阿依古丽·示例',
      idNumber: '310199196810110867',
      residenceAddress: '',
      mobilePhone: '',
      housingKind: '',
    });
  });

  it('offers the parcels the city named, and chooses the only one', () => {
    const one = { value: 'p1', label: { zh: '社保卡', en: 'Social security card' } };
    const two = { value: 'p2', label: { zh: '居住证', en: 'Residence permit' } };
    const form = prefillForm(pickup, person, { values: {}, options: { parcel: [one, two] } });
    expect(form.values).toEqual({ parcel: '' });
    expect(validateForm(form, form.values)).toEqual({ parcel: 'required' });
    expect(validateForm(form, { parcel: 'p2' })).toEqual({});
    expect(validateForm(form, { parcel: 'p3' })).toEqual({ parcel: 'not_an_option' });
    expect(prefillForm(pickup, person, { values: {}, options: { parcel: [two] } }).values).toEqual({
      parcel: 'p2',
    });
  });

  it('an offered value that is no option -> left for the resident to choose', () => {
    const form = prefillForm(pickup, person, {
      values: { parcel: 'gone' },
      options: {
        parcel: [
          { value: 'p1', label: { zh: '一', en: 'one' } },
          { value: 'p2', label: { zh: '二', en: 'two' } },
        ],
      },
    });
    expect(form.values).toEqual({ parcel: '' });
  });

  it('a window that sends another name or number -> the identification stands', () => {
    const form = applyAnswers(prefillForm(residence, person, null), {
      ...goodAnswers,
      applicantName: '李示例',
      idNumber: '310199199511020240',
      isAdmin: 'true',
    });
    expect(form.values).toEqual({ ...goodAnswers, applicantName: person.name, idNumber: person.idNumber });
  });

  it('spaces and full-width digits from a keyboard -> tidied', () => {
    const form = applyAnswers(prefillForm(residence, person, null), {
      residenceAddress: '  测试路18号   302室 ',
      mobilePhone: '199 0000 0008',
    });
    expect(form.values.mobilePhone).toBe('19900000008');
    expect(form.values.residenceAddress).toBe('测试路18号 302室');
    expect(applyAnswers(form, {}).values).toEqual(form.values);
  });

  it('shows no identity number on the screen', () => {
    const form = prefillForm(residence, person, null);
    expect(maskFormValues(form)).toMatchObject({
      applicantName: person.name,
      idNumber: '**************0867',
    });
    expect(form.values.idNumber).toBe(person.idNumber);
  });
});

describe('checking a form', () => {
  const check = (answers: Record<string, string>) => {
    const form = applyAnswers(prefillForm(residence, person, null), { ...goodAnswers, ...answers });
    return validateForm(form, form.values);
  };

  it('a good form has no problems', () => {
    expect(check({})).toEqual({});
  });

  it.each([
    [{ residenceAddress: ' ' }, { residenceAddress: 'required' }],
    [{ residenceAddress: '路'.repeat(81) }, { residenceAddress: 'too_long' }],
    [{ mobilePhone: '1990000000' }, { mobilePhone: 'not_a_phone' }],
    [{ mobilePhone: '12900000008' }, { mobilePhone: 'not_a_phone' }],
    [{ housingKind: 'castle' }, { housingKind: 'not_an_option' }],
  ])('%o -> %o', (answers, problems) => {
    expect(check(answers)).toEqual(problems);
  });

  it.each(['张测试', '赵𠮷例', '欧阳演示', '阿依古丽·示例', "O'Brien-Smith", 'Anna Maria'])(
    '%s is a name',
    (name) => {
      expect(
        validateForm(residence, { ...goodAnswers, applicantName: name, idNumber: person.idNumber }),
      ).toEqual({});
    },
  );

  it.each(['张3', '<b>', '·张', '张\u0000三'])('%j is not a name', (name) => {
    expect(
      validateForm(residence, { ...goodAnswers, applicantName: name, idNumber: person.idNumber }),
    ).toEqual({ applicantName: 'not_a_name' });
  });

  it('a number with a wrong check character -> not_an_id_number', () => {
    const values = { ...goodAnswers, applicantName: person.name, idNumber: '310199196810110868' };
    expect(validateForm(residence, values)).toEqual({ idNumber: 'not_an_id_number' });
  });

  it('answers any text with problems of its own fields only, and never throws', () => {
    const keys = new Set(residence.fields.map((field) => field.key));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (answers) => {
        const form = applyAnswers(prefillForm(residence, person, null), answers);
        return Object.keys(validateForm(form, form.values)).every((key) => keys.has(key));
      }),
    );
  });
});
