import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { precheckContract } from '../../../contract/precheck.ts';
import { type Carrier, connectRpc, type Frame, frameSchema, Multiplexer } from '../../../link/index.ts';
import { clean, photographPage } from '../../../tests/bench/synthetic-page.ts';

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

/** The shell's end of the line. */
async function startProcess() {
  const started = fork(fileURLToPath(new URL('./entry.ts', import.meta.url)), { serialization: 'advanced' });
  child = started;
  const frames: Frame['kind'][] = [];
  const ready = new Promise<void>((resolve) => {
    started.on('message', (message) => {
      const frame = frameSchema.parse(message);
      frames.push(frame.kind);
      if (frame.kind === 'ready') resolve();
    });
  });
  const carrier: Carrier = {
    send: (frame) => started.send(frame),
    onFrame: (listener) => started.on('message', (message) => listener(frameSchema.parse(message))),
    onGone: (listener) => started.on('exit', listener),
  };
  const multiplexer = new Multiplexer(carrier, 'parent', () => {});
  await ready;
  const client = connectRpc<typeof precheckContract>(multiplexer.open('precheck'));
  return { started, carrier, client, frames };
}

it('starts, warms up, reads a page, refuses a picture too large, and ends when told', async () => {
  const { started, carrier, client, frames } = await startProcess();
  await expect(client.warmUp()).resolves.toEqual({ ready: true });
  const image = await photographPage('household-register-page', 'ouyang-yanshi', clean);
  const beatsBefore = frames.filter((kind) => kind === 'heartbeat').length;
  await expect(client.readPage({ layout: 'household-register-page', image })).resolves.toMatchObject({
    state: 'read',
    fields: [
      { field: 'name', text: '欧阳演示' },
      { field: 'idNumber', text: '31019919790823044X' },
    ],
  });
  await expect(
    client.readPage({ layout: 'household-register-page', image: new Blob([new Uint8Array(12_000_001)]) }),
  ).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
  await expect.poll(() => frames.filter((kind) => kind === 'heartbeat').length).toBeGreaterThan(beatsBefore);
  const ended = once(started, 'exit');
  carrier.send({ kind: 'stop' });
  await expect(ended).resolves.toEqual([0, null]);
}, 60_000);

it('the core gives up on a page -> the call ends at once and the next page is read', async () => {
  const { client } = await startProcess();
  const image = await photographPage('household-register-page', 'zhang-ceshi', clean);
  const controller = new AbortController();
  const call = client.readPage({ layout: 'household-register-page', image }, { signal: controller.signal });
  call.catch(() => {});
  controller.abort();
  await expect(call).rejects.toThrow();
  const next = await client.readPage({ layout: 'household-register-page', image });
  expect(next.state).toBe('read');
}, 60_000);
