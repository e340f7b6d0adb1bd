import type { BenchState } from '../../../contract/bench.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { DoorConfig } from '../../../contract/terminal-config.ts';
import { SimulatedRelayBoard } from '../../door/index.ts';
import { noteFault, type UnitContext } from './unit-context.ts';

/** The door of the room with its lock, and the people who go through it. */
export class DoorUnit {
  readonly simulator: SimulatedRelayBoard;
  readonly #context: UnitContext;

  constructor(context: UnitContext, wiring: Omit<DoorConfig, 'driver' | 'transport'>) {
    this.#context = context;
    this.simulator = new SimulatedRelayBoard({
      ...wiring,
      onReleaseBegan: () => context.ledger.append({ type: 'door_release_began' }),
      onReleased: (fromMs, toMs) => {
        const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
        context.ledger.append({ type: 'door_released', from, to });
      },
      onDoorMoved: (door) => {
        context.ledger.append({ type: 'entrance_moved', door });
        context.changed();
      },
      onChanged: () => context.changed(),
    });
  }

  get state(): BenchState['door'] {
    return this.simulator.state;
  }

  setDoor(open: boolean): Result<void, 'locked'> {
    if (!open) this.simulator.closeDoor();
    return !open || this.simulator.openDoor() ? ok(undefined) : err('locked');
  }

  setPower(on: boolean): void {
    this.simulator.setPower(on);
    noteFault(this.#context, 'door', on ? 'power_on' : 'power_off');
  }

  setStuck(stuck: boolean): void {
    this.simulator.setStuck(stuck);
    noteFault(this.#context, 'door', stuck ? 'relay_stuck' : 'relay_freed');
  }
}
