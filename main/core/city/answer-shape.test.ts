import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf } from './answer-shape.ts';

describe('what is kept of an answer nobody understands', () => {
  it('fields, kinds and words of a protocol are kept', () => {
    const { shape, isJson } = shapeOf(
      200,
      '{"code":"CASE_UNKNOWN","status":"pending","count":3,"list":[null]}',
    );
    expect(isJson).toBe(true);
    expect(shape).toBe('200 {"code":"CASE_UNKNOWN","status":"pending","count":"(number)","list":[null]}');
  });

  it.each([
    ['a name', '{"applicant":{"name":"张测试"}}', '张测试'],
    ['a name in Latin letters', '{"name":"Smith"}', 'Smith'],
    ['a name as the key', '{"张测试":true}', '张测试'],
    ['an identity number as text', '{"id":"310199198803150173"}', '310199198803150173'],
    ['an identity number as a number', '{"phone":19900000001}', '19900000001'],
    ['an address on a page', '<html>测试路18号302室</html>', '测试路'],
    ['something deep inside', '{"a":{"b":{"c":{"d":{"e":"李示例"}}}}}', '李示例'],
  ])('%s is left out', (_, text, personal) => {
    expect(shapeOf(200, text).shape).not.toContain(personal);
  });

  it('a flood is cut short', () => {
    const flood = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, 'ok'])));
    expect(shapeOf(500, flood).shape.length).toBeLessThanOrEqual(1000);
  });
});

it('no number and no text of a person survives the cleaning, wherever it stands', () => {
  const secrets = fc.constantFrom('张测试', '19900000001', '310199198803150173', '130012345678901234');
  const leaf = fc.oneof(
    secrets,
    secrets.map(Number).filter(Number.isFinite),
    fc.boolean(),
    fc.integer({ max: 9 }),
  );
  const keys = fc.constantFrom(
    'status',
    'failure',
    'code',
    'amountFen',
    'orderNumber',
    'paidAt',
    'payer',
    '张测试',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, (answer) => {
      expect(shapeOf(200, JSON.stringify(answer)).shape).not.toMatch(
        /张测试|19900000001|310199198803150|13001234567890/,
      );
    }),
  );
});
