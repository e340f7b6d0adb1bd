import { beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../contract/test-clock.ts';
import type { ChildExit, ChildHandle, ChildSpec, ShellPlatform } from './platform.ts';
import { Supervisor, type SupervisorEvent } from './supervisor.ts';

class ScriptedChild implements ChildHandle {
  readonly name: string;
  readonly pid: number;
  #ready: (() => void)[] = [];
  #refused: ((message: string) => void)[] = [];
  #heartbeat: (() => void)[] = [];
  #restartAsked: ((name: string) => void)[] = [];
  #exit: ((exit: ChildExit) => void)[] = [];
  killed = false;

  constructor(name: string, pid: number) {
    this.name = name;
    this.pid = pid;
  }

  onReady = (listener: () => void) => void this.#ready.push(listener);
  onRefused = (listener: (message: string) => void) => void this.#refused.push(listener);
  onRestartAsked = (listener: (name: string) => void) => void this.#restartAsked.push(listener);
  onHeartbeat = (listener: () => void) => void this.#heartbeat.push(listener);
  onExit = (listener: (exit: ChildExit) => void) => void this.#exit.push(listener);
  stop = () => this.exit({ code: 0, signal: null });
  kill = () => {
    this.killed = true;
    this.exit({ code: null, signal: 'SIGKILL' });
  };

  becomeReady = () => {
    for (const listener of this.#ready) listener();
  };
  refuse = (message: string) => {
    for (const listener of this.#refused) listener(message);
  };
  askRestart = (name: string) => {
    for (const listener of this.#restartAsked) listener(name);
  };
  beat = () => {
    for (const listener of this.#heartbeat) listener();
  };
  exit = (exit: ChildExit) => {
    for (const listener of this.#exit) listener(exit);
  };
}

class ScriptedPlatform implements ShellPlatform<ScriptedChild> {
  readonly spawned: ScriptedChild[] = [];
  readonly joined: string[] = [];
  readonly specs: ChildSpec[] = [];

  spawn(spec: ChildSpec): ScriptedChild {
    const child = new ScriptedChild(spec.name, this.spawned.length + 100);
    this.spawned.push(child);
    this.specs.push(spec);
    return child;
  }

  join(
    left: { child: ScriptedChild; purpose: string },
    right: { child: ScriptedChild; purpose: string },
  ): void {
    this.joined.push(`${left.child.pid}:${left.purpose} ${right.child.pid}:${right.purpose}`);
  }
}

const spec = (name: string, longestBackOffMs = 10_000): ChildSpec => ({
  name,
  programPath: `/${name}.mjs`,
  environment: {},
  longestBackOffMs,
});

describe('supervisor', () => {
  let clock: SteppedClock;
  let platform: ScriptedPlatform;
  let events: SupervisorEvent[];
  let supervisor: Supervisor<ScriptedChild>;

  beforeEach(() => {
    clock = new SteppedClock();
    platform = new ScriptedPlatform();
    events = [];
    supervisor = new Supervisor(platform, clock, (event) => events.push(event));
  });

  const newest = (name: string) => {
    const child = platform.spawned.findLast((each) => each.name === name);
    if (!child) throw new Error(`${name} was never started`);
    return child;
  };

  it('core killed -> started again at once and joined with the device hosts that lived on', () => {
    supervisor.declareJoin({ name: 'core', purpose: 'device:x' }, { name: 'device:x', purpose: 'device' });
    supervisor.start(spec('core'));
    supervisor.start(spec('device:x'));
    newest('core').becomeReady();
    expect(platform.joined).toEqual([]);
    newest('device:x').becomeReady();
    expect(platform.joined).toEqual(['100:device:x 101:device']);
    newest('core').exit({ code: null, signal: 'SIGKILL' });
    clock.advance(0);
    newest('core').becomeReady();
    expect(platform.joined[1]).toBe('102:device:x 101:device');
  });

  it('the power of a whole terminal fails for a moment -> the core is back first, then the hosts it shares two cores with', () => {
    supervisor.start(spec('core'));
    supervisor.start({ ...spec('device:x'), yieldsTo: 'core' });
    newest('core').becomeReady();
    const started = () => platform.spawned.map(({ name }) => name);
    newest('device:x').exit({ code: null, signal: 'SIGKILL' });
    newest('core').exit({ code: null, signal: 'SIGKILL' });
    clock.advance(150);
    expect(started()).toEqual(['core', 'device:x', 'core']);
    newest('core').becomeReady();
    expect(started()).toEqual(['core', 'device:x', 'core', 'device:x']);
    clock.advance(5000);
    expect(started()).toHaveLength(4);
  });

  it('the core does not come back -> the hosts do all the same', () => {
    supervisor.start(spec('core'));
    supervisor.start({ ...spec('device:x'), yieldsTo: 'core' });
    newest('core').exit({ code: 1, signal: null });
    newest('device:x').exit({ code: 1, signal: null });
    clock.advance(2100);
    expect(platform.spawned.filter(({ name }) => name === 'device:x')).toHaveLength(2);
  });

  it('a host ends while the core serves -> back within a tenth of a second', () => {
    supervisor.start(spec('core'));
    supervisor.start({ ...spec('device:x'), yieldsTo: 'core' });
    newest('core').becomeReady();
    newest('device:x').exit({ code: 1, signal: null });
    clock.advance(100);
    expect(platform.spawned.map(({ name }) => name)).toEqual(['core', 'device:x', 'device:x']);
  });

  it('a host asks to be started anew -> started at once, and told how often it asked', () => {
    supervisor.start(spec('device:x'));
    expect(platform.specs[0]?.environment).toEqual({});
    clock.advance(11_000);
    newest('device:x').exit({ code: 75, signal: null });
    clock.advance(0);
    expect(platform.specs[1]?.environment).toEqual({ BUDAYANG_RESTARTS_ASKED: '1' });
    clock.advance(11_000);
    newest('device:x').exit({ code: 1, signal: null });
    clock.advance(0);
    expect(platform.specs[2]?.environment).toEqual({ BUDAYANG_RESTARTS_ASKED: '1' });
  });

  it('a child that ends again and again -> waits longer each time, at most 10 s', () => {
    supervisor.start(spec('device:x'));
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      const before = platform.spawned.length;
      newest('device:x').exit({ code: 1, signal: null });
      let waited = 0;
      clock.advance(0);
      while (platform.spawned.length === before) {
        clock.advance(250);
        waited += 250;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it('the core killed every few seconds -> never kept away for longer than its own limit', () => {
    supervisor.start(spec('core', 1000));
    for (let n = 0; n < 12; n++) {
      const before = platform.spawned.length;
      newest('core').beat();
      clock.advance(2500);
      newest('core').exit({ code: null, signal: 'SIGKILL' });
      clock.advance(1000);
      expect(platform.spawned.length).toBe(before + 1);
    }
  });

  it('a child whose event loop stands still for 3 s -> killed and replaced', () => {
    supervisor.start(spec('device:x'));
    const first = newest('device:x');
    first.becomeReady();
    first.beat();
    clock.advance(2900);
    first.beat();
    clock.advance(2900);
    expect(first.killed).toBe(false);
    clock.advance(200);
    expect(first.killed).toBe(true);
    clock.advance(0);
    expect(platform.spawned).toHaveLength(2);
    expect(events.some((event) => event.type === 'child_hung')).toBe(true);
  });

  it('a child that refuses its configuration -> reported, never restarted', () => {
    supervisor.start(spec('core'));
    newest('core').refuse('catalog/x.json: key');
    newest('core').exit({ code: 2, signal: null });
    clock.advance(60_000);
    expect(platform.spawned).toHaveLength(1);
    expect(events).toContainEqual({ type: 'child_refused', name: 'core', message: 'catalog/x.json: key' });
  });

  it('the core has a device host started anew -> asked to end, killed where it hangs, back at once', () => {
    supervisor.start({ ...spec('core'), mayRestart: 'device:' });
    supervisor.start(spec('device:x'));
    newest('device:x').stop = () => {};
    newest('core').askRestart('device:x');
    expect(newest('device:x').killed).toBe(false);
    clock.advance(1000);
    expect(platform.spawned.map(({ name, killed }) => [name, killed])).toEqual([
      ['core', false],
      ['device:x', true],
      ['device:x', false],
    ]);
    clock.advance(60_000);
    expect(newest('device:x').killed).toBe(false);
  });

  it('a host that waits out a long pause is started at once when it is asked for', () => {
    supervisor.start({ ...spec('core'), mayRestart: 'device:' });
    supervisor.start(spec('device:x'));
    for (let n = 0; n < 6; n++) {
      newest('device:x').exit({ code: 1, signal: null });
      if (n < 5) clock.advance(10_000);
    }
    const hosts = () => platform.spawned.filter(({ name }) => name === 'device:x').length;
    const before = hosts();
    newest('core').askRestart('device:x');
    expect(hosts()).toBe(before + 1);
    clock.advance(10_000);
    expect(hosts()).toBe(before + 1);
  });

  it('only what may be restarted is: no host restarts another, nobody the core', () => {
    supervisor.start({ ...spec('core'), mayRestart: 'device:' });
    supervisor.start(spec('device:x'));
    newest('device:x').askRestart('core');
    newest('core').askRestart('core');
    newest('core').askRestart('device:never');
    clock.advance(10_000);
    expect(platform.spawned).toHaveLength(2);
  });

  it('stop -> every child is asked to end and none comes back', async () => {
    supervisor.start(spec('core'));
    await supervisor.stop(2000);
    clock.advance(60_000);
    expect(platform.spawned).toHaveLength(1);
  });

  it('stop while a child waits for its next start -> it is not started any more, for nobody would end it', async () => {
    supervisor.start(spec('core'));
    newest('core').exit({ code: 1, signal: null });
    clock.advance(0);
    newest('core').exit({ code: 1, signal: null });
    const before = platform.spawned.length;
    await supervisor.stop(2000);
    clock.advance(60_000);
    expect(platform.spawned).toHaveLength(before);
  });
});
