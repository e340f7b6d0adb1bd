import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskIdNumber, maskName } from './masking.ts';

it.each([
  ['张试', '张*'],
  ['张小试', '张*试'],
  ['欧阳测试', '欧**试'],
  ['𠮷田试', '𠮷*试'],
  ['张', '*'],
  ['', ''],
])('%s is shown as %s', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

it('shows no more than the last four characters of an identity number', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('**************002X');
  fc.assert(
    fc.property(fc.stringMatching(/^\d{0,18}$/), (text) => {
      const masked = maskIdNumber(text);
      return masked.length === text.length && masked.replace(/\*/g, '').length <= 4;
    }),
  );
});
