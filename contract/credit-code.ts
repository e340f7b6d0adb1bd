import { err, ok, type Result } from './result.ts';

export type CreditCodeProblem = 'wrong_length' | 'wrong_character' | 'wrong_check_character';

/** Without I, O, S, V and Z, which are read as figures. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * The check character of GB 32100 for the first 17 characters of a unified social credit code
 * (统一社会信用代码): the sum of value times weight modulo 31, taken from 31.
 * @throws RangeError if `body` is not 17 characters of its alphabet
 */
export function computeCreditCodeCheckCharacter(body: string): string {
  const values = [...body].map((character) => alphabet.indexOf(character));
  if (values.length !== weights.length || values.includes(-1)) {
    throw new RangeError('the body of a credit code has 17 figures and letters without I, O, S, V, Z');
  }
  const sum = weights.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** Full-width characters become plain, spaces and hyphens go, letters become capitals. */
export function normalizeCreditCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** The normalised code: department, kind of body, six digits of the region, nine of the body, the check character. */
export function parseCreditCode(text: string): Result<string, CreditCodeProblem> {
  const code = normalizeCreditCode(text);
  if (code.length !== 18) return err('wrong_length');
  if (![...code].every((character) => alphabet.includes(character)) || !/^.{2}\d{6}/.test(code)) {
    return err('wrong_character');
  }
  return computeCreditCodeCheckCharacter(code.slice(0, 17)) === code.charAt(17)
    ? ok(code)
    : err('wrong_check_character');
}
