import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameScanner } from '../codec/index.ts';
import { samCommands, samReply, samReplyShape, samRequest, textAndPhoto } from './sam-frame-codec.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const noData = new Uint8Array(0);
const byte = fc.integer({ min: 0, max: 255 });

describe('SAM_V frames', () => {
  it.each([
    ['readStatus', 'AA AA AA 96 69 00 03 11 FF ED'],
    ['readSamId', 'AA AA AA 96 69 00 03 12 FF EE'],
    ['findCard', 'AA AA AA 96 69 00 03 20 01 22'],
    ['selectCard', 'AA AA AA 96 69 00 03 20 02 21'],
    ['readTextAndPhoto', 'AA AA AA 96 69 00 03 30 01 32'],
  ] as const)('%s goes out as documented', (name, frame) => {
    expect(samCommands[name]).toEqual(hex(frame));
  });

  it.each([
    ['card found', 'AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97', 0x9f, 4],
    ['card selected', 'AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C', 0x90, 8],
    ['no card', 'AA AA AA 96 69 00 04 00 00 80 84', 0x80, 0],
    ['not selected', 'AA AA AA 96 69 00 04 00 00 81 85', 0x81, 0],
    ['read failed', 'AA AA AA 96 69 00 04 00 00 41 45', 0x41, 0],
    ['self-test failed', 'AA AA AA 96 69 00 04 00 00 60 64', 0x60, 0],
  ])('%s is understood', (_name, frame, sw3, length) => {
    expect(samReply.decode(hex(frame))).toEqual({
      ok: true,
      value: { sw1: 0, sw2: 0, sw3, data: new Uint8Array(length) },
    });
    expect(samReply.encode({ sw1: 0, sw2: 0, sw3, data: new Uint8Array(length) })).toEqual(hex(frame));
  });

  it('an answer with text and photo has 1295 bytes, text from byte 14 on', () => {
    const text = new Uint8Array(256).fill(7);
    const answer = samReply.encode({
      sw1: 0,
      sw2: 0,
      sw3: 0x90,
      data: textAndPhoto.encode({ text, photo: new Uint8Array(1024) }),
    });
    expect(answer).toHaveLength(1295);
    expect(answer.subarray(5, 7)).toEqual(hex('05 08'));
    expect(answer.subarray(14, 270)).toEqual(text);
  });

  it('round trip for any request and reply', () => {
    fc.assert(
      fc.property(byte, byte, byte, fc.uint8Array({ maxLength: 100 }), (one, two, three, data) => {
        const request = { command: one, parameter: two, data };
        expect(samRequest.decode(samRequest.encode(request))).toEqual({ ok: true, value: request });
        const reply = { sw1: one, sw2: two, sw3: three, data };
        expect(samReply.decode(samReply.encode(reply))).toEqual({ ok: true, value: reply });
      }),
    );
  });

  /** Does the frame end with the first bytes of the answer, but not with all of it? */
  function beginsAtItsEnd(frame: Uint8Array, answer: Uint8Array): boolean {
    return Array.from(answer.keys()).some(
      (length) =>
        length > 0 &&
        length < frame.length &&
        frame.subarray(-length).every((byte, at) => byte === answer[at]),
    );
  }

  it('any noise in any pieces -> bounded buffer, no crash, and the next answer is found', () => {
    const found = samReply.encode({ sw1: 0, sw2: 0, sw3: 0x9f, data: new Uint8Array(4) });
    const broken = fc
      .tuple(fc.uint8Array({ maxLength: 60 }), fc.nat(), byte, fc.nat())
      .map(([data, at, value, cut]) => {
        const frame = samReply.encode({ sw1: 0, sw2: 0, sw3: 0x90, data });
        return frame.with(at % frame.length, value).subarray(cut % 2 ? 0 : cut % frame.length);
      });
    const noise = fc.oneof(fc.uint8Array({ maxLength: 100 }), broken);
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 3 }), fc.integer({ min: 1, max: 64 }), (streams, piece) => {
        const scanner = new FrameScanner(samReplyShape);
        for (const stream of streams) {
          for (let at = 0; at < stream.length; at += piece) {
            for (const frame of scanner.push(stream.subarray(at, at + piece))) {
              expect(samReply.decode(frame).ok).toBe(true);
            }
            expect(scanner.pendingBytes).toBeLessThan(samReplyShape.maxLength);
          }
        }
        const answers = [...scanner.push(found), ...scanner.abandon()];
        if (!answers.some((frame) => beginsAtItsEnd(frame, found))) {
          expect(answers.at(-1)).toEqual(found);
        }
        // The check byte lets one noise in 256 pass, which takes the beginning of an answer with it: asked again, the answer comes.
        expect([...scanner.push(found), ...scanner.abandon()].at(-1)).toEqual(found);
      }),
      { numRuns: 20_000 },
    );
  });

  it('a request without a command is no request', () => {
    expect(samRequest.decode(hex('AA AA AA 96 69 00 01 01')).ok).toBe(false);
    expect(samRequest.decode(noData).ok).toBe(false);
  });
});
