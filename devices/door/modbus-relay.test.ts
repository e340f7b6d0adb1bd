import { describe, expect, it, onTestFinished } from 'vitest';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import { describeDoor, statusWhere } from './conformance.ts';
import { ModbusRelayDoor, type ModbusRelayOptions } from './modbus-relay.ts';
import type { RelayWiring } from './relay-line.ts';
import { SimulatedRelayBoard, type SimulatedRelayBoardOptions } from './simulator.ts';

const wiring: RelayWiring = {
  unitId: 1,
  relay: 2,
  pulse: 'hardware',
  firstCoil: 0,
  onValue: 'FF00',
  contact: { input: 3, setWhen: 'open' },
};

async function connect(
  wired: Partial<RelayWiring> = {},
  unit: SimulatedRelayBoardOptions = {},
  driver: Partial<ModbusRelayOptions> = {},
) {
  const releasesMs: number[] = [];
  const board = new SimulatedRelayBoard({
    ...wiring,
    ...wired,
    ...unit,
    onReleased: (fromMs, toMs) => releasesMs.push(toMs - fromMs),
  });
  const cable = await putSimulatorOnTcp(board);
  const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port });
  const door = new ModbusRelayDoor({
    ...wiring,
    ...wired,
    transport,
    replyDeadlineMs: 400,
    lookIntervalMs: 40,
    ...driver,
  });
  door.start();
  const release = async () => {
    await door.stop();
    await cable.close();
  };
  return { door, board, cable, releasesMs, transport, release };
}

async function subject(wired: Partial<RelayWiring> = {}, unit: SimulatedRelayBoardOptions = {}) {
  const { door, board, cable, releasesMs, release } = await connect(wired, unit);
  return {
    door,
    pushOpen: () => board.openDoor(),
    pullClosed: () => board.closeDoor(),
    setStuck: (stuck: boolean) => board.setStuck(stuck),
    releasesMs: () => releasesMs,
    releaseCommands: () => board.releaseCommands,
    unplug: () => cable.unplug(),
    plug: () => cable.plug(),
    release,
  };
}

describeDoor('modbus-relay', () => subject());
describeDoor('modbus-relay behind an adapter that echoes', () => subject({}, { echoes: true }));
describeDoor('modbus-relay on a line with noise', () =>
  subject({}, { noise: Uint8Array.of(0x01, 0x05, 0xff, 0x01, 0x01) }),
);
describeDoor('modbus-relay without a pulse, coils from 1, on is 0100, contact set when closed', () =>
  subject({ pulse: 'host', firstCoil: 1, onValue: '0100', contact: { input: 1, setWhen: 'closed' } }),
);
describeDoor('modbus-relay as unit 255', () => subject({ unitId: 255 }));

const never = new AbortController().signal;

async function online(...options: Parameters<typeof connect>) {
  const connected = await connect(...options);
  onTestFinished(connected.release);
  await statusWhere(connected.door, ({ state }) => state === 'online');
  const commandId = crypto.randomUUID();
  const open = (pulseMs = 600) => connected.door.openDoor({ commandId, pulseMs }, never);
  return { ...connected, commandId, open };
}

describe('modbus-relay: misfortunes', () => {
  it('board falls silent at the pulse -> unknown, the pulse is never repeated', async () => {
    let silence = () => {};
    const { open, board, door, commandId } = await online(
      {},
      { onReleaseBegan: () => silence() },
      { graceMs: 100 },
    );
    silence = () => board.setSilent(true);
    const lost = { effect: 'unknown', fault: { code: 'release_not_told', nextAct: 'attendant' } };
    expect(await open()).toMatchObject(lost);
    expect(await open()).toMatchObject(lost);
    board.setSilent(false);
    await statusWhere(door, ({ state }) => state === 'online');
    expect(await door.lookUpOpening({ commandId })).toMatchObject({ effect: 'unknown' });
    expect(board.releaseCommands).toBe(1);
  });

  it('answers come back too late to see the relay on, but the door was opened -> done', async () => {
    let silence = () => {};
    const { open, board } = await online({}, { onReleaseBegan: () => silence() }, { graceMs: 4000 });
    silence = () => {
      board.openDoor();
      board.setSilent(true);
      setTimeout(() => board.setSilent(false), 800);
    };
    expect(await open(500)).toMatchObject({ effect: 'done', evidence: { lock: 'locked', door: 'open' } });
  });

  it('answers come back after the pulse and nobody went in -> unknown: off by then says nothing', async () => {
    let silence = () => {};
    const { open, board } = await online({}, { onReleaseBegan: () => silence() }, { graceMs: 1500 });
    silence = () => {
      board.setSilent(true);
      setTimeout(() => board.setSilent(false), 600);
    };
    expect(await open(500)).toMatchObject({ effect: 'unknown', fault: { code: 'release_not_told' } });
  });

  it('an adapter that echoes and a slow board -> its answer is waited for, the echo is no damage', async () => {
    const { open, board } = await online({}, { echoes: true, replyDelayMs: 70 });
    expect(await open(1000)).toMatchObject({ effect: 'done', evidence: { lock: 'released' } });
    expect(board.releaseCommands).toBe(1);
  });

  it('line cut at the pulse and back during it -> the relay is found on: done, sent once', async () => {
    let cut: () => Promise<void> = async () => {};
    const { open, board, cable } = await online({}, { onReleaseBegan: () => void cut() });
    cut = async () => {
      await cable.unplug();
      await cable.plug();
    };
    expect(await open(3000)).toMatchObject({ effect: 'done', evidence: { lock: 'released' } });
    expect(board.releaseCommands).toBe(1);
  });

  it('an echo alone -> not taken for the board’s word', async () => {
    const { open, board } = await online({ contact: undefined }, { echoes: true });
    board.setStuck(true);
    expect(await open()).toMatchObject({ effect: 'none', fault: { code: 'relay_not_switched' } });
  });

  it.each([
    [0x02, 'illegal_address', 'none'],
    [0x03, 'illegal_value', 'none'],
    [0x06, 'device_busy', 'none'],
  ])('board refuses with exception %i -> %s', async (exception, code, effect) => {
    const { open, board } = await online();
    board.refuseNext(exception);
    const vendorCode = `exception 0${exception}`;
    expect(await open()).toMatchObject({ effect, fault: { code, vendorCode } });
  });

  it('firmware without pulses -> illegal_address, and the same command may be tried again', async () => {
    const { open, board } = await online({}, { pulse: 'host' });
    expect(await open()).toMatchObject({ effect: 'none', fault: { code: 'illegal_address' } });
    expect(board.releaseCommands).toBe(0);
  });

  it('coils counted wrongly -> in service it is not: the exception is kept and shown', async () => {
    const { door } = await connectWith({ firstCoil: 1 });
    const status = await statusWhere(door, ({ fault }) => fault !== null);
    expect(status).toMatchObject({
      lock: 'unknown',
      fault: { code: 'illegal_address', vendorCode: 'exception 02' },
    });
  });

  it('host dies in the middle of a pulse it makes itself -> the next host locks the door', async () => {
    const { open, board, cable, door, transport } = await online({ pulse: 'host' });
    await open(30_000);
    cable.freeze();
    await statusWhere(door, ({ state }) => state !== 'online');
    await door.stop();
    expect(board.state.released).toBe(true);
    const next = new ModbusRelayDoor({ ...wiring, pulse: 'host', transport });
    onTestFinished(() => next.stop());
    next.start();
    await statusWhere(next, ({ lock }) => lock === 'locked');
    expect(board.state.released).toBe(false);
  });

  it('relay found on for longer than any pulse -> switched off, and told while it lasts', async () => {
    const board = new SimulatedRelayBoard({ ...wiring, pulse: 'hardware' });
    const cable = await putSimulatorOnTcp(board);
    onTestFinished(cable.close);
    const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port });
    const stranger = new ModbusRelayDoor({ ...wiring, transport });
    stranger.start();
    await statusWhere(stranger, ({ state }) => state === 'online');
    await stranger.openDoor({ commandId: crypto.randomUUID(), pulseMs: 30_000 }, never);
    await stranger.stop();
    const door = new ModbusRelayDoor({ ...wiring, transport, longestPulseMs: 300, graceMs: 100 });
    onTestFinished(() => door.stop());
    door.start();
    await statusWhere(door, ({ lock }) => lock === 'released');
    await statusWhere(door, ({ lock }) => lock === 'locked');
    expect(board.state.released).toBe(false);
  });

  it('contacts weld during a pulse -> lock_left_released for the attendant, switched off as soon as it can be', async () => {
    const { open, board, door } = await online({}, {}, { graceMs: 200 });
    await open(500);
    board.setStuck(true);
    const status = await statusWhere(door, ({ fault }) => fault !== null);
    expect(status).toMatchObject({
      state: 'online',
      lock: 'released',
      fault: { code: 'lock_left_released', nextAct: 'attendant' },
    });
    board.setStuck(false);
    await statusWhere(door, ({ lock, fault }) => lock === 'locked' && fault === null);
    expect(board.state.released).toBe(false);
  });

  it('line open and nothing answers -> offline within 3 s', async () => {
    const { door, cable } = await online({}, {}, { replyDeadlineMs: 400 });
    const frozenAt = performance.now();
    cable.freeze();
    await statusWhere(door, ({ state }) => state === 'offline');
    expect(performance.now() - frozenAt).toBeLessThan(3000);
  });
});

/** The driver is told otherwise than the board is wired. */
async function connectWith(told: Partial<RelayWiring>) {
  const connected = await connect({}, {}, told);
  onTestFinished(connected.release);
  return connected;
}
