import { eventIterator, oc } from '@orpc/contract';
import { implement } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Carrier, Frame } from './frames.ts';
import { Multiplexer, relay } from './multiplexer.ts';
import type { VirtualPort } from './port.ts';
import { connectRpc, serveRpc } from './rpc.ts';

const contract = {
  echo: oc
    .input(z.object({ text: z.string() }))
    .errors({ REFUSED: { data: z.object({ why: z.string() }) } })
    .output(z.object({ text: z.string() })),
  measure: oc.input(z.object({ image: z.instanceof(Blob) })).output(z.object({ size: z.number() })),
  count: oc.output(eventIterator(z.number())),
  wait: oc.output(z.object({ done: z.literal(true) })),
};

/** Two carriers joined in memory, frames cloned as between processes. */
function carrierPair(): [Carrier & { cut(): void }, Carrier] {
  const listeners: [((frame: Frame) => void)[], ((frame: Frame) => void)[]] = [[], []];
  const gone: (() => void)[] = [];
  const make = (mine: 0 | 1, other: 0 | 1): Carrier => ({
    send: (frame) => {
      const copy = structuredClone(frame);
      queueMicrotask(() => {
        for (const listener of listeners[other]) listener(copy);
      });
    },
    onFrame: (listener) => listeners[mine].push(listener),
    onGone: (listener) => gone.push(listener),
  });
  return [
    Object.assign(make(0, 1), {
      cut: () => {
        for (const listener of gone) listener();
      },
    }),
    make(1, 0),
  ];
}

/** window ↔ shell ↔ core, as it runs: two hops with a relay between them. */
function throughShell() {
  const seen = { counterStopped: false, waitStarted: false, waitAborted: false };
  const os = implement(contract);
  const router = os.router({
    echo: os.echo.handler(({ input, errors }) => {
      if (input.text === 'no') throw errors.REFUSED({ data: { why: 'because' } });
      return { text: input.text };
    }),
    measure: os.measure.handler(({ input }) => ({ size: input.image.size })),
    count: os.count.handler(async function* () {
      try {
        for (let n = 0; ; n++) {
          yield n;
          await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        seen.counterStopped = true;
      }
    }),
    wait: os.wait.handler(({ signal }) => {
      seen.waitStarted = true;
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          seen.waitAborted = true;
          reject(new Error('aborted'));
        });
      });
    }),
  });
  const [shellToCore, core] = carrierPair();
  const [shellToWindow, window] = carrierPair();
  new Multiplexer(core, 'child', (_purpose, port) => serveRpc(router, port, () => {}));
  const shellCore = new Multiplexer(shellToCore, 'parent', () => {});
  let shellEnd: VirtualPort | undefined;
  const windowSide = new Multiplexer(window, 'child', () => {});
  new Multiplexer(shellToWindow, 'parent', (purpose, port) => {
    shellEnd = port;
    relay(port, shellCore.open(purpose));
  });
  const client = connectRpc<typeof contract>(windowSide.open('kiosk'));
  return { client, seen, cutCore: () => shellToCore.cut(), shellEnd: () => shellEnd };
}

describe('rpc through the shell', () => {
  it('answers a call, carries a declared error as a value and a picture as bytes', async () => {
    const { client } = throughShell();
    await expect(client.echo({ text: '您好' })).resolves.toEqual({ text: '您好' });
    await expect(client.echo({ text: 'no' })).rejects.toMatchObject({
      code: 'REFUSED',
      data: { why: 'because' },
    });
    const image = new Blob([new Uint8Array(70_000).map((_, index) => index % 256)], { type: 'image/jpeg' });
    await expect(client.measure({ image })).resolves.toEqual({ size: 70_000 });
  });

  it('ends a stream at the server when the consumer leaves', async () => {
    const { client, seen } = throughShell();
    const received: number[] = [];
    for await (const n of await client.count()) {
      received.push(n);
      if (received.length === 5) break;
    }
    expect(received).toEqual([0, 1, 2, 3, 4]);
    await expect.poll(() => seen.counterStopped).toBe(true);
  });

  it('carries a cancel to the running handler', async () => {
    const { client, seen } = throughShell();
    const controller = new AbortController();
    const call = client.wait(undefined, { signal: controller.signal });
    call.catch(() => {});
    await expect.poll(() => seen.waitStarted).toBe(true);
    controller.abort();
    await expect(call).rejects.toThrow();
    await expect.poll(() => seen.waitAborted).toBe(true);
  });

  it('core gone -> calls in flight fail at once, later ones are not kept for another core', async () => {
    const { client, cutCore } = throughShell();
    await client.echo({ text: 'there' });
    const call = client.wait();
    call.catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    cutCore();
    await expect(call).rejects.toThrow();
    await expect(client.echo({ text: 'late' }, { signal: AbortSignal.timeout(200) })).rejects.toThrow();
  });
});
