import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../contract/clock.ts';
import type { PageReading } from '../../../contract/precheck.ts';
import type { Engine } from './engine.ts';
import type { EngineEvent, ReadCommand } from './engine-messages.ts';
import {
  maxColdLosses,
  PageReader,
  readDeadlineMs,
  restartDelayMs,
  waitDeadlineMs,
  warmUpDeadlineMs,
} from './page-reader.ts';

const reading: PageReading = { state: 'unreadable', reason: 'no_page' };

class SteppedClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<{ atMs: number; callback: () => void }>();

  wallMs(): number {
    return this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  step(ms: number): void {
    this.#nowMs += ms;
    for (const timer of [...this.#timers].filter(({ atMs }) => atMs <= this.#nowMs)) {
      this.#timers.delete(timer);
      timer.callback();
    }
  }
}

class SimulatedEngine implements Engine {
  readonly commands: ReadCommand[] = [];
  ended = false;
  #eventListener: (event: EngineEvent) => void = () => {};
  #goneListener: () => void = () => {};

  post(command: ReadCommand): void {
    this.commands.push(command);
  }

  onEvent(listener: (event: EngineEvent) => void): void {
    this.#eventListener = listener;
  }

  onGone(listener: () => void): void {
    this.#goneListener = listener;
  }

  end(): void {
    this.ended = true;
    this.breakDown();
  }

  becomeWarm(): void {
    this.#eventListener({ kind: 'warm' });
  }

  answer(): void {
    const jobId = this.commands.at(-1)?.jobId ?? 0;
    this.#eventListener({ kind: 'read', jobId, reading });
  }

  breakDown(): void {
    this.#goneListener();
  }
}

function startReader() {
  const clock = new SteppedClock();
  const engines: SimulatedEngine[] = [];
  const seen = { broken: false };
  const reader = new PageReader(
    () => {
      const engine = new SimulatedEngine();
      engines.push(engine);
      return engine;
    },
    clock,
    () => {
      seen.broken = true;
    },
  );
  const engineAt = (index: number): SimulatedEngine => {
    const engine = engines[index];
    if (!engine) throw new Error(`engine ${index} was not started`);
    return engine;
  };
  const read = (signal?: AbortSignal) => {
    const image = Uint8Array.of(1, 2, 3);
    return { image, answer: reader.read('household-register-page', image, signal) };
  };
  return { clock, engines, seen, reader, engineAt, read };
}

describe('pages waiting for the engine', () => {
  it('a page laid while the engine warms up is read as soon as it is warm', async () => {
    const { engineAt, read, reader } = startReader();
    const { answer } = read();
    expect(engineAt(0).commands).toHaveLength(0);
    engineAt(0).becomeWarm();
    await reader.warm();
    engineAt(0).answer();
    await expect(answer).resolves.toEqual({ ok: true, value: reading });
  });

  it('one page at a time, two wait, one more is refused and its picture overwritten', async () => {
    const { engineAt, read } = startReader();
    engineAt(0).becomeWarm();
    const taken = [read(), read(), read()];
    const refused = read();
    await expect(refused.answer).resolves.toEqual({ ok: false, error: 'busy' });
    expect(refused.image).toEqual(Uint8Array.of(0, 0, 0));
    expect(engineAt(0).commands).toHaveLength(1);
    for (const { answer } of taken) {
      engineAt(0).answer();
      await expect(answer).resolves.toMatchObject({ ok: true });
    }
  });

  it('a resident who leaves while the page waits -> answered at once, picture overwritten, never read', async () => {
    const { engineAt, read } = startReader();
    engineAt(0).becomeWarm();
    read();
    const controller = new AbortController();
    const waiting = read(controller.signal);
    controller.abort();
    await expect(waiting.answer).resolves.toEqual({ ok: false, error: 'cancelled' });
    expect(waiting.image).toEqual(Uint8Array.of(0, 0, 0));
    engineAt(0).answer();
    expect(engineAt(0).commands).toHaveLength(1);
  });

  it('a resident who leaves while the page is read -> answered at once, the next page waits its turn', async () => {
    const { engineAt, read } = startReader();
    engineAt(0).becomeWarm();
    const controller = new AbortController();
    const left = read(controller.signal);
    const next = read();
    controller.abort();
    await expect(left.answer).resolves.toEqual({ ok: false, error: 'cancelled' });
    expect(engineAt(0).commands).toHaveLength(1);
    engineAt(0).answer();
    expect(engineAt(0).commands).toHaveLength(2);
    engineAt(0).answer();
    await expect(next.answer).resolves.toMatchObject({ ok: true });
  });

  it('the process ends -> everything is answered and the engine is ended', async () => {
    const { engineAt, read, reader } = startReader();
    engineAt(0).becomeWarm();
    const pages = [read(), read()];
    reader.close();
    for (const { answer } of pages) await expect(answer).resolves.toEqual({ ok: false, error: 'cancelled' });
    expect(engineAt(0).ended).toBe(true);
  });
});

describe('an engine that fails', () => {
  it('a page that takes too long -> overdue, the engine is replaced and the next page is read', async () => {
    const { clock, engineAt, read } = startReader();
    engineAt(0).becomeWarm();
    const slow = read();
    const next = read();
    clock.step(readDeadlineMs);
    await expect(slow.answer).resolves.toEqual({ ok: false, error: 'overdue' });
    expect(engineAt(0).ended).toBe(true);
    engineAt(1).becomeWarm();
    engineAt(1).answer();
    await expect(next.answer).resolves.toMatchObject({ ok: true });
  });

  it('an answer of a replaced engine is not taken for the next page', async () => {
    const { clock, engineAt, read } = startReader();
    engineAt(0).becomeWarm();
    read();
    clock.step(readDeadlineMs);
    engineAt(1).becomeWarm();
    const next = read();
    engineAt(0).answer();
    engineAt(1).answer();
    await expect(next.answer).resolves.toMatchObject({ ok: true });
  });

  it('the engine breaks down over a page -> engine lost, the next page is read', async () => {
    const { engineAt, read } = startReader();
    engineAt(0).becomeWarm();
    const fatal = read();
    engineAt(0).breakDown();
    await expect(fatal.answer).resolves.toEqual({ ok: false, error: 'engine_lost' });
    engineAt(1).becomeWarm();
    const next = read();
    engineAt(1).answer();
    await expect(next.answer).resolves.toMatchObject({ ok: true });
  });

  it('an engine that never becomes warm is replaced after a moment, and given up after three', () => {
    const { clock, engines, engineAt, seen } = startReader();
    for (let loss = 0; loss < maxColdLosses; loss++) {
      expect(seen.broken).toBe(false);
      clock.step(warmUpDeadlineMs);
      expect(engineAt(loss).ended).toBe(true);
      expect(engines).toHaveLength(loss + 1);
      clock.step(restartDelayMs);
    }
    expect(seen.broken).toBe(true);
  });

  it('no engine comes up -> a waiting page is answered, not kept for ever', async () => {
    const { clock, read } = startReader();
    const { answer, image } = read();
    clock.step(waitDeadlineMs);
    await expect(answer).resolves.toEqual({ ok: false, error: 'overdue' });
    expect(image).toEqual(Uint8Array.of(0, 0, 0));
  });
});
