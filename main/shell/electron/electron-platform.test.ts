import { EventEmitter } from 'node:events';
import type { MessageChannelMain, MessagePortMain, UtilityProcess } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { ElectronPlatform } from './electron-platform.ts';

class FakeProcess extends EventEmitter {
  pid: number | undefined = undefined;
  readonly posted: { message: unknown; ports: unknown[] }[] = [];
  postMessage(message: unknown, ports: unknown[] = []): void {
    this.posted.push({ message, ports });
  }
}

let forked: FakeProcess[];
let killed: number[];
let platform: ElectronPlatform;
const leftEnd = { end: 'left' } as unknown as MessagePortMain;
const rightEnd = { end: 'right' } as unknown as MessagePortMain;

beforeEach(() => {
  forked = [];
  killed = [];
  platform = new ElectronPlatform({
    fork: () => {
      const fake = new FakeProcess();
      forked.push(fake);
      return fake as unknown as UtilityProcess;
    },
    createChannel: () => ({ port1: leftEnd, port2: rightEnd }) as MessageChannelMain,
    killNow: (pid) => killed.push(pid),
    keychain: () => null,
  });
});

const spawn = (name: string) =>
  platform.spawn({ name, programPath: `/dist/${name}.mjs`, environment: {}, longestBackOffMs: 0 });

describe('electron platform', () => {
  it('two children are joined by the two ends of one channel, each told for what', () => {
    platform.join(
      { child: spawn('core'), purpose: 'device:code-scanner' },
      { child: spawn('device:code-scanner'), purpose: 'device' },
    );
    expect(forked.map((child) => child.posted)).toEqual([
      [{ message: { kind: 'open', portId: 0, purpose: 'device:code-scanner' }, ports: [leftEnd] }],
      [{ message: { kind: 'open', portId: 0, purpose: 'device' }, ports: [rightEnd] }],
    ]);
  });

  it('the supervisor hears of ready, heartbeat, refusal and exit', () => {
    const heard: unknown[] = [];
    const child = spawn('core');
    child.onReady(() => heard.push('ready'));
    child.onHeartbeat(() => heard.push('heartbeat'));
    child.onRefused((message) => heard.push(message));
    child.onExit((exit) => heard.push(exit));
    for (const frame of [{ kind: 'ready' }, { kind: 'heartbeat' }, { kind: 'refused', message: 'no disk' }]) {
      forked[0]?.emit('message', frame);
    }
    forked[0]?.emit('exit', 3);
    expect(heard).toEqual(['ready', 'heartbeat', 'no disk', { code: 3, signal: null }]);
  });

  it('a message that is no frame is a bug and is not passed on', () => {
    spawn('core');
    expect(() => forked[0]?.emit('message', { kind: 'money' })).toThrow();
  });

  it('stop asks, kill ends the process itself, also when its number is known only later', () => {
    const child = spawn('precheck');
    child.kill();
    expect(killed).toEqual([]);
    const fake = forked[0];
    if (fake) fake.pid = 4711;
    expect(child.pid).toBe(4711);
    child.stop();
    expect(fake?.posted).toEqual([{ message: { kind: 'stop' }, ports: [] }]);
    child.kill();
    expect(killed).toEqual([4711]);
  });
});
