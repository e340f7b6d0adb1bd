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
