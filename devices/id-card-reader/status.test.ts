import { describe, expect, it } from 'vitest';
import { cardReadFailureSchema } from '../../contract/device-classes.ts';
import { noAnswerStatus, statusOfOpenFailure } from '../host/index.ts';
import { cardReadFailureTexts, idCardReaderFaultTexts } from './fault-texts.ts';
import { failureOfRead, statusOfSelfTest, vendorCodeOf } from './status.ts';

describe('faults of a card reader', () => {
  it('every code the driver can tell has its words in both languages and names who acts', () => {
    const told = [
      noAnswerStatus,
      ...(['not_found', 'busy', 'lost', 'timeout'] as const).map((kind) =>
        statusOfOpenFailure({ kind, detail: '' }),
      ),
      statusOfSelfTest(null),
      ...Array.from({ length: 256 }, (_, sw3) => statusOfSelfTest(sw3)),
    ].flatMap((status) => status.fault ?? []);
    expect([...new Set(told.map((fault) => fault.code))].sort()).toEqual(
      Object.keys(idCardReaderFaultTexts).sort(),
    );
    for (const fault of told) {
      const text = idCardReaderFaultTexts[fault.code as keyof typeof idCardReaderFaultTexts];
      expect(text.nextAct).toBe(fault.nextAct);
    }
    for (const text of [...Object.values(idCardReaderFaultTexts), ...Object.values(cardReadFailureTexts)]) {
      for (const words of [text.resident, text.technician]) {
        expect(words.zh).toMatch(/\p{Script=Han}/u);
        expect(words.en).toMatch(/[a-z]/);
      }
    }
  });

  it.each([
    [0x31, 'card_not_authentic'],
    [0x32, 'card_not_authentic'],
    [0x33, 'card_unreadable'],
    [0x34, 'card_moved'],
    [0x37, 'card_unreadable'],
    [0x40, 'card_type_unsupported'],
    [0x41, 'card_moved'],
    [0x23, 'reader_fault'],
    [0x7e, 'reader_fault'],
  ] as const)('a read answered with SW3 %i -> %s, the code kept', (sw3, reason) => {
    expect(failureOfRead(sw3)).toBe(reason);
    expect(cardReadFailureSchema.options).toContain(failureOfRead(sw3));
    expect(vendorCodeOf(sw3)).toBe(`SW3 ${sw3.toString(16).toUpperCase()}`);
  });
});
