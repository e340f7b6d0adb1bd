import { describe, expect, it } from 'vitest';
import { faultSchema, nextActSchema } from '../../contract/device-common.ts';
import { faultTexts } from './fault-texts.ts';
import { crtCodes, faultOfCrtCode } from './faults.ts';

describe('faults in words', () => {
  it.each(Object.entries(faultTexts))(
    '%s -> a sentence for each reader in both languages, and who acts',
    (code, text) => {
      expect(faultSchema.safeParse({ code, nextAct: text.nextAct, vendorCode: null }).success).toBe(true);
      expect(nextActSchema.options).toContain(text.nextAct);
      for (const { zh, en } of [text.resident, text.technician]) {
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(en).toMatch(/^[A-Z][^\u4e00-\u9fff]+\.$/);
      }
    },
  );

  it.each(crtCodes)('crt-591 code %s -> a named fault that keeps the code', (code) => {
    const named = faultOfCrtCode(code.charCodeAt(0), code.charCodeAt(1));
    expect(named.code).not.toBe('unknown_code');
    expect(named.vendorCode).toBe(code);
    expect(Object.keys(faultTexts)).toContain(named.code);
  });

  it('code that is not listed, printable or not -> unknown_code with the code', () => {
    expect(faultOfCrtCode(0x39, 0x39)).toMatchObject({ code: 'unknown_code', vendorCode: '99' });
    expect(faultOfCrtCode(0x00, 0x1b)).toMatchObject({ code: 'unknown_code', vendorCode: '00 1b' });
  });
});
