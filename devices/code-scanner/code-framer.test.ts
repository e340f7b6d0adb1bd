import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodeFramer, longestCode } from './code-framer.ts';
import { triggerCommands } from './trigger-commands.ts';

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const textsOf = (codes: Uint8Array[]) => codes.map((code) => Buffer.from(code).toString('latin1'));
const { honeywell, newland, datalogic } = triggerCommands;

describe('trigger commands', () => {
  it('go out as documented', () => {
    expect(honeywell.on).toEqual(hex('16 54 0D'));
    expect(honeywell.off).toEqual(hex('16 55 0D'));
    expect(newland.on).toEqual(hex('7E 01 30 30 30 30 23 53 43 4E 54 52 47 31 3B 03'));
    expect(newland.off).toEqual(hex('7E 01 30 30 30 30 23 53 43 4E 54 52 47 30 3B 03'));
  });
});

describe('code framer', () => {
  it.each([
    ['cr', 'one\rtwo\r'],
    ['crlf', 'one\r\ntwo\r\n'],
    ['lf', 'one\ntwo\n'],
    ['cr', 'one\r\ntwo\r\n\r'],
  ] as const)('suffix %s parts codes, in one piece or byte by byte', (suffix, stream) => {
    expect(textsOf(new CodeFramer(suffix, honeywell).push(latin1(stream)).codes)).toEqual(['one', 'two']);
    const framer = new CodeFramer(suffix, honeywell);
    const codes = [...latin1(stream)].flatMap((byte) => framer.push(Uint8Array.of(byte)).codes);
    expect(textsOf(codes)).toEqual(['one', 'two']);
  });

  it('suffix switched off -> silence ends the code', () => {
    const framer = new CodeFramer('none', honeywell);
    expect(framer.push(latin1('a code')).codes).toEqual([]);
    expect(textsOf(framer.flush())).toEqual(['a code']);
    expect(framer.flush()).toEqual([]);
  });

  it('an answer between codes, of several lines, right behind a code without suffix -> only the codes', () => {
    const framer = new CodeFramer('cr', honeywell);
    const stream = 'one\rREVINFname\r\nnumber\r\n\x06.two\rREVINF\x05.';
    const { codes, answers } = framer.push(latin1(stream));
    expect(textsOf(codes)).toEqual(['one', 'two']);
    expect(answers).toHaveLength(2);
    const withoutSuffix = new CodeFramer('none', honeywell);
    expect(textsOf(withoutSuffix.push(latin1('threeREVINF\x15.four')).codes)).toEqual(['three']);
    expect(textsOf(withoutSuffix.flush())).toEqual(['four']);
    const other = new CodeFramer('none', newland);
    const newlandAnswer = hex('02 01 30 30 30 30 23 53 43 4E 54 52 47 31 06 3B 03');
    expect(other.push(newlandAnswer)).toEqual({ codes: [], answers: [newlandAnswer] });
  });

  it('a code torn off before its suffix -> nobody gets a part of a code for the whole', () => {
    const framer = new CodeFramer('cr', honeywell);
    framer.push(latin1('https://city.exa'));
    expect(framer.flush()).toEqual([]);
    expect(framer.push(latin1('mple/1\r')).codes).toEqual([]);
    framer.push(latin1('https://city.exa'));
    framer.flush();
    framer.forgetRest();
    framer.push(latin1('https://city.exa'));
    expect(framer.push(latin1('REVINF\x06.')).codes).toEqual([]);
    expect(textsOf(framer.push(latin1('next\r')).codes)).toEqual(['next']);
  });

  it('a torn answer and silence -> not a code', () => {
    const framer = new CodeFramer('cr', honeywell);
    framer.push(latin1('REVINFname\r\n'));
    expect(framer.flush()).toEqual([]);
    expect(textsOf(framer.push(latin1('next\r')).codes)).toEqual(['next']);
  });

  it('a flood without an end -> dropped whole, the next code is read', () => {
    const framer = new CodeFramer('cr', honeywell);
    expect(framer.push(new Uint8Array(3 * longestCode + 7).fill(0x41)).codes).toEqual([]);
    expect(framer.pendingBytes).toBeLessThan(longestCode);
    expect(textsOf(framer.push(latin1('tail\rnext\r')).codes)).toEqual(['next']);
  });

  it('any noise in any pieces -> bounded buffer, no crash, and the next code is read', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc
        .array(fc.constantFrom(...latin1('REVINF\x06\x15.!\r\n\x02\x010\x03\x04')), { maxLength: 60 })
        .map((all) => Uint8Array.from(all)),
      fc
        .integer({ min: longestCode - 2, max: longestCode + 2 })
        .map((length) => new Uint8Array(length).fill(0x42)),
    );
    const weighted = fc.array(piece, { maxLength: 4 });
    fc.assert(
      fc.property(
        weighted,
        fc.constantFrom('cr', 'crlf', 'lf', 'none'),
        fc.constantFrom(honeywell, newland, datalogic),
        (all, suffix, commands) => {
          const framer = new CodeFramer(suffix, commands);
          for (const bytes of all) {
            for (const code of framer.push(bytes).codes) expect(code.length).toBeGreaterThan(0);
            expect(framer.pendingBytes).toBeLessThan(longestCode);
          }
          framer.flush();
          framer.forgetRest();
          const end = { cr: '\r', crlf: '\r\n', lf: '\n', none: '' }[suffix];
          const found = [...framer.push(latin1(`good${end}`)).codes, ...framer.flush()];
          expect(found).toEqual([latin1('good')]);
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
