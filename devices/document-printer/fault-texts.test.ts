import { describe, expect, it } from 'vitest';
import { faultSchema, nextActSchema } from '../../contract/device-common.ts';
import { type DocumentFaultCode, documentFault, documentPrinterFaultTexts } from './fault-texts.ts';
import { knownReasons, nameReason } from './state-reasons.ts';

const codes = Object.keys(documentPrinterFaultTexts) as DocumentFaultCode[];

describe('sentences for faults', () => {
  it.each(codes)('%s: resident and technician read a sentence in both languages', (code) => {
    const { resident, technician, nextAct } = documentPrinterFaultTexts[code];
    for (const { zh, en } of [resident, technician]) {
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(en).toMatch(/^[A-Z].*\.$/);
    }
    expect(nextActSchema.parse(nextAct)).toBe(nextAct);
    expect(faultSchema.parse(documentFault(code))).toMatchObject({ code, nextAct });
  });

  it('residents are told nothing of toner boxes and registers', () => {
    for (const code of codes)
      expect(documentPrinterFaultTexts[code].resident.en).not.toMatch(/toner|uri|IPP|counter|fuser|drum/i);
  });

  it('every reason the driver knows has a name of its own, not the unknown one', () => {
    for (const reason of knownReasons) expect(nameReason(reason).code).not.toBe('unknown_code');
  });
});
