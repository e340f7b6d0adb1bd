import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../contract/clock.ts';
import { createHelpHub, type HelpHub } from './index.ts';
import { MemoryCallBacks } from './test-call-backs.ts';

const callId = '3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01';
const topic = {
  site: { zh: '示例网点', en: 'Sample site' },
  terminalName: { zh: '1号机', en: 'Machine 1' },
  screen: 'form',
  item: null,
  language: 'zh',
  proposable: [],
};

const ways = { iceServers: [], relayOnly: false };

describe('the hub on a real line', () => {
  let hub: HelpHub;
  let server: Server;
  let base: string;
  const open: WebSocket[] = [];
  const refused: string[][] = [];

  beforeEach(async () => {
    const nameOf = async (header: string | undefined) => header ?? null;
    hub = createHelpHub({
      clock: systemClock,
      nameTerminal: ({ headers }) => nameOf(headers.authorization),
      nameHelper: ({ headers }) => nameOf(headers.authorization),
      isOpenAt: () => true,
      callBacks: new MemoryCallBacks(),
      limits: {
        mayAnswer: (helperName) => helperName !== 'Far',
        onRefused: (...who) => refused.push(who),
      },
      onFailure(error) {
        throw error;
      },
      relay: null,
    });
    server = createServer();
    server.on('upgrade', (request, socket, head) => {
      if (!hub.takeUpgrade(request, socket, head)) socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const socket of open.splice(0)) socket.terminate();
    hub.close();
    await new Promise((resolve) => server.close(resolve));
  });

  async function connect(path: string, name: string | null) {
    const socket = new WebSocket(`${base}${path}`, { headers: name ? { authorization: name } : {} });
    open.push(socket);
    const heard: { type: string }[] = [];
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    const opened = new Promise<void>((resolve, reject) => {
      socket.on('open', () => resolve());
      socket.on('error', reject);
    });
    await opened;
    return { socket, heard, say: (message: unknown) => socket.send(JSON.stringify(message)) };
  }

  it('a resident rings, a helper accepts, what they say arrives, and a torn line ends it', async () => {
    const helper = await connect('/help/helper', 'Wang');
    helper.say({ type: 'free', free: true });
    const terminal = await connect('/help/terminal', 'TEST-001');
    await expect
      .poll(() => {
        terminal.say({ type: 'ring', callId, topic });
        return helper.heard.find(({ type }) => type === 'ringing');
      })
      .toMatchObject({ terminalId: 'TEST-001', topic });
    helper.say({ type: 'accept', callId });
    await expect
      .poll(() => terminal.heard.at(-1))
      .toEqual({ type: 'accepted', callId, helperName: 'Wang', ways });
    const signal = { kind: 'offer', sdp: 'v=0' };
    terminal.say({ type: 'signal', callId, signal });
    await expect.poll(() => helper.heard.at(-1)).toEqual({ type: 'signal', callId, signal });
    terminal.socket.terminate();
    await expect.poll(() => helper.heard.at(-1)).toEqual({ type: 'hung_up', callId });
  });

  it('a resident leaves a number -> told that it is noted, every helper sees it, and when it is done nobody does', async () => {
    const [helper, other] = [await connect('/help/helper', 'Wang'), await connect('/help/helper', 'Li')];
    const terminal = await connect('/help/terminal', 'TEST-001');
    const request = { callBackId: callId, phone: '13900000001', site: topic.site, item: null };
    terminal.say({ type: 'call_back', callId, request });
    await expect
      .poll(() => terminal.heard.at(-1))
      .toEqual({ type: 'call_back_answered', callId, noted: true });
    const shown = { callBacks: [{ phone: '13900000001', terminalId: 'TEST-001' }] };
    for (const each of [helper, other]) await expect.poll(() => each.heard.at(-1)).toMatchObject(shown);
    helper.say({ type: 'call_back_mark', callId, mark: 'done' });
    for (const each of [helper, other])
      await expect.poll(() => each.heard.at(-1)).toEqual({ type: 'call_backs', callBacks: [] });
  });

  it('a number that a resident of another district left -> not shown to a helper, and not theirs to erase', async () => {
    const [near, far] = [await connect('/help/helper', 'Wang'), await connect('/help/helper', 'Far')];
    const terminal = await connect('/help/terminal', 'TEST-001');
    const request = { callBackId: callId, phone: '13900000001', site: topic.site, item: null };
    terminal.say({ type: 'call_back', callId, request });
    await expect.poll(() => near.heard.at(-1)).toMatchObject({ callBacks: [{ phone: '13900000001' }] });
    far.say({ type: 'call_back_mark', callId, mark: 'done' });
    await expect.poll(() => refused).toEqual([['Far', 'TEST-001']]);
    expect(JSON.stringify(far.heard)).not.toContain('13900000001');
  });

  it('who has no name gets no line', async () => {
    await expect(connect('/help/helper', null)).rejects.toThrow('401');
    await expect(connect('/help/terminal', null)).rejects.toThrow('401');
    await expect(connect('/elsewhere', 'Wang')).rejects.toThrow();
  });

  it('a helper who sends what is no word of a helper is cut off', async () => {
    for (const message of [
      { type: 'submit', callId },
      { type: 'gesture', callId, gesture: { kind: 'press' } },
      7,
    ]) {
      const helper = await connect('/help/helper', 'Wang');
      const closed = new Promise((resolve) => helper.socket.on('close', resolve));
      helper.say(message);
      expect(await closed).toBe(1008);
    }
  });
});
