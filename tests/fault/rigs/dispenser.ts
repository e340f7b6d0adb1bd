import { makeDispenser, SimulatedCrt591, SimulatedK720 } from '../../../devices/dispenser/index.ts';
import { disturbed, LineDisturbance } from '../../../devices/disturbance/index.ts';
import { nobody, startDevice, told } from '../device-under-test.ts';
import { memoryLane, tcpLane } from '../lines.ts';
import type { Act, ActPhase, Crossing, FaultRig, Mischief } from '../rig.ts';
import { endLateness, lateMs } from '../strike.ts';
import type { FaultName } from '../table.ts';
import type { RigOptions } from './options.ts';

const moveMs = 400;
const items = 50;

export async function dispenserRig({
  driver: name,
  time,
  setting,
  hostProgram,
}: RigOptions): Promise<FaultRig> {
  const { clock } = time;
  const counts = { dispensed: 0, captured: 0 };
  const options = {
    clock,
    moveMs,
    hopperCount: items,
    onItemDispensed: () => {
      counts.dispensed += 1;
    },
    onItemCaptured: () => {
      counts.captured += 1;
    },
  };
  const driverName = name === 'k720' ? 'k720' : 'crt-591';
  const crt = driverName === 'crt-591' ? new SimulatedCrt591(options) : null;
  const unit = crt ?? new SimulatedK720(options);
  const { body } = unit;
  const disturbance = new LineDisturbance({ clock });
  const simulator = disturbed(unit, disturbance);
  const hosted = setting === 'hosted';
  const lane = hosted ? await tcpLane(simulator) : memoryLane(simulator);
  const device = await startDevice({
    deviceClass: 'dispenser',
    config: { driver: driverName },
    lane,
    hosted,
    hostProgram,
    makeDriver: (transport) =>
      makeDispenser(
        {
          driver: driverName,
          address: 0,
          delivery: 'hold_at_gate',
          hopper: { contents: 'cards', capacity: 200, threshold: 20 },
          bin: { capacity: 30 },
        },
        transport,
        { clock },
      ),
  });
  const { driver, host } = device;

  const commandOf = (act: 'dispense' | 'capture'): Act => {
    const commandId = crypto.randomUUID();
    const leaving = new AbortController();
    const { signal } = leaving;
    const run = () =>
      told(driver?.[act](commandId, signal) ?? host?.connect()[act]({ commandId }, { signal }) ?? nobody());
    return {
      told: run(),
      again: run,
      lookUp: () => told(driver?.lookUp({ commandId }) ?? host?.connect().lookUp({ commandId }) ?? nobody()),
      leave: () => leaving.abort(),
    };
  };
  const dispensing = (reached: (crossing: Crossing) => boolean): ActPhase => ({
    begin: () => commandOf('dispense'),
    reached,
    effects: () => counts.dispensed,
    // The first one's item lies at the gate.
    meeting: { first: 'done', second: 'none', effects: 1 },
  });
  /** Brings an item to the gate, as the beginning of an act that is about it. */
  const itemAtGate = async (): Promise<Act> => {
    const act = commandOf('dispense');
    await settle(act.told);
    held = true;
    return act;
  };
  let held = false;
  let capturing = false;
  const refill = () => {
    const count = { unit: 'hopper', count: items } as const;
    const done = driver?.refill(count) ?? host?.connect().refill(count) ?? nobody();
    return settle(done);
  };
  /** Lets time pass until it ends. */
  const settle = async (promise: Promise<unknown>) => {
    let ended = false;
    const end = () => {
      ended = true;
    };
    promise.then(end, end);
    await time.until('it ends', () => ended, 20_000);
  };
  // Acknowledgements name no request, and replies no time: late ones answer the next question.
  const lateness: Mischief = {
    make: () => disturbance.set({ delayMs: lateMs }),
    cure: () => endLateness(disturbance, time),
    told: null,
  };
  const mischiefs: Partial<Record<FaultName, (phase: string) => Mischief>> = {
    late_answer: () => lateness,
    power_off: () => ({
      make() {
        disturbance.set({ dead: true });
        body.powerOff();
      },
      cure() {
        crt?.restart();
        disturbance.heal();
      },
      told: { by: 'status', is: ({ fault }) => fault?.code === 'no_answer' },
    }),
    jam: (phase) => ({
      make: () => body.jamAt(phase === 'capturing' ? 'capture' : phase === 'presenting' ? 'present' : 'feed'),
      async cure() {
        body.clearJam();
        // The technician says that he is done, which is the moment to find out whether it works.
        await refill();
      },
      told: { by: 'status', is: ({ fault }) => fault?.code === 'jam' },
    }),
    no_paper: () => ({
      make: () => body.setHopper(0),
      async cure() {
        body.setHopper(items);
        await refill();
      },
      told: { by: 'status', is: ({ fault }) => fault?.code === 'hopper_empty' },
    }),
  };
  return {
    ...device,
    time,
    disturbance,
    wrongBits: 0x04,
    cable: lane.cable,
    usual: 'asking',
    // It hears nothing while it moves, and a move may take 10 s.
    slowPhases: crt ? { asking: 10_000, feeding: 10_000, presenting: 10_000, capturing: 10_000 } : {},
    phases: {
      asking: dispensing((crossing) => crossing?.direction === 'to_unit'),
      feeding: dispensing(() => body.moving === 'feed'),
      presenting: dispensing(() => body.moving === 'present'),
      at_gate: {
        ...dispensing(() => held && body.item?.place === 'gate'),
        begin: itemAtGate,
        meanwhile: () => void body.takeFromGate(),
        meeting: { first: 'done', second: 'none', effects: 1 },
      },
      capturing: {
        async begin() {
          if (!capturing) await itemAtGate();
          capturing = true;
          return commandOf('capture');
        },
        reached: () => body.moving === 'capture',
        effects: () => counts.captured,
        meeting: { first: 'done', second: 'none', effects: 1 },
      },
    },
    mischief: (fault, phase) => mischiefs[fault]?.(phase) ?? null,
    async tidyUp() {
      body.takeFromGate();
      await time.pass(1000);
      // What stayed inside is taken back, as the terminal does before it gives out the next.
      if (body.item) await settle(commandOf('capture').told);
    },
  };
}
