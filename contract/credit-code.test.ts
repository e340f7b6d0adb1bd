import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeCreditCodeCheckCharacter, parseCreditCode } from './credit-code.ts';

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const body = fc
  .tuple(
    fc.constantFrom('91', '92', '93', '12'),
    fc.array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
  )
  .map(([kind, region, number]) => `${kind}${region.join('')}${number.join('')}`);

describe('a unified social credit code', () => {
  it('has the check character that its arithmetic gives', () => {
    // 1·9 + 3·1 + 9·3 + 27·1 + 26·1 + 16·9 + 17·9 + 28·1 = 417, 417 modulo 31 = 14, 31 − 14 = 17, which is H.
    expect(computeCreditCodeCheckCharacter('91310199000000001')).toBe('H');
  });

  it('is taken as it is typed: small letters, spaces, full-width characters', () => {
    expect(parseCreditCode(' 9131 0199 0000 0000 1h ')).toEqual({ ok: true, value: '91310199000000001H' });
    expect(parseCreditCode('９１３１０１９９００００００００１Ｈ')).toMatchObject({ ok: true });
  });

  it('with one character typed wrong is not another company', () => {
    fc.assert(
      fc.property(body, fc.nat(17), fc.constantFrom(...alphabet), (text, place, other) => {
        const code = text + computeCreditCodeCheckCharacter(text);
        expect(parseCreditCode(code)).toEqual({ ok: true, value: code });
        fc.pre(code[place] !== other);
        expect(parseCreditCode(code.slice(0, place) + other + code.slice(place + 1)).ok).toBe(false);
      }),
    );
  });

  it('too short, or with a letter that could be a figure, is told apart from a wrong check character', () => {
    expect(parseCreditCode('9131019900000001')).toEqual({ ok: false, error: 'wrong_length' });
    expect(parseCreditCode('91310199OOOOOOOO1H')).toEqual({ ok: false, error: 'wrong_character' });
    expect(parseCreditCode('91310199000000001J')).toEqual({ ok: false, error: 'wrong_check_character' });
  });
});
