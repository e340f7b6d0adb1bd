import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  computeIdNumberCheckCharacter,
  isFormerForeignerNumber,
  isIdNumber,
  normalizeIdNumber,
  parseIdNumber,
} from './id-number.ts';

const birthDates = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2030-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const idNumbers = fc
  .tuple(fc.integer({ min: 1, max: 9 }), digits(5), birthDates, digits(3))
  .map(([first, area, birth, sequence]) => {
    const body = `${first}${area}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${sequence}`;
    return body + computeIdNumberCheckCharacter(body);
  });

describe('identity numbers (GB 11643)', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', '1880-01-01', 'male'],
    ['810000199001010019', '1990-01-01', 'male'],
    ['830000198506150024', '1985-06-15', 'female'],
    ['932682198501010017', '1985-01-01', 'male'],
  ])('%s, a published example, is accepted and read', (idNumber, birthDate, sex) => {
    expect(parseIdNumber(idNumber)).toEqual({ ok: true, value: { idNumber, birthDate, sex } });
  });

  it('accepts what people and keyboards write: a small x, spaces, full-width digits', () => {
    expect(normalizeIdNumber(' 110105 19491231 002x ')).toBe('11010519491231002X');
    expect(isIdNumber('11010519491231002X')).toBe(true);
  });

  it.each([
    ['', 'wrong_length'],
    ['110105491231002', 'wrong_length'],
    ['1101051949123100X2', 'wrong_character'],
    ['01010519491231002X', 'wrong_character'],
    ['110105194902300021', 'no_such_birth_date'],
    ['110105194900000021', 'no_such_birth_date'],
    ['110105194912310021', 'wrong_check_character'],
  ])('%j -> %s', (text, error) => {
    expect(parseIdNumber(text)).toEqual({ ok: false, error });
  });

  it('accepts every number made by the rule', () => {
    fc.assert(fc.property(idNumbers, (idNumber) => isIdNumber(idNumber)));
  });

  it('one wrong digit -> refused, so that a misread number reaches no case', () => {
    fc.assert(
      fc.property(idNumbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (idNumber, position, shift) => {
        const digit = (Number(idNumber.charAt(position)) + shift) % 10;
        return !isIdNumber(idNumber.slice(0, position) + digit + idNumber.slice(position + 1));
      }),
    );
  });

  it('two neighbouring digits swapped -> refused', () => {
    fc.assert(
      fc.property(idNumbers, fc.nat(15), (idNumber, position) => {
        const [left, right] = [idNumber.charAt(position), idNumber.charAt(position + 1)];
        fc.pre(left !== right);
        return !isIdNumber(idNumber.slice(0, position) + right + left + idNumber.slice(position + 2));
      }),
    );
  });
});

describe("foreigners' numbers before 2023", () => {
  it('one wrong character -> refused', () => {
    expect(isFormerForeignerNumber('KAZ110090123105')).toBe(true);
    expect(isFormerForeignerNumber('KAZ110090123106')).toBe(false);
    expect(isFormerForeignerNumber('FAZ110090123105')).toBe(false);
    expect(isFormerForeignerNumber('KAZ11009012310')).toBe(false);
    expect(isFormerForeignerNumber('kaz110090123105')).toBe(false);
  });
});
