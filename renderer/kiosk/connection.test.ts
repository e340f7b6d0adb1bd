import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { systemClock, systemRandom } from '../../contract/clock.ts';
import { type KioskView, kioskContract } from '../../contract/kiosk.ts';
import { CoreConnection, type WindowState } from './connection.ts';
import { electronLines, webSocketLines } from './line.ts';

const coreGone = 4001;

const welcome: KioskView = {
  sequence: 1,
  screenId: 1,
  language: 'zh',
  largeText: false,
  site: { zh: '示例网点', en: 'Sample site' },
  terminalName: { zh: '一号机', en: 'Machine 1' },
  helpPhone: '021-00000000',
  network: 'online',
  steps: null,
  canGoBack: false,
  screen: { name: 'welcome' },
  help: null,
  call: null,
  countdown: null,
};

/** A core that can be killed: every life begins with a view of its own, and counts the verbs it got. */
function makeCore() {
  const seen = { begun: 0, requestIds: [] as string[], activity: 0 };
  let life = 0;
  let hold: Promise<void> | null = null;
  const os = implement(kioskContract);
  const router = () => {
    life++;
    const view = { ...welcome, sequence: life };
    return {
      watch: os.watch.handler(async function* ({ signal }) {
        yield view;
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      }),
      reportActivity: os.reportActivity.handler(() => {
        seen.activity++;
        return { done: true };
      }),
      session: {
        begin: os.session.begin.handler(async ({ input, errors }) => {
          seen.begun++;
          seen.requestIds.push(input.requestId);
          if (input.screenId === 0) throw errors.STALE_SCREEN();
          if (input.screenId === 99) throw new Error('a bug of the core');
          await hold;
          return { done: true };
        }),
      },
    };
  };
  return {
    seen,
    router,
    holdVerbs: () => {
      hold = new Promise(() => {});
    },
  };
}

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function serveBySocket() {
  const core = makeCore();
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  let refusing = false;
  let connections = 0;
  const lives: ServerSocket[] = [];
  sockets.on('connection', (socket) => {
    connections++;
    if (refusing) {
      socket.close(coreGone, 'core restarting');
      return;
    }
    lives.push(socket);
    const handler = new RPCHandler(core.router());
    void handler.upgrade(socket, { context: {} });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const connection = new CoreConnection(
    webSocketLines(`ws://127.0.0.1:${port}/rpc?token=t`),
    systemClock,
    systemRandom,
  );
  const states: WindowState[] = [];
  connection.subscribe(() => states.push(connection.getState()));
  const running = connection.run();
  cleanups.push(async () => {
    connection.stop();
    for (const socket of sockets.clients) socket.terminate();
    http.close();
    await running;
  });
  return {
    core,
    connection,
    states,
    connections: () => connections,
    refuse: (yes: boolean) => {
      refusing = yes;
    },
    killCore: () => lives.pop()?.close(coreGone, 'core restarting'),
  };
}

const sequenceShown = (connection: CoreConnection) => () => connection.getState().view?.sequence ?? null;

describe('connection to the core', () => {
  it('shows the first view, and a verb names its screen and carries an id of its own', async () => {
    const { connection, core } = await serveBySocket();
    await expect.poll(sequenceShown(connection)).toBe(1);
    const begin = () => connection.send(1, (client, head, options) => client.session.begin(head, options));
    await expect(begin()).resolves.toEqual({ ok: true, value: null });
    await expect(begin()).resolves.toEqual({ ok: true, value: null });
    expect(new Set(core.seen.requestIds).size).toBe(2);
  });

  it('core dies -> the personal view is gone at once, and the next core is shown without a touch', async () => {
    const { connection, states, killCore } = await serveBySocket();
    await expect.poll(sequenceShown(connection)).toBe(1);
    killCore();
    await expect.poll(sequenceShown(connection)).toBe(2);
    expect(states.map(({ line }) => line)).toEqual(['open', 'lost', 'open']);
    expect(states[1]?.view).toBeNull();
    expect(states[2]?.lineNumber).toBe(2);
  });

  it('core is away for a while -> the window keeps asking and comes back', async () => {
    const { connection, refuse, killCore, connections } = await serveBySocket();
    await expect.poll(sequenceShown(connection)).toBe(1);
    refuse(true);
    killCore();
    await expect.poll(connections).toBeGreaterThanOrEqual(4);
    expect(connection.getState().view).toBeNull();
    refuse(false);
    await expect.poll(sequenceShown(connection)).toBe(2);
  });

  it('core dies while a verb is under way -> the verb fails and is not repeated at the next core', async () => {
    const { connection, core, killCore } = await serveBySocket();
    await expect.poll(sequenceShown(connection)).toBe(1);
    core.holdVerbs();
    const answer = connection.send(1, (client, head, options) => client.session.begin(head, options));
    await expect.poll(() => core.seen.begun).toBe(1);
    killCore();
    await expect(answer).resolves.toEqual({ ok: false, error: 'line_lost' });
    await expect.poll(sequenceShown(connection)).toBe(2);
    expect(core.seen.begun).toBe(1);
  });

  it('a verb while the core is away fails at once and does not run later', async () => {
    const { connection, core, refuse, killCore } = await serveBySocket();
    await expect.poll(sequenceShown(connection)).toBe(1);
    refuse(true);
    killCore();
    await expect.poll(() => connection.getState().line).toBe('lost');
    await expect(
      connection.send(1, (client, head, options) => client.session.begin(head, options)),
    ).resolves.toEqual({ ok: false, error: 'line_lost' });
    refuse(false);
    await expect.poll(sequenceShown(connection)).toBe(2);
    expect(core.seen.begun).toBe(0);
  });

  it('tells a late touch apart from a real failure', async () => {
    const { connection } = await serveBySocket();
    await expect.poll(sequenceShown(connection)).toBe(1);
    const begin = (screenId: number) =>
      connection.send(screenId, (client, head, options) => client.session.begin(head, options));
    await expect(begin(0)).resolves.toEqual({ ok: false, error: 'moved_on' });
    await expect(begin(99)).resolves.toEqual({ ok: false, error: 'failed' });
  });

  it('reports a touch', async () => {
    const { connection, core } = await serveBySocket();
    await expect.poll(sequenceShown(connection)).toBe(1);
    connection.reportActivity();
    await expect.poll(() => core.seen.activity).toBe(1);
  });
});

describe('ports of the Electron shell', () => {
  /** A window as far as ports are concerned. */
  function makeHost() {
    const asked: unknown[] = [];
    const host = Object.assign(new EventTarget(), {
      location: { origin: 'budayang://kiosk' },
      postMessage: (data: unknown) => asked.push(data),
    });
    const post = (data: unknown, ports: MessagePort[], source: unknown = host) => {
      const event = new Event('message');
      Object.assign(event, { data, ports, source });
      host.dispatchEvent(event);
    };
    return { host: host as unknown as Window, post, asked };
  }

  it('asks for a port once for each line it opens, so that a line lost while the core lives comes back', async () => {
    const { host, post, asked } = makeHost();
    const open = electronLines(host);
    const { port1 } = new MessageChannel();
    const opening = open(new AbortController().signal);
    expect(asked).toEqual(['budayang:ask-core-port']);
    post('budayang:core-port', [port1 as unknown as MessagePort]);
    await opening;
    expect(asked).toHaveLength(1);
    port1.close();
  });

  it('takes the port its own preload posts, also one that came before anybody waited', async () => {
    const { host, post } = makeHost();
    const open = electronLines(host);
    const { port1 } = new MessageChannel();
    post('budayang:core-port', [port1 as unknown as MessagePort]);
    const line = await open(new AbortController().signal);
    expect(line.ended.aborted).toBe(false);
    port1.close();
    await expect.poll(() => line.ended.aborted).toBe(true);
  });

  it('takes no port from another window or under another name', async () => {
    const { host, post } = makeHost();
    const open = electronLines(host);
    const { port1 } = new MessageChannel();
    post('budayang:core-port', [port1 as unknown as MessagePort], { another: 'window' });
    post('something-else', [port1 as unknown as MessagePort]);
    const closing = new AbortController();
    const opening = open(closing.signal);
    closing.abort();
    await expect(opening).rejects.toThrow('closing');
    port1.close();
  });

  it('a new port after a restart of the core ends the line before it', async () => {
    const { host, post } = makeHost();
    const open = electronLines(host);
    const first = new MessageChannel();
    const second = new MessageChannel();
    const { signal } = new AbortController();
    post('budayang:core-port', [first.port1 as unknown as MessagePort]);
    const line = await open(signal);
    post('budayang:core-port', [second.port1 as unknown as MessagePort]);
    expect(line.ended.aborted).toBe(true);
    await expect(open(signal)).resolves.toMatchObject({ ended: { aborted: false } });
    second.port1.close();
  });
});
