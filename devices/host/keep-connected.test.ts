import { describe, expect, it } from 'vitest';
import type { Clock } from '../../contract/clock.ts';
import { err } from '../../contract/result.ts';
import { keepConnected } from './keep-connected.ts';
import { SingleConsumer } from './single-consumer.ts';

describe('reconnecting', () => {
  it('device away for long -> tried every 2 s at most, so that a replug is noticed within 3 s', async () => {
    const pausesMs: number[] = [];
    const stopping = new AbortController();
    const clock: Clock = {
      wallMs: () => 0,
      monotonicMs: () => 0,
      after: (delayMs, callback) => {
        pausesMs.push(delayMs);
        queueMicrotask(pausesMs.length === 6 ? () => stopping.abort() : callback);
        return () => {};
      },
    };
    const failures: string[] = [];
    await keepConnected({
      transport: {
        description: 'none',
        open: async () => err({ kind: 'not_found', detail: 'ECONNREFUSED' }),
      },
      clock,
      signal: stopping.signal,
      serve: async () => {},
      onOpenFailure: (failure) => {
        failures.push(failure.kind);
      },
    });
    expect(pausesMs).toEqual([250, 500, 1000, 2000, 2000, 2000]);
    expect(failures).toHaveLength(6);
  });
});

describe('single consumer', () => {
  it('keeps the order for a slow consumer and forgets what nobody took', async () => {
    const consumer = new SingleConsumer<number>(() => {});
    expect(consumer.emit(0)).toBe(false);
    const controller = new AbortController();
    const stream = consumer.watch(controller.signal);
    const first = stream.next();
    consumer.emit(1);
    consumer.emit(2);
    expect(await first).toEqual({ value: 1, done: false });
    expect(await stream.next()).toEqual({ value: 2, done: false });
    consumer.emit(3);
    controller.abort();
    expect(await stream.next()).toEqual({ value: undefined, done: true });
    expect(consumer.watched).toBe(false);
  });

  it('a consumer that ended after it was replaced -> does not end the one that replaced it', async () => {
    const consumer = new SingleConsumer<number>(() => {});
    const oldController = new AbortController();
    const old = consumer.watch(oldController.signal);
    const oldNext = old.next();
    const young = consumer.watch(new AbortController().signal);
    const youngNext = young.next();
    expect(await oldNext).toEqual({ value: undefined, done: true });
    oldController.abort();
    consumer.emit(7);
    expect(await youngNext).toEqual({ value: 7, done: false });
  });
});
