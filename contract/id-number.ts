import { err, ok, type Result } from './result.ts';

/** What an identity number says by itself. */
export interface IdNumberFacts {
  /** 18 characters, normalised: no spaces, `X` in upper case. */
  idNumber: string;
  /** `YYYY-MM-DD` */
  birthDate: string;
  sex: 'male' | 'female';
}

export type IdNumberProblem =
  | 'wrong_length'
  | 'wrong_character'
  | 'no_such_birth_date'
  | 'wrong_check_character';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/**
 * The check character of GB 11643 (ISO 7064 MOD 11-2) for the first 17 digits.
 * @throws RangeError if `body` is not 17 decimal digits
 */
export function computeIdNumberCheckCharacter(body: string): string {
  if (!/^\d{17}$/.test(body)) throw new RangeError('the body of an identity number has 17 digits');
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0);
  return checkCharacters.charAt(sum % 11);
}

/** Full-width digits become plain, spaces and hyphens go, a lower-case `x` becomes `X`. */
export function normalizeIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/**
 * Checks an 18-character number: citizens, residents from Hong Kong, Macao and Taiwan, and the
 * foreigners' numbers of 2023, which share the layout. Area codes are not checked, because numbers
 * keep codes of places that have since been renamed.
 */
export function parseIdNumber(text: string): Result<IdNumberFacts, IdNumberProblem> {
  const idNumber = normalizeIdNumber(text);
  if (idNumber.length !== 18) return err('wrong_length');
  if (!/^[1-9]\d{16}[\dX]$/.test(idNumber)) return err('wrong_character');
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  if (!isCalendarDate(birthDate)) return err('no_such_birth_date');
  if (computeIdNumberCheckCharacter(idNumber.slice(0, 17)) !== idNumber.charAt(17)) {
    return err('wrong_check_character');
  }
  return ok({ idNumber, birthDate, sex: Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female' });
}

export function isIdNumber(text: string): boolean {
  return parseIdNumber(text).ok;
}

const formerForeignerWeights = [7, 3, 1];

/**
 * The check digit of a foreigner's number before 2023, 15 characters: weights 7, 3, 1 in turn, letters
 * count 10 (A) to 35 (Z), the sum modulo 10, as in the machine-readable zone of passports.
 * @throws RangeError if `body` is not 3 capital letters and 11 digits
 */
export function computeFormerForeignerCheckDigit(body: string): string {
  if (!/^[A-Z]{3}\d{11}$/.test(body))
    throw new RangeError('the body of such a number has 3 letters and 11 digits');
  const sum = [...body].reduce(
    (total, character, index) =>
      total + Number.parseInt(character, 36) * (formerForeignerWeights[index % 3] ?? 0),
    0,
  );
  return String(sum % 10);
}

export function isFormerForeignerNumber(number: string): boolean {
  return (
    /^[A-Z]{3}\d{12}$/.test(number) && computeFormerForeignerCheckDigit(number.slice(0, 14)) === number[14]
  );
}

function isCalendarDate(date: string): boolean {
  const instant = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
}
