import { describe, expect, it, onTestFinished } from 'vitest';
import type { CellAddress } from '../../contract/device-classes.ts';
import type { SimulatorLine } from '../simulator.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import { Board8aLocker, type Board8aOptions } from './board-8a.ts';
import { lockReport } from './board-8a-codec.ts';
import { describePickupLocker, doorOf, statusWhere } from './conformance.ts';
import { SimulatedPickupLocker, type SimulatedPickupLockerOptions } from './simulator.ts';
import { connectLocker, subjectOf } from './test-bench.ts';

const boards = [
  { address: 1, cells: 24, feedback: 'shorted_when_locked' },
  { address: 3, cells: 12, feedback: 'shorted_when_open' },
] as const;
const first: CellAddress = { board: 1, cell: 17 };
const second: CellAddress = { board: 3, cell: 2 };

const connect = (unit: Partial<SimulatedPickupLockerOptions> = {}, driver: Partial<Board8aOptions> = {}) =>
  connectLocker(
    { boards, ...unit, driver: 'board-8a' },
    (times) => new Board8aLocker({ ...times, boards, ...driver }),
  );
const subject = async (unit: Partial<SimulatedPickupLockerOptions> = {}) =>
  subjectOf(await connect(unit), [first, second], 'no_sensors');

describePickupLocker('board-8a', () => subject());
describePickupLocker('board-8a behind an adapter that echoes', () => subject({ echoes: true }));
describePickupLocker('board-8a that tells changes by itself', () => subject({ tellsChanges: 0x82 }));
describePickupLocker('board-8a on a line with noise', () =>
  subject({ noise: Uint8Array.of(0x80, 0x01, 0xff, 0x8a) }),
);

const never = new AbortController().signal;

async function online(
  unit: Partial<SimulatedPickupLockerOptions> = {},
  driver: Partial<Board8aOptions> = {},
) {
  const connected = await connect(unit, driver);
  onTestFinished(connected.release);
  await statusWhere(connected.locker, ({ state }) => state === 'online');
  const commandId = crypto.randomUUID();
  const open = (address: CellAddress) => connected.locker.openCell({ ...address, commandId }, never);
  return { ...connected, commandId, open };
}

describe('board-8a: what proves an opening', () => {
  it.each([
    ['on a good line', false],
    ['behind an adapter that echoes', true],
  ])(
    'door opened and closed within 300 ms, %s -> done by the board’s own answer, not lock_stuck',
    async (_line, echoes) => {
      const { open, opened, simulator } = await online(
        { echoes, onDoorOpened: (address) => setTimeout(() => simulator.closeDoor(address), 100) },
        { lookAfterMs: 400 },
      );
      expect(await open(first)).toMatchObject({ effect: 'done', evidence: { door: 'open' } });
      expect(opened).toEqual([first]);
    },
  );

  it('the same where an open contact looks like the command itself -> three looks decide, as ever', async () => {
    const { open, simulator } = await online(
      { onDoorOpened: (address) => setTimeout(() => simulator.closeDoor(address), 10) },
      { lookAfterMs: 100 },
    );
    expect(await open(second)).toMatchObject({ effect: 'none', fault: { code: 'lock_stuck' } });
  });

  it('board answers only after its deadline that the lock is open -> still its word', async () => {
    const { open, simulator } = await online(
      { replyDelayMs: 80, onDoorOpened: (address) => setTimeout(() => simulator.closeDoor(address), 90) },
      { replyDeadlineMs: 110, lookAfterMs: 150 },
    );
    expect(await open(first)).toMatchObject({ effect: 'done' });
  });
});

describe('board-8a: misfortunes', () => {
  it('board falls silent at the opening -> unknown, the command is never repeated', async () => {
    const { open, simulator, opened } = await online(
      { onDoorOpened: ({ board }) => simulator.setBoardSilent(board, true) },
      { lookUntilMs: 300 },
    );
    expect(await open(first)).toMatchObject({ effect: 'unknown', fault: { code: 'door_not_told' } });
    expect(await open(first)).toMatchObject({ effect: 'unknown' });
    expect(opened).toHaveLength(1);
    expect(simulator.openCommands).toBe(1);
  });

  it('line lost at the opening, door found open after the reconnect -> done, opened once', async () => {
    let cut: () => Promise<void> = async () => {};
    const { open, cable, simulator } = await online({ onDoorOpened: () => void cut() });
    cut = async () => {
      await cable.unplug();
      await cable.plug();
    };
    expect(await open(first)).toMatchObject({ effect: 'done', evidence: { door: 'open' } });
    expect(simulator.openCommands).toBe(1);
  });

  it('unknown opening, and later the door is seen open -> the look-up says done', async () => {
    const { open, simulator, locker, commandId } = await online(
      { onDoorOpened: ({ board }) => simulator.setBoardSilent(board, true) },
      { lookUntilMs: 200 },
    );
    expect(await open(second)).toMatchObject({ effect: 'unknown' });
    simulator.setBoardSilent(second.board, false);
    expect(await locker.lookUpOpening({ ...second, commandId })).toMatchObject({ effect: 'done' });
  });

  it('door seen late and closed -> unknown, for a quick hand may have opened and closed it', async () => {
    const { open, simulator } = await online(
      {
        onDoorOpened: (address) => {
          simulator.setBoardSilent(address.board, true);
          setTimeout(() => {
            simulator.closeDoor(address);
            simulator.setBoardSilent(address.board, false);
          }, 1100);
        },
      },
      { lookUntilMs: 2500 },
    );
    expect(await open(first)).toMatchObject({ effect: 'unknown', evidence: { door: 'closed' } });
  });

  it('one board of two is silent -> its doors are unknown, the other serves, the fault names the board', async () => {
    const { locker, simulator, open } = await online();
    simulator.setBoardSilent(3, true);
    const status = await statusWhere(locker, ({ fault }) => fault?.code === 'board_silent');
    expect(status).toMatchObject({
      state: 'online',
      fault: { nextAct: 'technician', vendorCode: 'board 3' },
    });
    expect(doorOf(status, second)).toBe('unknown');
    expect(await open(second)).toMatchObject({ effect: 'none', fault: { code: 'no_answer' } });
    expect(await locker.openCell({ ...first, commandId: crypto.randomUUID() }, never)).toMatchObject({
      effect: 'done',
    });
  });

  it('contact that no board is known to send -> unknown_code with the cell and the value as it came', async () => {
    const simulator = new SimulatedPickupLocker({ boards });
    let line: SimulatorLine | undefined;
    const attach = (attached: SimulatorLine) => {
      line = attached;
      simulator.attach(attached);
    };
    const cable = await putSimulatorOnTcp({ attach });
    const transport = makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port });
    const locker = new Board8aLocker({ transport, boards });
    onTestFinished(async () => {
      await locker.stop();
      await cable.close();
    });
    locker.start();
    await statusWhere(locker, ({ state }) => state === 'online');
    line?.send(lockReport.encode({ kind: 0x82, board: 1, lock: 17, contact: 0x22 }));
    const status = await statusWhere(locker, ({ fault }) => fault !== null);
    expect(status.fault).toMatchObject({ code: 'unknown_code', vendorCode: '1/17 contact 22' });
    expect(doorOf(status, first)).toBe('unknown');
    await statusWhere(locker, ({ fault }) => fault === null);
  });

  it('line open and nothing answers -> offline within 3 s', async () => {
    const { locker, cable } = await online({}, { replyDeadlineMs: 500 });
    const frozenAt = performance.now();
    cable.freeze();
    await statusWhere(locker, ({ state }) => state === 'offline');
    expect(performance.now() - frozenAt).toBeLessThan(3000);
  });

  it('host started anew -> an open door is told as done, a closed one as unknown', async () => {
    const { open, locker, cable, commandId, simulator } = await online();
    await open(first);
    await locker.stop();
    const next = new Board8aLocker({
      transport: makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port }),
      boards,
    });
    onTestFinished(() => next.stop());
    next.start();
    await statusWhere(next, ({ state }) => state === 'online');
    expect(await next.lookUpOpening({ ...first, commandId })).toMatchObject({ effect: 'done' });
    simulator.closeDoor(first);
    expect(await next.lookUpOpening({ ...first, commandId })).toMatchObject({ effect: 'unknown' });
  });
});
