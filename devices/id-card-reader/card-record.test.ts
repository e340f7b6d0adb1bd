import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IdCard, idCardSchema, type ResidentIdCard } from '../../contract/device-classes.ts';
import { computeFormerForeignerCheckDigit, computeIdNumberCheckCharacter } from '../../contract/id-number.ts';
import { fictionalPeople } from '../../fixtures/people.ts';
import {
  decodeAppendedAddresses,
  decodeCardRecord,
  encodeAppendedAddresses,
  encodeCardRecord,
} from './card-record.ts';
import { decodeResidentRecord, encodeResidentRecord } from './resident-record.ts';
import { sampleCards } from './sample-cards.ts';

const person = fictionalPeople[0]?.card;
if (!person) throw new Error('a fictional person is needed');

const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const text = (maxLength: number) =>
  fc
    .array(fc.constantFrom('张', '测', '试', '𠮷', '号', '1', 'a', '·'), {
      minLength: 1,
      maxLength: Math.floor(maxLength / 2),
    })
    .map((characters) => characters.join(''));
const anyCard: fc.Arbitrary<ResidentIdCard> = fc
  .record({
    name: text(15),
    sex: fc.constantFrom('male', 'female', 'unknown'),
    ethnicGroupCode: fc.constantFrom('01', '56', '97'),
    birthDate: date,
    address: text(35),
    sequence: fc.integer({ min: 0, max: 999 }),
    issuingAuthority: text(15),
    dates: fc.tuple(date, fc.option(date)),
  })
  .map(({ sequence, dates: [from, to], ...card }) => {
    const body = `310199${card.birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
    const [validFrom, validTo] = to !== null && to < from ? [to, from] : [from, to];
    return { ...card, idNumber: body + computeIdNumberCheckCharacter(body), validFrom, validTo };
  });

const twoDigits = fc.integer({ min: 0, max: 99 }).map((count) => String(count).padStart(2, '0'));
const latin = (maxLength: number) =>
  fc
    .array(fc.constantFrom('A', 'B', 'Z', ' ', ',', '-'), { maxLength: maxLength - 2 })
    .map((letters) => `A${letters.join('')}B`);
const ofForeigner = {
  sex: fc.constantFrom('male', 'female', 'unknown'),
  birthDate: date,
  nationality: fc.constantFrom('KAZ', 'FRA', 'USA'),
  chineseName: fc.option(text(15)),
};
const validity = fc.tuple(date, date).map((days) => {
  const [validFrom = '', validTo = ''] = days.sort();
  return { validFrom, validTo };
});
const anyOtherCard: fc.Arbitrary<IdCard> = fc.oneof(
  fc
    .tuple(
      fc.record({
        ...ofForeigner,
        englishName: latin(60),
        cardVersion: twoDigits,
        acceptingAuthorityCode: twoDigits,
      }),
      validity,
      fc.integer({ min: 0, max: 99_999_999_999 }),
    )
    .map(([card, days, digits]) => {
      const body = card.nationality + String(digits).padStart(11, '0');
      const cardNumber = body + computeFormerForeignerCheckDigit(body);
      return { ...card, ...days, cardType: 'foreigner_2017' as const, cardNumber };
    }),
  fc
    .tuple(fc.record({ ...ofForeigner, englishName: latin(46), renewalCount: twoDigits }), validity)
    .map(([card, days]) => {
      const body = `932682${card.birthDate.replaceAll('-', '')}001`;
      const idNumber = body + computeIdNumberCheckCharacter(body);
      return { ...card, ...days, cardType: 'foreigner_2023' as const, idNumber, formerNumberLink: 'ab1' };
    }),
  fc.tuple(anyCard, twoDigits).map(([{ ethnicGroupCode: _, ...card }, issueCount]) => ({
    ...card,
    cardType: 'residence_permit' as const,
    travelPermitNumber: 'H00000000',
    issueCount,
  })),
);

describe('text record of a card', () => {
  it('lies where the standard puts it', () => {
    const record = Buffer.from(encodeResidentRecord({ ...person, validTo: null }));
    expect(record).toHaveLength(256);
    expect(record.toString('utf16le', 0, 30).trim()).toBe(person.name);
    expect(record.toString('utf16le', 122, 158)).toBe(person.idNumber);
    expect(record.toString('utf16le', 204, 220).trim()).toBe('长期');
  });

  it('round trip for any card, rare characters and endless validity included', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(decodeResidentRecord(encodeResidentRecord(card))).toEqual({ ok: true, value: card });
      }),
    );
  });

  it('spaces inside an address stay, filling at its end goes', () => {
    const card = { ...person, address: '上海市 示例区' };
    expect(decodeResidentRecord(encodeResidentRecord(card))).toMatchObject({
      value: { address: '上海市 示例区' },
    });
  });

  it.each([
    ['number with a wrong check character', 122 + 34, '5'],
    ['birth date that does not exist', 36 + 8, '9'],
    ['ethnic group that is no number', 32, 'x'],
  ])('%s -> unreadable', (_name, offset, character) => {
    const record = Buffer.from(encodeResidentRecord(person));
    expect(record.toString('utf16le', offset, offset + 2)).not.toBe(character);
    record.write(character, offset, 'utf16le');
    expect(decodeResidentRecord(record)).toEqual({ ok: false, error: 'unreadable' });
  });

  it.each(Object.values(sampleCards))('$cardType lies where its table puts it', (card) => {
    const record = Buffer.from(encodeCardRecord(card));
    const at = (offset: number, length: number) => record.toString('utf16le', offset, offset + length).trim();
    expect(record).toHaveLength(256);
    switch (card.cardType) {
      case 'residence_permit':
        expect([at(0, 30), at(122, 36), at(220, 18), at(238, 4), at(248, 2)]).toEqual([
          card.name,
          card.idNumber,
          card.travelPermitNumber,
          card.issueCount,
          'J',
        ]);
        break;
      case 'foreigner_2017':
        expect([
          at(0, 120),
          at(122, 30),
          at(152, 6),
          at(158, 30),
          at(220, 16),
          at(240, 8),
          at(248, 2),
        ]).toEqual([
          card.englishName,
          card.cardNumber,
          card.nationality,
          card.chineseName,
          '19901231',
          card.acceptingAuthorityCode,
          'I',
        ]);
        break;
      case 'foreigner_2023':
        expect([
          at(0, 30),
          (record.toString('utf16le', 52, 122) + record.toString('utf16le', 220, 242)).trim(),
          at(122, 36),
          at(242, 6),
          at(248, 2),
        ]).toEqual([card.chineseName, card.englishName, card.idNumber, card.nationality, 'Y']);
        break;
      default:
        throw new Error('a sample nobody looks at');
    }
  });

  it('round trip for any card of another kind', () => {
    fc.assert(
      fc.property(anyOtherCard, (card) => {
        expect(decodeCardRecord(encodeCardRecord(card))).toEqual({ ok: true, value: card });
      }),
    );
  });

  it.each(['I', 'J', 'Y'])(
    "a resident's record that calls itself %s -> never read as somebody else",
    (type) => {
      const record = Buffer.from(encodeResidentRecord(person));
      record.write(type, 248, 'utf16le');
      const decoded = decodeCardRecord(record);
      if (type === 'J') expect(decoded).toMatchObject({ value: { cardType: 'residence_permit' } });
      else expect(decoded).toEqual({ ok: false, error: 'unreadable' });
    },
  );

  it.each([
    ['foreigner_2017', 122 + 28, '4'],
    ['foreigner_2023', 122, '1'],
    ['foreigner_2023', 122 + 34, '0'],
    ['residence_permit', 122 + 34, '8'],
  ])('%s whose number does not check -> unreadable', (cardType, offset, character) => {
    const card = Object.values(sampleCards).find((sample) => sample.cardType === cardType);
    if (!card) throw new Error('no such sample');
    const record = Buffer.from(encodeCardRecord(card));
    expect(record.toString('utf16le', offset, offset + 2)).not.toBe(character);
    record.write(character, offset, 'utf16le');
    expect(decodeCardRecord(record)).toEqual({ ok: false, error: 'unreadable' });
  });

  it('appended addresses: up to four, with or without a length in front, filling dropped', () => {
    const addresses = ['上海市示例区新路2号', '上海市示例区 新路3号', '新路4号', '新路5号'];
    const data = encodeAppendedAddresses(addresses);
    expect(decodeAppendedAddresses(data)).toEqual(addresses);
    expect(decodeAppendedAddresses(Uint8Array.of(1, 0x18, ...data))).toEqual(addresses);
    expect(decodeAppendedAddresses(new Uint8Array(Buffer.from(' '.repeat(35), 'utf16le')))).toEqual([]);
    expect(decodeAppendedAddresses(data.subarray(0, 60))).toEqual([]);
  });

  it('any or damaged bytes -> a card with a valid number or a named problem, never a crash', () => {
    const good = [encodeResidentRecord(person), ...Object.values(sampleCards).map(encodeCardRecord)];
    const damaged = fc
      .tuple(fc.constantFrom(...good), fc.nat({ max: 255 }), fc.nat({ max: 255 }))
      .map(([record, at, byte]) => record.with(at, byte));
    const any = fc.oneof(
      fc.uint8Array({ minLength: 256, maxLength: 256 }),
      fc.uint8Array({ maxLength: 300, size: 'max' }),
      damaged,
    );
    fc.assert(
      fc.property(any, (bytes) => {
        const decoded = decodeCardRecord(bytes);
        if (!decoded.ok) expect(decoded.error).toBe('unreadable');
        else {
          expect(idCardSchema.safeParse(decoded.value).success).toBe(true);
          const card = decoded.value;
          if (card.cardType === 'foreigner_2017') {
            expect(computeFormerForeignerCheckDigit(card.cardNumber.slice(0, 14))).toBe(card.cardNumber[14]);
          } else {
            expect(computeIdNumberCheckCharacter(card.idNumber.slice(0, 17))).toBe(card.idNumber[17]);
          }
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
