import type { DeviceSimulator } from '../simulator.ts';
import { putSimulatorOnTcp, type SimulatorOnTcp } from '../simulator-on-tcp.ts';
import type { LineDevice } from './config.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';

export interface DevicePortOptions {
  device: LineDevice;
  simulator: DeviceSimulator;
  /** 0 takes any free port and keeps it. */
  tcpPort: number;
  /** Path of the pseudo-terminal, or null for none. */
  ptyLink: string | null;
  onChange: () => void;
}

/** The plug of one simulated device: a TCP port on 127.0.0.1 and, where asked for, a pseudo-terminal. */
export class DevicePort {
  readonly device: LineDevice;
  readonly ptyLink: string | null;
  readonly #tcp: SimulatorOnTcp;
  readonly #terminal: PseudoTerminal | null;
  readonly #onChange: () => void;
  #plugged = true;
  #lines: { open: number };

  private constructor(options: DevicePortOptions, tcp: SimulatorOnTcp, lines: { open: number }) {
    this.device = options.device;
    this.ptyLink = options.ptyLink;
    this.#tcp = tcp;
    this.#lines = lines;
    this.#onChange = options.onChange;
    this.#terminal = options.ptyLink
      ? new PseudoTerminal({ link: options.ptyLink, tcpPort: tcp.port })
      : null;
  }

  static async open(options: DevicePortOptions): Promise<DevicePort> {
    const lines = { open: 0 };
    const counted: DeviceSimulator = {
      attach(line) {
        lines.open += 1;
        options.onChange();
        line.onClosed(() => {
          lines.open -= 1;
          options.onChange();
        });
        options.simulator.attach(line);
      },
    };
    const tcp = await putSimulatorOnTcp(counted, options.tcpPort);
    const port = new DevicePort(options, tcp, lines);
    await port.#terminal?.start();
    return port;
  }

  get tcpPort(): number {
    return this.#tcp.port;
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  /** A driver holds a line to the unit. */
  get attached(): boolean {
    return this.#lines.open > 0;
  }

  async plug(): Promise<void> {
    if (this.#plugged) return;
    await this.#tcp.plug();
    await this.#terminal?.start();
    this.#plugged = true;
    this.#onChange();
  }

  /** Ends every line, frees the port and removes the terminal; the state of the unit lives on. */
  async unplug(): Promise<void> {
    if (!this.#plugged) return;
    this.#plugged = false;
    await this.#terminal?.stop();
    await this.#tcp.unplug();
    this.#onChange();
  }
}
