import type { Clock } from '../../contract/clock.ts';
import { restartAskedExitCode, restartsAskedVariable } from '../../link/index.ts';
import type { ChildExit, ChildHandle, ChildSpec, ShellPlatform } from './platform.ts';

const heartbeatDeadlineMs = 3000;
const startDeadlineMs = 20_000;
const stableAfterMs = 10_000;
/** Of two that die together either may be noticed first, so that one that yields looks around after this pause. */
const yieldMs = 100;
const longestYieldMs = 2000;
/** How long a child that is to start anew may take to end by itself. */
const restartGraceMs = 1000;

export type SupervisorEvent =
  | { type: 'child_started'; name: string; pid: number | undefined }
  | { type: 'child_ready'; name: string; pid: number | undefined }
  | { type: 'child_exited'; name: string; exit: ChildExit }
  | { type: 'child_hung'; name: string }
  | { type: 'restart_asked'; name: string; by: string }
  | { type: 'child_refused'; name: string; message: string };

interface Supervised<Handle> {
  spec: ChildSpec;
  handle: Handle | null;
  ready: boolean;
  restarts: number;
  /** Of these, those the child asked for. */
  restartsAsked: number;
  startedAtMs: number;
  cancelTimers: (() => void)[];
}

/**
 * Keeps the terminal's processes running: starts them, notices when one ends or its event loop
 * stands still, restarts it with back-off, and joins every pair that talks to each other again.
 */
export class Supervisor<Handle extends ChildHandle> {
  readonly #platform: ShellPlatform<Handle>;
  readonly #clock: Clock;
  readonly #report: (event: SupervisorEvent) => void;
  readonly #children = new Map<string, Supervised<Handle>>();
  readonly #joins: { left: string; leftPurpose: string; right: string; rightPurpose: string }[] = [];
  /** These wait for the child they yield to. */
  readonly #yielding = new Set<Supervised<Handle>>();
  #stopping = false;

  constructor(platform: ShellPlatform<Handle>, clock: Clock, report: (event: SupervisorEvent) => void) {
    this.#platform = platform;
    this.#clock = clock;
    this.#report = report;
  }

  /** Declares that two children talk; they are joined whenever both are ready. */
  declareJoin(left: { name: string; purpose: string }, right: { name: string; purpose: string }): void {
    this.#joins.push({
      left: left.name,
      leftPurpose: left.purpose,
      right: right.name,
      rightPurpose: right.purpose,
    });
  }

  /** Does nothing once everything is being stopped. */
  start(spec: ChildSpec): void {
    if (this.#stopping) return;
    const child: Supervised<Handle> = {
      spec,
      handle: null,
      ready: false,
      restarts: 0,
      restartsAsked: 0,
      startedAtMs: 0,
      cancelTimers: [],
    };
    this.#children.set(spec.name, child);
    this.#spawn(child);
  }

  /** The child if it serves right now. */
  readyChild(name: string): Handle | null {
    const child = this.#children.get(name);
    return child?.ready ? child.handle : null;
  }

  /** Asks all children to end, kills those still there after `graceMs`, and resolves when none is left. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    // Also of those that wait for their next start.
    for (const child of this.#children.values()) this.#cancelTimers(child);
    const running = [...this.#children.values()].filter((child) => child.handle !== null);
    const exits = running.map(
      (child) => new Promise<void>((resolve) => child.handle?.onExit(() => resolve())),
    );
    for (const child of running) child.handle?.stop();
    const cancel = this.#clock.after(graceMs, () => {
      for (const child of running) child.handle?.kill();
    });
    await Promise.all(exits);
    cancel();
  }

  #spawn(child: Supervised<Handle>): void {
    const handle = this.#platform.spawn(specOf(child));
    child.handle = handle;
    child.ready = false;
    child.startedAtMs = this.#clock.monotonicMs();
    let cancelWatch = this.#watchFor(child, startDeadlineMs);
    this.#report({ type: 'child_started', name: child.spec.name, pid: handle.pid });
    handle.onHeartbeat(() => {
      cancelWatch();
      if (child.handle === handle) cancelWatch = this.#watchFor(child, heartbeatDeadlineMs);
    });
    handle.onReady(() => {
      child.ready = true;
      this.#report({ type: 'child_ready', name: child.spec.name, pid: handle.pid });
      this.#joinReady(child.spec.name);
      for (const each of this.#yielding) if (each.spec.yieldsTo === child.spec.name) this.#spawnAgain(each);
    });
    handle.onRefused((message) => {
      this.#report({ type: 'child_refused', name: child.spec.name, message });
      this.#children.delete(child.spec.name);
    });
    handle.onRestartAsked((name) => this.#restartFor(child.spec, name));
    handle.onExit((exit) => {
      cancelWatch();
      child.ready = false;
      child.handle = null;
      if (exit.code === restartAskedExitCode) child.restartsAsked += 1;
      this.#report({ type: 'child_exited', name: child.spec.name, exit });
      if (!this.#stopping && this.#children.get(child.spec.name) === child) this.#restartLater(child);
    });
  }

  /** One that hangs is killed; one that waits for its next start gets it now. */
  #restartFor({ name: by, mayRestart }: ChildSpec, name: string): void {
    const child = this.#children.get(name);
    if (this.#stopping || !child || mayRestart === undefined || !name.startsWith(mayRestart)) return;
    this.#report({ type: 'restart_asked', name, by });
    child.restarts = 0;
    const { handle } = child;
    if (!handle) {
      this.#spawnAgain(child);
      return;
    }
    handle.stop();
    handle.onExit(this.#clock.after(restartGraceMs, () => handle.kill()));
  }

  #watchFor(child: Supervised<Handle>, deadlineMs: number): () => void {
    const cancel = this.#clock.after(deadlineMs, () => {
      this.#report({ type: 'child_hung', name: child.spec.name });
      child.handle?.kill();
    });
    child.cancelTimers.push(cancel);
    return cancel;
  }

  #restartLater(child: Supervised<Handle>): void {
    const lived = this.#clock.monotonicMs() - child.startedAtMs;
    if (lived > stableAfterMs) child.restarts = 0;
    const backOffMs =
      child.restarts === 0 ? 0 : Math.min(250 * 2 ** (child.restarts - 1), child.spec.longestBackOffMs);
    child.restarts += 1;
    const { yieldsTo } = child.spec;
    const pauseMs = yieldsTo === undefined ? backOffMs : Math.max(backOffMs, yieldMs);
    child.cancelTimers = [this.#clock.after(pauseMs, () => this.#spawnBehind(child, yieldsTo))];
  }

  #spawnBehind(child: Supervised<Handle>, yieldsTo: string | undefined): void {
    const first = yieldsTo === undefined ? undefined : this.#children.get(yieldsTo);
    if (!first || first.ready) {
      this.#spawn(child);
      return;
    }
    this.#yielding.add(child);
    child.cancelTimers = [this.#clock.after(longestYieldMs, () => this.#spawnAgain(child))];
  }

  #spawnAgain(child: Supervised<Handle>): void {
    this.#cancelTimers(child);
    this.#spawn(child);
  }

  #joinReady(name: string): void {
    for (const join of this.#joins) {
      if (join.left !== name && join.right !== name) continue;
      const left = this.readyChild(join.left);
      const right = this.readyChild(join.right);
      if (!left || !right) continue;
      this.#platform.join(
        { child: left, purpose: join.leftPurpose },
        { child: right, purpose: join.rightPurpose },
      );
    }
  }

  #cancelTimers(child: Supervised<Handle>): void {
    for (const cancel of child.cancelTimers) cancel();
    child.cancelTimers = [];
    this.#yielding.delete(child);
  }
}

function specOf({ spec, restartsAsked }: Pick<Supervised<ChildHandle>, 'spec' | 'restartsAsked'>): ChildSpec {
  if (restartsAsked === 0) return spec;
  return { ...spec, environment: { ...spec.environment, [restartsAskedVariable]: String(restartsAsked) } };
}
