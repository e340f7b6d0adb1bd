import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import type { DispenserSubject } from './conformance.ts';
import { type DispenserConfig, type DispenserTimes, makeDispenser } from './drivers.ts';
import type { SimulatedBodyOptions } from './simulated-body.ts';
import type { SimulatedCrt591 } from './simulated-crt-591.ts';
import type { SimulatedK720 } from './simulated-k720.ts';

export type Counters = Required<
  Pick<SimulatedBodyOptions, 'onItemDispensed' | 'onItemTaken' | 'onItemCaptured'>
>;

/** Quick enough for a test, and no quicker than the protocol allows on a busy machine. */
const testTimes: DispenserTimes = {
  pollIntervalMs: 100,
  fastPollIntervalMs: 50,
  lookIntervalMs: 30,
  ackDeadlineMs: 100,
  questionDeadlineMs: 150,
  moveDeadlineMs: 800,
  restMs: 300,
  outcomeDeadlineMs: 3000,
  recoverIntervalMs: 60_000,
};

/** A simulated unit behind a real TCP port, the driver connected to it, and hands to play with. */
export async function connectSimulated<Unit extends SimulatedCrt591 | SimulatedK720>(
  makeUnit: (counters: Counters) => Unit,
  config: Partial<DispenserConfig> & Pick<DispenserConfig, 'driver'>,
  times: DispenserTimes = {},
) {
  const counts = { dispensed: 0, taken: 0, captured: 0 };
  const unit = makeUnit({
    onItemDispensed: () => {
      counts.dispensed += 1;
    },
    onItemTaken: () => {
      counts.taken += 1;
    },
    onItemCaptured: () => {
      counts.captured += 1;
    },
  });
  const cable = await putSimulatorOnTcp(unit);
  const makeDriver = () =>
    makeDispenser(
      {
        address: 0,
        delivery: 'hold_at_gate',
        hopper: { contents: 'cards', capacity: 200, threshold: 20 },
        bin: { capacity: 3 },
        ...config,
      },
      makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port }),
      { ...testTimes, ...times },
    );
  const dispenser = makeDriver();
  dispenser.start();
  const subject: DispenserSubject = {
    dispenser,
    take: () => unit.body.takeFromGate(),
    dispensed: () => counts.dispensed,
    captured: () => counts.captured,
    setHopper: (count) => unit.body.setHopper(count),
    jamNext: () => unit.body.jamAt('present'),
    clearJam: () => unit.body.clearJam(),
    setSilent: (isSilent) => {
      unit.line.isSilent = isSilent;
    },
    unplug: () => cable.unplug(),
    plug: () => cable.plug(),
    release: async () => {
      await dispenser.stop();
      await cable.close();
    },
  };
  return { unit, cable, counts, dispenser, makeDriver, subject };
}
