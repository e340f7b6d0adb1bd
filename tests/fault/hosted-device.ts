import { fileURLToPath } from 'node:url';
import type { ContractRouterClient } from '@orpc/contract';
import { systemClock } from '../../contract/clock.ts';
import type { deviceContracts, HostedDeviceClass } from '../../contract/device-classes.ts';
import { connectRpc } from '../../link/index.ts';
import { deviceHostSpec } from '../../main/process/device-hosts.ts';
import { Supervisor, type SupervisorEvent } from '../../main/process/supervisor.ts';
import { type NodeChild, NodePlatform } from '../../main/shell/node/node-platform.ts';

const sourceProgram = fileURLToPath(new URL('../../devices/host/entry.ts', import.meta.url));
const stopGraceMs = 3000;

/** One device in its host process under the real supervisor, as on a terminal. */
export class HostedDevice<Class extends HostedDeviceClass> {
  readonly events: SupervisorEvent[] = [];
  readonly #supervisor: Supervisor<NodeChild>;
  readonly #name: string;
  #waiters: (() => void)[] = [];

  /** `programPath`: the program as built, or its source. */
  constructor(deviceClass: Class, config: object, programPath = sourceProgram) {
    this.#name = `device:${deviceClass}`;
    this.#supervisor = new Supervisor(new NodePlatform(), systemClock, (event) => {
      this.events.push(event);
      for (const wake of this.#waiters.splice(0)) wake();
    });
    this.#supervisor.start(deviceHostSpec({ programPath, deviceClass, config, hasPowerRelay: false }));
  }

  /** How often a process of this host became ready. */
  get starts(): number {
    return this.events.filter(({ type }) => type === 'child_ready').length;
  }

  /** Resolves when so many processes of this host have become ready. */
  async ready(starts = 1): Promise<void> {
    while (this.starts < starts) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  get pid(): number {
    const pid = this.#supervisor.readyChild(this.#name)?.pid;
    if (pid === undefined) throw new Error('the host does not run');
    return pid;
  }

  /** A client of the process that runs now. */
  connect(): ContractRouterClient<(typeof deviceContracts)[Class]> {
    const child = this.#supervisor.readyChild(this.#name);
    if (!child) throw new Error('the host does not run');
    return connectRpc<(typeof deviceContracts)[Class]>(child.openPort('device')) as ContractRouterClient<
      (typeof deviceContracts)[Class]
    >;
  }

  stop(): Promise<void> {
    return this.#supervisor.stop(stopGraceMs);
  }
}
