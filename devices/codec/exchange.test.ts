import { describe, expect, it } from 'vitest';
import { systemClock } from '../../contract/clock.ts';
import { ok } from '../../contract/result.ts';
import type { ByteLine, TransportFailure } from '../transport/index.ts';
import { xor8 } from './codec.ts';
import { Exchange } from './exchange.ts';
import { FrameScanner } from './frame-scanner.ts';

const answer = Uint8Array.of(0xaa, 4, 7, 0xaa ^ 4 ^ 7);
const otherAnswer = Uint8Array.of(0xaa, 4, 8, 0xaa ^ 4 ^ 8);
const damaged = Uint8Array.of(0xaa, 4, 7, 0);
const question = Uint8Array.of(1);

function makeRig() {
  const written: Uint8Array[] = [];
  const unasked: Uint8Array[] = [];
  let receive: (bytes: Uint8Array) => void = () => {};
  let lose: (failure: TransportFailure) => void = () => {};
  const line: ByteLine = {
    write: async (bytes) => {
      written.push(bytes);
      return ok(undefined);
    },
    onData: (listener) => {
      receive = listener;
    },
    onLost: (listener) => {
      lose = listener;
    },
    close: async () => {},
  };
  const scanner = new FrameScanner({
    starts: [Uint8Array.of(0xaa)],
    measure: (head) => head[1] ?? 'more',
    verify: (frame) => frame.length >= 3 && xor8(frame) === 0,
    maxLength: 64,
  });
  const exchange = new Exchange({
    line,
    scanner,
    clock: systemClock,
    onUnasked: (frame) => unasked.push(frame),
  });
  return {
    written,
    unasked,
    exchange,
    receive: (bytes: Uint8Array) => receive(bytes),
    lose: () => lose({ kind: 'lost', detail: 'unplugged' }),
    /** Lets a request take its turn and write. */
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('exchange', () => {
  it('answers with the frame; the next request waits for its turn', async () => {
    const { exchange, receive, written, turn } = makeRig();
    const one = exchange.request({ bytes: question, deadlineMs: 1000 });
    const two = exchange.request({ bytes: Uint8Array.of(2), deadlineMs: 1000 });
    await turn();
    expect(written).toEqual([question]);
    receive(answer);
    expect(await one).toEqual({ ok: true, value: answer });
    await turn();
    expect(written).toHaveLength(2);
    receive(otherAnswer);
    expect(await two).toEqual({ ok: true, value: otherAnswer });
  });

  it('no answer -> timeout by the deadline, and the line is free again', async () => {
    const { exchange, receive, turn } = makeRig();
    expect(await exchange.request({ bytes: question, deadlineMs: 20 })).toEqual({
      ok: false,
      error: { kind: 'timeout', pendingBytes: 0 },
    });
    const next = exchange.request({ bytes: question, deadlineMs: 1000 });
    await turn();
    receive(answer);
    expect(await next).toMatchObject({ ok: true });
  });

  it('half an answer and silence -> timeout long before the deadline, with what had come', async () => {
    const { exchange, receive, turn } = makeRig();
    const request = exchange.request({ bytes: question, deadlineMs: 10_000, silenceMs: 20 });
    await turn();
    receive(Uint8Array.of(0xaa, 40, 1, 2));
    expect(await request).toEqual({ ok: false, error: { kind: 'timeout', pendingBytes: 4 } });
  });

  it('half an answer and then a whole other one -> the whole one counts', async () => {
    const { exchange, receive, turn } = makeRig();
    const request = exchange.request({ bytes: question, deadlineMs: 10_000, silenceMs: 20 });
    await turn();
    receive(Uint8Array.of(0xaa, 40, 1, 2, ...answer));
    expect(await request).toEqual({ ok: true, value: answer });
  });

  it('a damaged answer -> said at once, unless a good one is behind it', async () => {
    const { exchange, receive, turn } = makeRig();
    const first = exchange.request({ bytes: question, deadlineMs: 10_000 });
    await turn();
    receive(damaged);
    expect(await first).toEqual({ ok: false, error: { kind: 'damaged' } });
    const second = exchange.request({ bytes: question, deadlineMs: 10_000 });
    await turn();
    receive(damaged);
    receive(answer);
    expect(await second).toEqual({ ok: true, value: answer });
  });

  it('an answer to something else -> not taken for this one', async () => {
    const { exchange, receive, turn, unasked } = makeRig();
    const request = exchange.request({
      bytes: question,
      deadlineMs: 1000,
      accept: (frame) => frame[2] === 8,
    });
    await turn();
    receive(answer);
    receive(otherAnswer);
    expect(await request).toEqual({ ok: true, value: otherAnswer });
    expect(unasked).toEqual([answer]);
  });

  it('cancelled -> returns at once; line lost -> this and every later request say so', async () => {
    const { exchange, lose, turn } = makeRig();
    const controller = new AbortController();
    const cancelled = exchange.request({ bytes: question, deadlineMs: 10_000, signal: controller.signal });
    await turn();
    controller.abort();
    expect(await cancelled).toEqual({ ok: false, error: { kind: 'aborted' } });
    const request = exchange.request({ bytes: question, deadlineMs: 10_000 });
    await turn();
    lose();
    const lost = { ok: false, error: { kind: 'lost', detail: 'unplugged' } };
    expect(await request).toEqual(lost);
    expect(await exchange.request({ bytes: question, deadlineMs: 10_000 })).toEqual(lost);
  });
});
