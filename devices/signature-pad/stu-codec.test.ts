import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeStuPenReport,
  decodeStuReport,
  encodeStuPenReport,
  type StuPenReport,
  stuPenOption,
  stuReports,
} from './stu-codec.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const word = fc.integer({ min: 0, max: 0xffff });
const byte = fc.integer({ min: 0, max: 0xff });

const anyPen = fc
  .record({
    near: fc.boolean(),
    switches: fc.integer({ min: 0, max: 7 }),
    pressure: fc.integer({ min: 0, max: 0xfff }),
    x: word,
    y: word,
    timeCount: fc.option(word),
    sequenceNumber: fc.option(word),
  })
  .map((pen): [StuPenReport, number] => [
    pen,
    pen.timeCount === null ? stuPenOption.sequenceNumber : stuPenOption.timeCount,
  ]);

describe('STU reports', () => {
  it('a pressed pen: near in bit 15, tip in bit 12, pressure below, then x and y', () => {
    expect(decodeStuPenReport(hex('01 93 FF 25 80 17 70'))).toEqual({
      ok: true,
      value: {
        near: true,
        switches: 1,
        pressure: 1023,
        x: 9600,
        y: 6000,
        timeCount: null,
        sequenceNumber: null,
      },
    });
    expect(decodeStuPenReport(hex('34 80 15 00 01 00 02 0D B9 00 01'))).toMatchObject({
      value: { near: true, switches: 0, pressure: 21, x: 1, y: 2, timeCount: 3513, sequenceNumber: 1 },
    });
    expect(decodeStuPenReport(hex('30 80 15 00 01 00 02 0D B9'), stuPenOption.sequenceNumber)).toMatchObject({
      value: { timeCount: null, sequenceNumber: 3513 },
    });
  });

  it('an STU-430 as it tells of itself', () => {
    const report = hex('09 25 80 17 70 03 FF 01 40 00 C8 C8 09 EC 03 00 00');
    expect(decodeStuReport(stuReports.capability, report)).toMatchObject({
      ok: true,
      value: {
        maxX: 9600,
        maxY: 6000,
        maxPressure: 1023,
        screenWidth: 320,
        screenHeight: 200,
        reportRate: 200,
      },
    });
    expect(decodeStuReport(stuReports.inkThreshold, hex('22 15 00 10 00'))).toEqual({
      ok: true,
      value: { on: 21, off: 16 },
    });
  });

  it('any pen report comes back as it was, with whatever filling a system puts behind it', () => {
    fc.assert(
      fc.property(anyPen, fc.uint8Array({ maxLength: 64 }), ([pen, option], filling) => {
        const report = encodeStuPenReport(pen);
        const padded = Uint8Array.from([...report, ...filling]);
        expect(decodeStuPenReport(report, option)).toEqual({ ok: true, value: pen });
        expect(decodeStuPenReport(padded, option)).toEqual({ ok: true, value: pen });
      }),
    );
  });

  it('any feature report comes back as it was; cut short or of another id it is refused', () => {
    const { status, capability, inkingMode } = stuReports;
    fc.assert(
      fc.property(byte, byte, word, (statusCode, lastResult, value) => {
        const report = status.body.encode({ statusCode, lastResult, word: value });
        expect(report).toHaveLength(status.length);
        expect(decodeStuReport(status, report)).toEqual({
          ok: true,
          value: { statusCode, lastResult, word: value },
        });
        expect(decodeStuReport(status, report.subarray(0, 4)).ok).toBe(false);
        expect(decodeStuReport(capability, report).ok).toBe(false);
        expect(decodeStuReport(inkingMode, report).ok).toBe(false);
      }),
    );
  });

  it('reports of other kinds, cut or scrambled -> refused, never a point', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (report) => {
        const pen = decodeStuPenReport(report);
        if (pen.ok) expect([0x01, 0x30, 0x34]).toContain(report[0]);
      }),
    );
    expect(decodeStuPenReport(hex('34 80 15 00 01 00 02')).ok).toBe(false);
    expect(() =>
      encodeStuPenReport({
        near: true,
        switches: 0,
        pressure: 5000,
        x: 0,
        y: 0,
        timeCount: null,
        sequenceNumber: null,
      }),
    ).toThrow(RangeError);
  });
});
