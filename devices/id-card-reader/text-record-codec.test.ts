import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResidentIdCard } from '../../contract/device-classes.ts';
import { computeIdNumberCheckCharacter } from '../../contract/id-number.ts';
import { fictionalPeople } from '../../fixtures/people.ts';
import { encodeForeignerRecord } from './foreigner-record.ts';
import { decodeResidentRecord, encodeResidentRecord } from './text-record-codec.ts';

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

  it.each(['I', 'J', 'Y'])('card of type %s -> not supported, never read as somebody else', (type) => {
    const record = Buffer.from(encodeResidentRecord(person));
    record.write(type, 248, 'utf16le');
    expect(decodeResidentRecord(record)).toEqual({ ok: false, error: 'type_unsupported' });
  });

  it('foreigner card of 2017 -> not supported', () => {
    expect(encodeForeignerRecord()).toHaveLength(256);
    expect(decodeResidentRecord(encodeForeignerRecord())).toEqual({ ok: false, error: 'type_unsupported' });
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

  it('any or damaged bytes -> a card with a valid number or a named problem, never a crash', () => {
    const good = encodeResidentRecord(person);
    const damaged = fc
      .tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 }))
      .map(([at, byte]) => good.with(at, byte));
    const any = fc.oneof(
      fc.uint8Array({ minLength: 256, maxLength: 256 }),
      fc.uint8Array({ maxLength: 300 }),
      damaged,
    );
    fc.assert(
      fc.property(any, (bytes) => {
        const decoded = decodeResidentRecord(bytes);
        if (!decoded.ok) expect(['type_unsupported', 'unreadable']).toContain(decoded.error);
        else {
          const { idNumber } = decoded.value;
          expect(computeIdNumberCheckCharacter(idNumber.slice(0, 17))).toBe(idNumber[17]);
        }
      }),
      { numRuns: 20_000 },
    );
  });
});
