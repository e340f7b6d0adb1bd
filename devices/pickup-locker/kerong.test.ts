import { describe, expect, it, onTestFinished } from 'vitest';
import { describePickupLocker, doorOf, statusWhere } from './conformance.ts';
import { KerongCu16Locker } from './kerong-cu16.ts';
import { KerongCu48Locker } from './kerong-cu48.ts';
import type { SimulatedPickupLockerOptions } from './simulator.ts';
import { connectLocker, subjectOf } from './test-bench.ts';

type Unit = Partial<SimulatedPickupLockerOptions>;

const boards16 = [
  { address: 0, cells: 16, hookBit: 'set_when_closed', itemSensors: true },
  { address: 1, cells: 8, hookBit: 'set_when_open', itemSensors: true },
] as const;
const boards48 = [
  { address: 0, cells: 48, hookBit: 'set_when_closed' },
  { address: 7, cells: 10, hookBit: 'set_when_open' },
] as const;
const cells16 = [
  { board: 0, cell: 9 },
  { board: 1, cell: 6 },
] as const;
const cells48 = [
  { board: 0, cell: 48 },
  { board: 7, cell: 1 },
] as const;

const connect16 = (unit: Unit = {}) =>
  connectLocker(
    { boards: boards16, ...unit, driver: 'kerong-cu16' },
    (times) => new KerongCu16Locker({ ...times, boards: boards16 }),
  );
const connect48 = (unit: Unit = {}) =>
  connectLocker(
    { boards: boards48, ...unit, driver: 'kerong-cu48' },
    (times) => new KerongCu48Locker({ ...times, boards: boards48 }),
  );

/** Beginnings of frames, so that the good one behind them has to be found again. */
const noise = Uint8Array.of(0xff, 0x02, 0x00, 0x35, 0x02);

describePickupLocker('kerong-cu16', async () => subjectOf(await connect16(), cells16, 'sensors'));
describePickupLocker('kerong-cu16 behind an adapter that echoes', async () =>
  subjectOf(await connect16({ echoes: true }), cells16, 'sensors'),
);
describePickupLocker('kerong-cu16 that answers an opening, on a line with noise', async () =>
  subjectOf(await connect16({ unlockAnswer: 'status', noise }), cells16, 'sensors'),
);
describePickupLocker('kerong-cu48', async () => subjectOf(await connect48(), cells48, 'no_sensors'));
describePickupLocker('kerong-cu48 behind an adapter that echoes', async () =>
  subjectOf(await connect48({ echoes: true }), cells48, 'no_sensors'),
);
describePickupLocker('kerong-cu48 on a line with noise', async () =>
  subjectOf(await connect48({ noise: Uint8Array.of(0x02, 0x00, 0x00, 0x75, 0x06) }), cells48, 'no_sensors'),
);

const never = new AbortController().signal;

describe.each([
  ['kerong-cu16', connect16, cells16],
  ['kerong-cu48', connect48, cells48],
] as const)('%s: misfortunes', (_driver, connect, [first, second]) => {
  async function online(unit: Unit = {}) {
    const connected = await connect(unit);
    onTestFinished(connected.release);
    await statusWhere(connected.locker, ({ state }) => state === 'online');
    return connected;
  }
  const command = () => ({ commandId: crypto.randomUUID() });

  it('one board of two is silent -> its doors are unknown, the other serves, the fault names the board', async () => {
    const { locker, simulator } = await online();
    simulator.setBoardSilent(second.board, true);
    const status = await statusWhere(locker, ({ fault }) => fault?.code === 'board_silent');
    expect(status.fault?.vendorCode).toBe(`board ${second.board}`);
    expect(doorOf(status, second)).toBe('unknown');
    expect(await locker.openCell({ ...second, ...command() }, never)).toMatchObject({ effect: 'none' });
    expect(await locker.openCell({ ...first, ...command() }, never)).toMatchObject({ effect: 'done' });
  });

  it('line cut at the opening, door found open after the reconnect -> done, sent once', async () => {
    let cut: () => Promise<void> = async () => {};
    const { locker, cable, simulator } = await online({ onDoorOpened: () => void cut() });
    cut = async () => {
      await cable.unplug();
      await cable.plug();
    };
    expect(await locker.openCell({ ...first, ...command() }, never)).toMatchObject({ effect: 'done' });
    expect(simulator.openCommands).toBe(1);
  });
});

describe('kerong-cu16: what proves an opening', () => {
  it('a board that tells its state after the unlock: door opened and closed at once -> done', async () => {
    const { locker, simulator, release } = await connect16({
      unlockAnswer: 'status',
      onDoorOpened: (address) => setTimeout(() => simulator.closeDoor(address), 40),
    });
    onTestFinished(release);
    await statusWhere(locker, ({ state }) => state === 'online');
    const opening = { ...cells16[0], commandId: crypto.randomUUID() };
    expect(await locker.openCell(opening, never)).toMatchObject({
      effect: 'done',
      evidence: { door: 'open' },
    });
  });

  it('no sensors plugged in -> items are unknown, not absent', async () => {
    const boards = [{ ...boards16[0], itemSensors: false }];
    const { locker, release } = await connectLocker(
      { boards, driver: 'kerong-cu16' },
      (times) => new KerongCu16Locker({ ...times, boards }),
    );
    onTestFinished(release);
    const status = await statusWhere(locker, ({ state }) => state === 'online');
    expect(new Set(status.cells.map(({ item }) => item))).toEqual(new Set(['unknown']));
  });
});
