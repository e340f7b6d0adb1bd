import type { Completion, DeviceClass } from '../../contract/device-common.ts';
import type { PowerRelayStatus } from '../../contract/devices/power-relay.ts';
import type { Feed } from '../../link/index.ts';

/** What cuts the power of the other devices. */
export interface PowerSwitch {
  readonly status: Feed<PowerRelayStatus>;
  /**
   * Cuts the power of a device and gives it back. `done`: the relay was seen to do both. `none`: its
   * power was never cut. `unknown`: it may have been. Once begun it is not cancelled.
   */
  cyclePower(deviceClass: DeviceClass, signal: AbortSignal): Promise<Completion>;
  start(): void;
  stop(): Promise<void>;
}
