import serialize from '@sealsystems/ipp/lib/serializer.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWellFormed, parseIpp } from './ipp-message.ts';
import { readJobReport, readPrinterReport } from './reports.ts';
import { nameReason } from './state-reasons.ts';
import { blockingFault, reduceStatus } from './status.ts';

const tray = { capacity: 250, threshold: 25 };

const operation = { 'attributes-charset': 'utf-8', 'attributes-natural-language': 'en' };

function printerAnswer(reasons: string[], state = 'idle'): Buffer {
  return serialize({
    statusCode: 'successful-ok',
    id: 1,
    'operation-attributes-tag': operation,
    'printer-attributes-tag': {
      'printer-state': state,
      'printer-state-reasons': reasons,
      'media-ready': ['iso_a4_210x297mm'],
      'printer-up-time': 5,
    },
  });
}

const good = printerAnswer(['media-empty-error', 'door-open'], 'stopped');

describe('messages of a printer', () => {
  it('a good answer is read', () => {
    const parsed = parseIpp(good);
    expect(parsed.ok && parsed.value['printer-attributes-tag']).toMatchObject({
      'printer-state': 'stopped',
      'printer-state-reasons': ['media-empty-error', 'door-open'],
    });
  });

  it.each([
    ['a negative length, which sends a trusting reader backwards for ever', [0xff, 0xf0]],
    ['a length beyond the end', [0x7f, 0xff]],
  ])('%s -> refused', (_name, length) => {
    const bytes = Buffer.from(good);
    const nameLengthAt = 10;
    bytes.set(length, nameLengthAt);
    expect(isWellFormed(bytes)).toBe(false);
    expect(parseIpp(bytes).ok).toBe(false);
  });

  it('an integer of eight bytes -> refused, for the reader would lose its place', () => {
    const head = Buffer.from([2, 0, 0, 0, 0, 0, 0, 1, 4, 0x21, 0, 1, 0x61, 0, 8]);
    expect(parseIpp(Buffer.concat([head, Buffer.alloc(8), Buffer.from([3])])).ok).toBe(false);
  });

  it('20,000 mutated and random answers -> each is read or refused, none hangs or throws', () => {
    const mutated = fc
      .array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes.writeUInt8(byte, at);
        return bytes;
      });
    const random = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    const cut = fc.nat({ max: good.length - 1 }).map((length) => good.subarray(0, length));
    fc.assert(
      fc.property(fc.oneof(mutated, random, cut), (bytes) => {
        const parsed = parseIpp(bytes);
        if (!parsed.ok) return;
        for (const group of [parsed.value['printer-attributes-tag'], parsed.value['job-attributes-tag']]) {
          for (const attributes of [group ?? []].flat()) {
            reduceStatus(readPrinterReport(attributes), tray);
            readJobReport(attributes);
          }
        }
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);
});

describe('attributes become a status', () => {
  const words = fc.constantFrom(
    'media',
    'jam',
    'empty',
    'toner',
    'door',
    'open',
    'low',
    'error',
    'warning',
    'x',
  );
  const reason = fc.oneof(
    fc.array(words, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('-')),
    fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text !== 'none'),
  );
  const state = fc.constantFrom('idle', 'processing', 'stopped');

  it('any reasons in any state -> nothing crashes, none is swallowed, and every fault has its words', () => {
    fc.assert(
      fc.property(fc.array(reason, { maxLength: 8 }), state, (reasons, printerState) => {
        const report = readPrinterReport({
          'printer-state': printerState,
          'printer-state-reasons': reasons,
        });
        const status = reduceStatus(report, tray);
        const kept = status.faults.map(({ vendorCode }) => vendorCode);
        for (const one of reasons) expect(kept).toContain(one);
        expect(status.fault).toEqual(status.faults[0] ?? null);
        if (printerState === 'stopped') expect(blockingFault(report)).not.toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it('attributes of any type -> nothing crashes', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.string()), fc.constant({}));
    const names = fc.constantFrom(
      'printer-state',
      'printer-state-reasons',
      'media-ready',
      'printer-input-tray',
      'job-id',
      'job-name',
    );
    fc.assert(
      fc.property(fc.dictionary(names, value), (attributes) => {
        reduceStatus(readPrinterReport(attributes), tray);
        readJobReport(attributes);
      }),
    );
  });

  it.each([
    ['media-empty', 'media_empty', 'blocks'],
    ['media-empty-error', 'media_empty', 'blocks'],
    ['media-empty-report', 'media_empty', 'warns'],
    ['media-jam', 'media_jam', 'breaks'],
    ['toner-low', 'toner_low', 'warns'],
    ['toner-low-error', 'toner_low', 'blocks'],
    ['marker-waste-full', 'marker_waste_full', 'blocks'],
    ['com.example-odd-error', 'unknown_code', 'blocks'],
  ])('%s -> %s, %s', (reasonSent, code, weight) => {
    expect(nameReason(reasonSent)).toMatchObject({ code, weight, reason: reasonSent });
  });

  it('several causes -> the jam first, then the door, then the paper', () => {
    const { faults } = reduceStatus(
      readPrinterReport({
        'printer-state': 'stopped',
        'printer-state-reasons': ['toner-low', 'media-empty', 'door-open', 'media-jam'],
      }),
      tray,
    );
    expect(faults.map(({ code }) => code)).toEqual(['media_jam', 'door_open', 'media_empty', 'toner_low']);
  });

  it('stopped with nothing but a warning -> the warning is what stops it', () => {
    const report = readPrinterReport({
      'printer-state': 'stopped',
      'printer-state-reasons': 'media-empty-warning',
    });
    expect(blockingFault(report)).toMatchObject({ code: 'media_empty' });
  });

  it.each([
    [
      'one tray measured',
      ['type=sheetFeedAutoRemovableTray;maxcapacity=250;level=12;'],
      'idle',
      [],
      [['tray', 12, 'low']],
    ],
    [
      'one tray not measured',
      ['type=sheetFeedAutoRemovableTray;maxcapacity=250;level=-3;'],
      'idle',
      [],
      [['tray', null, 'ok']],
    ],
    [
      'one tray not measured, out',
      ['type=sheetFeedAutoRemovableTray;maxcapacity=250;level=-2;'],
      'stopped',
      ['media-empty-error'],
      [['tray', null, 'empty']],
    ],
    [
      'two trays, and a slot for single sheets',
      [
        'type=sheetFeedAutoRemovableTray;maxcapacity=500;level=0;name=tray-1;',
        'type=sheetFeedManual;maxcapacity=1;level=0;',
        'type=sheetFeedAutoNonRemovableTray;maxcapacity=250;level=-2;',
      ],
      'idle',
      ['media-empty-report'],
      [
        ['tray-1', 0, 'empty'],
        ['tray-2', null, 'unknown'],
      ],
    ],
    ['none told', [], 'idle', [], [['tray', null, 'ok']]],
    [
      'not understood',
      ['level=;;=', 'type=sheetFeedAuto;maxcapacity=0;level=9'],
      'idle',
      [],
      [['tray', null, 'ok']],
    ],
  ])(
    'trays: %s -> counts and levels as told, the rest by the reasons',
    (_name, trays, state, reasons, told) => {
      const { storage } = reduceStatus(
        readPrinterReport({
          'printer-state': state,
          'printer-state-reasons': reasons.length === 0 ? ['none'] : reasons,
          'printer-input-tray': trays,
        }),
        tray,
      );
      expect(storage?.map(({ unitId, count, level }) => [unitId, count, level])).toEqual(told);
    },
  );
});
