import { describe, expect, it } from 'vitest';
import { noAnswerStatus, statusOfOpenFailure } from '../host/index.ts';
import { codeScannerFaultTexts } from './fault-texts.ts';
import { statusOfHealthFrames, statusOfNak } from './status.ts';

describe('faults of a scanner', () => {
  it('every code the driver can tell has its words in both languages and names who acts', () => {
    const told = [
      noAnswerStatus,
      ...(['not_found', 'busy', 'lost', 'timeout'] as const).map((kind) =>
        statusOfOpenFailure({ kind, detail: '' }),
      ),
      ...Array.from({ length: 256 }, (_, cause) => statusOfNak(cause)),
      ...[...'mhvsxyz'].map((letter) => statusOfHealthFrames(['mOK', `${letter}FAIL`])),
    ].map((status) => status.fault);
    const codes = new Set(told.map((fault) => fault?.code));
    expect([...codes].sort()).toEqual(Object.keys(codeScannerFaultTexts).sort());
    for (const fault of told) {
      const text = codeScannerFaultTexts[fault?.code as keyof typeof codeScannerFaultTexts];
      expect(text.nextAct).toBe(fault?.nextAct);
      for (const words of [text.resident, text.technician]) {
        expect(words.zh).toMatch(/\p{Script=Han}/u);
        expect(words.en).toMatch(/[a-z]/);
      }
    }
  });

  it('a report without a complaint -> online; a code nobody knows -> kept as it came', () => {
    expect(statusOfHealthFrames(['mOK', 'hNA']).state).toBe('online');
    expect(statusOfHealthFrames(['qFAIL']).fault).toMatchObject({
      code: 'unknown_code',
      vendorCode: 'qFAIL',
    });
    expect(statusOfNak(0x55).fault).toMatchObject({ code: 'unknown_code', vendorCode: 'NAK 55' });
  });
});
