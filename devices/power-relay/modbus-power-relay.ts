import { type Clock, systemClock } from '../../contract/clock.ts';
import type { Completion, DeviceClass, Fault } from '../../contract/device-common.ts';
import type { PowerRelayStatus } from '../../contract/devices/power-relay.ts';
import type { PowerRelayConfig } from '../../contract/terminal-config.ts';
import type { Feed } from '../../link/index.ts';
import { OneAtATime } from '../codec/index.ts';
import { faultOfException, isRefusal, RelayLine } from '../door/index.ts';
import {
  done,
  KeptConnection,
  noRecoveryMeans,
  notDone,
  notKnown,
  pause,
  type RecoveryMeans,
} from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { powerFault } from './fault-texts.ts';
import type { PowerSwitch } from './port.ts';

export interface ModbusPowerRelayOptions extends Omit<PowerRelayConfig, 'driver' | 'transport'> {
  transport: Transport;
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  pollIntervalMs?: number;
  replyDeadlineMs?: number;
  /** Between two looks at a relay after a command. */
  lookIntervalMs?: number;
  /** Past the end of a cut: the power should be back. */
  graceMs?: number;
}

/** So many looks at a relay that stayed off before the power is said never to have been cut. */
const looksAtOff = 3;

type Outlet = PowerRelayStatus['outlets'][number] & { relay: number; offSinceMs: number | null };

/**
 * Power of the other devices on relays of a Modbus RTU board. Each device hangs on the normally closed
 * contact of its relay, so that it has power while the relay is off, and without the board as well.
 */
export class ModbusPowerRelay implements PowerSwitch {
  readonly status: Feed<PowerRelayStatus>;
  readonly #options: Required<ModbusPowerRelayOptions>;
  readonly #connection: KeptConnection<PowerRelayStatus>;
  readonly #outlets: Outlet[];
  readonly #cycles = new OneAtATime();
  readonly #lineTurns = new OneAtATime();
  #line: RelayLine | null = null;
  #refusal: Fault | null = null;
  /** The outlet whose power is being cut by this process. */
  #cutting: Outlet | null = null;

  constructor(options: ModbusPowerRelayOptions) {
    this.#options = {
      clock: systemClock,
      means: noRecoveryMeans,
      pollIntervalMs: 1000,
      replyDeadlineMs: 400,
      lookIntervalMs: 80,
      graceMs: 2000,
      ...options,
    };
    this.#outlets = Object.entries(options.outlets).map(([deviceClass, relay]) => ({
      deviceClass: deviceClass as DeviceClass,
      power: 'unknown',
      relay,
      offSinceMs: null,
    }));
    const { transport, clock, means } = this.#options;
    this.#connection = new KeptConnection<PowerRelayStatus>({
      transport,
      clock,
      means,
      away: (status) => ({ ...status, outlets: this.#told() }),
      serve: (line, signal) => this.#serve(line, signal),
      mayRestartHost: () => this.#cutting === null,
    });
    this.status = this.#connection.status;
  }

  start(): void {
    this.#connection.start();
  }

  /** A cut of the host's own making is ended before the line is let go. */
  async stop(): Promise<void> {
    if (this.#cutting && this.#options.pulse === 'host') {
      await this.#line?.switchRelay(this.#cutting.relay, 'off');
    }
    await this.#connection.stop();
  }

  cyclePower(deviceClass: DeviceClass, signal: AbortSignal): Promise<Completion> {
    const outlet = this.#outlets.find((each) => each.deviceClass === deviceClass);
    if (!outlet) return Promise.resolve(notDone(powerFault('no_outlet')));
    return this.#cycles.run(async () => {
      this.#cutting = outlet;
      try {
        return await this.#cycle(outlet, signal);
      } finally {
        this.#cutting = null;
      }
    });
  }

  async #cycle(outlet: Outlet, signal: AbortSignal): Promise<Completion> {
    const { clock, offMs, pulse } = this.#options;
    const line = this.#line;
    if (!line || !(await this.#look(line))) return notDone(this.#refusal ?? powerFault('no_answer'));
    if (signal.aborted || this.#connection.stopping.aborted) return notDone(powerFault('cancelled'));
    const cutAtMs = clock.monotonicMs();
    const written = await this.#lineTurns.run(() =>
      pulse === 'hardware' ? line.sendPulse(outlet.relay, offMs) : line.switchRelay(outlet.relay, 'on'),
    );
    if (!written.ok && written.error.kind === 'exception' && isRefusal(written.error.exception)) {
      return notDone(faultOfException(written.error.exception));
    }
    return this.#lookForPower(outlet, cutAtMs);
  }

  /** Looks for the power to go and to come back. */
  async #lookForPower(outlet: Outlet, cutAtMs: number): Promise<Completion> {
    const { clock, offMs, pulse, graceMs, lookIntervalMs } = this.#options;
    const endsMs = cutAtMs + offMs;
    let wasCut = false;
    let looksOn = 0;
    while (clock.monotonicMs() < endsMs + graceMs && !this.#connection.stopping.aborted) {
      const line = this.#line;
      const isOver = clock.monotonicMs() >= endsMs;
      // Giving power back is harmless and may be repeated.
      if (line && isOver && pulse === 'host') await this.#restore(line, outlet);
      if (line && (await this.#look(line))) {
        if (outlet.power === 'off') wasCut = true;
        else if (wasCut) return done({ relay: outlet.relay, offMs });
        else if (!isOver) looksOn += 1;
      }
      if (looksOn === looksAtOff) return notDone(powerFault('relay_not_switched'), { relay: outlet.relay });
      await pause(clock, lookIntervalMs, this.#connection.stopping);
    }
    return notKnown(powerFault(wasCut ? 'power_not_restored' : 'cut_not_told'), { relay: outlet.relay });
  }

  /* ---- the line ---- */

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { clock, replyDeadlineMs, pollIntervalMs } = this.#options;
    const relayLine = new RelayLine({ line, clock, replyDeadlineMs, wiring: this.#options });
    const look = async () => (await this.#look(relayLine)) || null;
    while (!signal.aborted) {
      const answers = (await look()) ?? (await this.#connection.askAgain(look, signal));
      if (!answers) break;
      this.#line = relayLine;
      for (const outlet of this.#outlets) if (this.#isOverdue(outlet)) await this.#restore(relayLine, outlet);
      this.#publish();
      await pause(clock, pollIntervalMs, signal);
    }
    this.#line = null;
    for (const outlet of this.#outlets) outlet.power = 'unknown';
  }

  /** Reads every relay; false when the board stays silent. A refusal is an answer, and the fault is kept. */
  #look(line: RelayLine): Promise<boolean> {
    return this.#lineTurns.run(async () => {
      const relays = await line.readRelays();
      if (!relays.ok && relays.error.kind === 'silent') return false;
      this.#refusal =
        !relays.ok && relays.error.kind === 'exception' ? faultOfException(relays.error.exception) : null;
      const nowMs = this.#options.clock.monotonicMs();
      for (const outlet of this.#outlets) {
        outlet.power = !relays.ok ? 'unknown' : relays.value.has(outlet.relay) ? 'off' : 'on';
        outlet.offSinceMs = outlet.power === 'off' ? (outlet.offSinceMs ?? nowMs) : null;
      }
      if (this.#line) this.#publish();
      return true;
    });
  }

  async #restore(line: RelayLine, outlet: Outlet): Promise<void> {
    await this.#lineTurns.run(() => line.switchRelay(outlet.relay, 'off'));
  }

  /** Cut for longer than any cut of ours lasts: by a process that ended in between, or a relay that sticks. */
  #isOverdue({ offSinceMs }: Outlet): boolean {
    const { clock, offMs, graceMs } = this.#options;
    return offSinceMs !== null && clock.monotonicMs() - offSinceMs > offMs + graceMs;
  }

  #publish(): void {
    const stuck = this.#outlets.some((outlet) => this.#isOverdue(outlet));
    const fault = this.#refusal ?? (stuck ? powerFault('power_not_restored') : null);
    this.#connection.publish({ state: 'online', fault, outlets: this.#told() });
  }

  #told(): PowerRelayStatus['outlets'] {
    return this.#outlets.map(({ deviceClass, power }) => ({ deviceClass, power }));
  }
}
