import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { codeScannerContract, idCardReaderContract } from '../../contract/device-classes.ts';
import { fictionalPeople } from '../../fixtures/people.ts';
import { connectRpc, type Frame, frameSchema, Multiplexer } from '../../link/index.ts';
import { SimulatedCodeScanner } from '../code-scanner/index.ts';
import { SimulatedIdCardReader } from '../id-card-reader/index.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';

const programPath = fileURLToPath(new URL('./entry.ts', import.meta.url));
const card = fictionalPeople[0]?.card;
if (!card) throw new Error('a fictional person is needed');

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A host process with its parent's end of the channel. */
function startHost(config: unknown) {
  const child: ChildProcess = fork(programPath, {
    env: { ...process.env, BUDAYANG_DEVICE: JSON.stringify(config) },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const frames: Frame[] = [];
  const frameListeners: ((frame: Frame) => void)[] = [(frame) => frames.push(frame)];
  child.on('message', (message) => {
    const frame = frameSchema.parse(message);
    for (const listener of frameListeners) listener(frame);
  });
  const send = (frame: Frame) => {
    if (child.connected) child.send(frame);
  };
  const multiplexer = new Multiplexer(
    {
      send,
      onFrame: (listener) => frameListeners.push(listener),
      onGone: (listener) => child.once('exit', listener),
    },
    'parent',
    () => {},
  );
  const exited = once(child, 'exit');
  ends.push(() => {
    child.kill('SIGKILL');
    return exited;
  });
  return {
    child,
    send,
    exited,
    open: () => multiplexer.open('device'),
    frameOf: async (kind: Frame['kind']) => {
      await expect.poll(() => frames.some((frame) => frame.kind === kind), { timeout: 10_000 }).toBe(true);
      return frames.find((frame) => frame.kind === kind);
    },
  };
}

async function tcpOf(simulator: Parameters<typeof putSimulatorOnTcp>[0]) {
  const unit = await putSimulatorOnTcp(simulator);
  ends.push(unit.close);
  return { unit, transport: { kind: 'tcp', host: '127.0.0.1', port: unit.port } };
}

describe('device host process', () => {
  it('card laid on the reader -> its data reaches the parent; consumer gone -> no more looking for cards', async () => {
    const simulator = new SimulatedIdCardReader();
    const { transport } = await tcpOf(simulator);
    const host = startHost({ deviceClass: 'id-card-reader', config: { driver: 'sam-v', transport } });
    await host.frameOf('ready');
    await host.frameOf('heartbeat');
    const client = connectRpc<typeof idCardReaderContract>(host.open());
    const states: string[] = [];
    for await (const status of await client.watchStatus()) {
      states.push(status.state);
      if (status.state === 'online') break;
    }
    expect(states.at(-1)).toBe('online');
    for await (const event of await client.watchCards()) {
      if (event.type === 'waiting') simulator.layCard(card);
      if (event.type !== 'card_read') continue;
      expect(event.card).toEqual({ ...card, cardType: 'resident' });
      break;
    }
    // The card is lifted while nobody watches: the host notices, and then stops asking.
    simulator.lift();
    let before = -1;
    await expect
      .poll(
        () => {
          const settled = before === simulator.findCount;
          before = simulator.findCount;
          return settled;
        },
        { interval: 1500 },
      )
      .toBe(true);
    host.send({ kind: 'stop' });
    expect(await host.exited).toEqual([0, null]);
  });

  it('core killed and back on a new port -> the next code goes to the new one', async () => {
    const simulator = new SimulatedCodeScanner();
    const { transport } = await tcpOf(simulator);
    const host = startHost({
      deviceClass: 'code-scanner',
      config: { driver: 'serial-scanner', transport, trigger: 'honeywell', suffix: 'cr' },
    });
    await host.frameOf('ready');
    const oldPort = host.open();
    const old = connectRpc<typeof codeScannerContract>(oldPort);
    const oldCodes = await old.watchCodes();
    const firstCode = oldCodes.next();
    firstCode.catch(() => {});
    await expect.poll(() => simulator.triggered).toBe(true);
    oldPort.close();
    await expect.poll(() => simulator.triggered).toBe(false);
    const young = connectRpc<typeof codeScannerContract>(host.open());
    simulator.showCode('after the restart');
    for await (const code of await young.watchCodes()) {
      expect(code.text).toBe('after the restart');
      break;
    }
  });

  it.each([
    ['no configuration', undefined],
    ['a driver nobody built', { deviceClass: 'id-card-reader', config: { driver: 'none' } }],
  ])('%s -> refuses in words and ends, so that it is not restarted for ever', async (_name, config) => {
    const host = startHost(config);
    expect(await host.frameOf('refused')).toMatchObject({
      message: expect.stringContaining('BUDAYANG_DEVICE'),
    });
    expect(await host.exited).toEqual([1, null]);
  });

  it('parent gone -> the host ends by itself', async () => {
    const { transport } = await tcpOf(new SimulatedIdCardReader());
    const host = startHost({ deviceClass: 'id-card-reader', config: { driver: 'sam-v', transport } });
    await host.frameOf('ready');
    host.child.disconnect();
    expect(await host.exited).toEqual([0, null]);
  });
});
