import { existsSync } from 'node:fs';
import { implement } from '@orpc/server';
import type { Clock } from '../../../contract/clock.ts';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import type { MemoryTrouble, OutOfServiceReason } from '../../../contract/terminal-trouble.ts';
import {
  type TerminalHealth,
  terminalUpdateContract,
  trialVariable,
} from '../../../contract/terminal-update.ts';
import { Feed } from '../../../link/index.ts';
import type { DeviceDirectory } from '../devices/index.ts';

export interface SelfUpdateOptions {
  clock: Pick<Clock, 'after'>;
  onTrial: boolean;
  deviceClasses: readonly HostedDeviceClass[];
  devices: Pick<DeviceDirectory, 'statuses' | 'isOnline'>;
  session: {
    drawn: Feed<string | null>;
    takeTerminal(reason: 'updating'): (() => void) | null;
    putOutOfService(reason: OutOfServiceReason): void;
  };
  /** Starts the core anew. */
  startAnew(): void;
  /** False: what lies there is wrong, and nothing has changed. */
  take(kind: 'catalogue' | 'notices', directory: string): Promise<boolean>;
}

/** An agent that has taken the terminal switches within seconds; one that does not was lost. */
const longestRestMs = 120_000;
const done = { done: true } as const;

/** Was this core started to prove its version? The keeper takes the mark away when it has. */
export function isOnTrial(environment: NodeJS.ProcessEnv): boolean {
  const mark = environment[trialVariable];
  return mark !== undefined && existsSync(mark);
}

/** What the core does for an update of its own terminal: says how it is, rests, and takes contents over. */
export class SelfUpdate {
  readonly health: Feed<TerminalHealth>;
  readonly options: SelfUpdateOptions;
  #giveBack: (() => void) | null = null;
  #cancelRest = () => {};

  constructor(options: SelfUpdateOptions) {
    this.options = options;
    const { devices, session, onTrial } = options;
    this.health = new Feed<TerminalHealth>({
      onTrial,
      // Until it is told that it is open.
      databaseTrouble: 'database',
      answering: this.#answering(),
      screenDrawn: false,
    });
    devices.statuses.subscribe(() => this.#tell({ answering: this.#answering() }));
    session.drawn.subscribe((screen) => {
      if (screen === null) return;
      this.#tell({ screenDrawn: true });
      // The first screen was there; nobody is to begin on it.
      if (onTrial && screen === 'welcome') session.putOutOfService('updating');
    });
  }

  tellDatabase(databaseTrouble: MemoryTrouble | null): void {
    this.#tell({ databaseTrouble });
  }

  takeRest(): boolean {
    this.#giveBack ??= this.options.session.takeTerminal('updating');
    this.#cancelRest();
    this.#cancelRest = this.options.clock.after(longestRestMs, () => this.giveRestBack());
    return this.#giveBack !== null;
  }

  giveRestBack(): void {
    this.#cancelRest();
    this.#giveBack?.();
    this.#giveBack = null;
  }

  #answering(): HostedDeviceClass[] {
    const { deviceClasses, devices } = this.options;
    return deviceClasses.filter((deviceClass) => devices.isOnline(deviceClass));
  }

  #tell(change: Partial<TerminalHealth>): void {
    const next = { ...this.health.value, ...change };
    if (JSON.stringify(next) !== JSON.stringify(this.health.value)) this.health.set(next);
  }
}

/** Serves the agent on the same terminal. */
export function selfUpdateRouter(desk: SelfUpdate) {
  const { startAnew, take } = desk.options;
  const os = implement(terminalUpdateContract);
  return os.router({
    watchHealth: os.watchHealth.handler(({ signal }) => desk.health.follow(signal)),
    takeRest: os.takeRest.handler(() => ({ rests: desk.takeRest() })),
    giveRestBack: os.giveRestBack.handler(() => {
      desk.giveRestBack();
      return done;
    }),
    endTrial: os.endTrial.handler(() => {
      if (desk.health.value.onTrial) startAnew();
      return done;
    }),
    take: os.take.handler(async ({ input, errors }) => {
      if (!(await take(input.kind, input.directory))) throw errors.REFUSED();
      return done;
    }),
  });
}
