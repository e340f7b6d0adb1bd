import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../contract/clock.ts';
import type { ScannedCode } from '../../contract/device-classes.ts';
import { ok } from '../../contract/result.ts';
import { FrameScanner } from '../codec/index.ts';
import type { ByteLine } from '../transport/index.ts';
import { longestCode } from './code-framer.ts';
import {
  decoderPackets,
  encodeHostPacket,
  hostMode,
  ssiNak,
  ssiOpcode,
  ssiPacket,
  symbologyOfCodeType,
} from './ssi-codec.ts';
import { SsiLink } from './ssi-link.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const fromDecoder = (opcode: number, status: number, data: Uint8Array) =>
  ssiPacket.encode({ opcode, source: 0, status, data });
const codePacket = (text: string, status = 0) =>
  fromDecoder(ssiOpcode.decodeData, status, Uint8Array.from(Buffer.from(`\x1c${text}`, 'latin1')));
const ack = encodeHostPacket(ssiOpcode.ack);

describe('Zebra SSI packets', () => {
  it('commands go out as documented, a waking byte in front', () => {
    expect(encodeHostPacket(ssiOpcode.startSession)).toEqual(hex('00 04 E4 04 00 FF 14'));
    expect(encodeHostPacket(ssiOpcode.stopSession)).toEqual(hex('00 04 E5 04 00 FF 13'));
    expect(encodeHostPacket(ssiOpcode.requestRevision)).toEqual(hex('00 04 A3 04 00 FF 55'));
    const permanent = { opcode: 0xc6, source: 4, status: 8, data: hex('00 8A 08') };
    expect(ssiPacket.encode(permanent)).toEqual(hex('07 C6 04 08 00 8A 08 FE 95'));
    expect(ssiPacket.decode(hex('04 D0 00 00 FF 2C'))).toMatchObject({ value: { opcode: ssiOpcode.ack } });
    expect(ssiPacket.decode(hostMode.subarray(1))).toMatchObject({ value: { data: hex('FF 8A 08 EE 01') } });
  });

  it('a code type nobody listed -> its number is kept', () => {
    expect(symbologyOfCodeType(0x1c)).toBe(']Q1');
    expect(symbologyOfCodeType(0x7f)).toBe('SSI 7F');
  });

  it('round trip for any packet', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const packet = fc.record({
      opcode: byte,
      source: byte,
      status: byte,
      data: fc.uint8Array({ maxLength: 251, size: 'max' }),
    });
    fc.assert(
      fc.property(packet, (value) => {
        expect(ssiPacket.decode(ssiPacket.encode(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('any noise in any pieces -> no crash, a bounded buffer, and the packet after a silence is found', () => {
    const good = codePacket('good');
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300, size: 'max' }), { maxLength: 4 }), (noise) => {
        const scanner = new FrameScanner(decoderPackets);
        for (const bytes of noise) {
          scanner.push(bytes);
          expect(scanner.pendingBytes).toBeLessThanOrEqual(decoderPackets.maxLength);
        }
        scanner.abandon();
        expect(scanner.push(good)).toEqual([good]);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('Zebra SSI link', () => {
  async function openLink() {
    const written: Uint8Array[] = [];
    const codes: ScannedCode[] = [];
    let receive: (bytes: Uint8Array) => void = () => {};
    const line: ByteLine = {
      write: async (bytes) => {
        written.push(bytes);
        return ok(undefined);
      },
      onData: (listener) => {
        receive = listener;
      },
      onLost: () => {},
      close: async () => {},
    };
    const link = await SsiLink.open({
      line,
      clock: systemClock,
      answerDeadlineMs: 1000,
      onCode: (code) => codes.push(code),
    });
    return { link, written, codes, receive: (bytes: Uint8Array) => receive(bytes) };
  }

  it('on opening the unit is told to wait for the host and to send packets', async () => {
    expect((await openLink()).written).toEqual([hostMode]);
  });

  it('the acknowledgement of a code was lost, the unit sends it again -> acknowledged, and still one code', async () => {
    const { written, codes, receive } = await openLink();
    receive(codePacket('once'));
    receive(codePacket('once', 0x01));
    expect(written.slice(1)).toEqual([ack, ack]);
    expect(codes).toEqual([{ text: 'once', symbology: ']Q1' }]);
  });

  it('a long code in several packets -> one code; one without an end -> dropped, the next is read', async () => {
    const { codes, receive } = await openLink();
    receive(codePacket('first ', 0x02));
    receive(codePacket('second'));
    expect(codes.map((code) => code.text)).toEqual(['first second']);
    for (let length = 0; length < longestCode; length += 250) receive(codePacket('x'.repeat(250), 0x02));
    receive(codePacket('next'));
    expect(codes.map((code) => code.text)).toEqual(['first second', 'next']);
  });

  it('a damaged code -> asked for again', async () => {
    const { written, codes, receive } = await openLink();
    const packet = codePacket('torn');
    receive(packet.with(6, 0x21));
    expect(written.at(-1)).toEqual(encodeHostPacket(ssiOpcode.nak, ssiNak.resend));
    expect(codes).toEqual([]);
  });

  it('the unit got a command damaged -> it is sent again, once', async () => {
    const { link, written, receive } = await openLink();
    await link.setTrigger(true);
    const nak = fromDecoder(ssiOpcode.nak, 0, Uint8Array.of(ssiNak.resend));
    receive(nak);
    receive(nak);
    const start = encodeHostPacket(ssiOpcode.startSession);
    expect(written.slice(1)).toEqual([start, start]);
  });
});
