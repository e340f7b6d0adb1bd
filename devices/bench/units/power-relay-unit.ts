import type { DeviceClass } from '../../../contract/device-common.ts';
import type { PowerRelayConfig } from '../../../contract/terminal-config.ts';
import { SimulatedRelayBoard } from '../../door/index.ts';
import type { UnitContext } from './unit-context.ts';

/** The board whose relays cut the power of the other units. */
export class PowerRelayUnit {
  readonly simulator: SimulatedRelayBoard;
  /** What hangs on a relay's normally closed contact follows it. */
  onPower: (device: DeviceClass, on: boolean) => void = () => {};

  constructor(context: UnitContext, { outlets, ...wiring }: Omit<PowerRelayConfig, 'driver' | 'transport'>) {
    this.simulator = new SimulatedRelayBoard({
      ...wiring,
      onRelay: (relay, on) => {
        const found = Object.entries(outlets).find((entry) => entry[1] === relay);
        const device = found?.[0] as DeviceClass | undefined;
        if (!device) return;
        context.ledger.append({ type: on ? 'power_cut' : 'power_restored', device });
        this.onPower(device, !on);
        context.changed();
      },
    });
  }
}
