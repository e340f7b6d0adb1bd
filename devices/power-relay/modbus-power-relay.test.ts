import { describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedRelayBoard, type SimulatedRelayBoardOptions } from '../door/index.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { makeTransport } from '../transport/index.ts';
import { ModbusPowerRelay, type ModbusPowerRelayOptions } from './modbus-power-relay.ts';

const wiring = {
  unitId: 1,
  pulse: 'hardware',
  firstCoil: 0,
  onValue: 'FF00',
  offMs: 500,
  outlets: { 'receipt-printer': 3, 'id-card-reader': 1 },
} as const;
const never = new AbortController().signal;

/** A board with two devices on it, and what their power did. */
async function connect(
  options: Partial<ModbusPowerRelayOptions> = {},
  unit: SimulatedRelayBoardOptions = {},
) {
  const moves: string[] = [];
  const board = new SimulatedRelayBoard({
    ...wiring,
    ...options,
    ...unit,
    onRelay: (relay, on) => moves.push(`${relay} ${on ? 'cut' : 'restored'}`),
  });
  const cable = await putSimulatorOnTcp(board);
  onTestFinished(() => cable.close());
  const makeRelay = () => {
    const relay = new ModbusPowerRelay({
      ...wiring,
      ...options,
      transport: makeTransport({ kind: 'tcp', host: '127.0.0.1', port: cable.port }),
      pollIntervalMs: 100,
      lookIntervalMs: 20,
      graceMs: 400,
    });
    relay.start();
    onTestFinished(() => relay.stop());
    return relay;
  };
  const relay = makeRelay();
  const statusWhere = async (fits: (status: typeof relay.status.value) => boolean) => {
    for await (const status of relay.status.follow(AbortSignal.timeout(8000)))
      if (fits(status)) return status;
    throw new Error(`status stayed ${JSON.stringify(relay.status.value)}`);
  };
  await statusWhere(({ state }) => state === 'online');
  return { relay, board, cable, moves, statusWhere, makeRelay };
}

describe('power relay on a Modbus board', () => {
  it.each(['hardware', 'host'] as const)(
    'power of the printer cycled (%s pulse) -> cut and given back, told while it lasts, the reader keeps its own',
    async (pulse) => {
      const { relay, moves, statusWhere } = await connect({ pulse });
      const cycling = relay.cyclePower('receipt-printer', never);
      const cut = await statusWhere(({ outlets }) => outlets.some(({ power }) => power === 'off'));
      expect(cut.outlets).toEqual([
        { deviceClass: 'receipt-printer', power: 'off' },
        { deviceClass: 'id-card-reader', power: 'on' },
      ]);
      expect(await cycling).toEqual({ effect: 'done', fault: null, evidence: { relay: 3, offMs: 500 } });
      expect(moves).toEqual(['3 cut', '3 restored']);
    },
  );

  it('two devices at once -> one after the other, each once', async () => {
    const { relay, moves } = await connect();
    const both = await Promise.all([
      relay.cyclePower('receipt-printer', never),
      relay.cyclePower('id-card-reader', never),
    ]);
    expect(both).toMatchObject([{ effect: 'done' }, { effect: 'done' }]);
    expect(moves).toEqual(['3 cut', '3 restored', '1 cut', '1 restored']);
  });

  it('relay that does not move -> the power was never cut, and that is said', async () => {
    const { relay, board } = await connect();
    board.setStuck(true);
    expect(await relay.cyclePower('receipt-printer', never)).toMatchObject({
      effect: 'none',
      fault: { code: 'relay_not_switched', nextAct: 'technician' },
    });
  });

  it('device on no relay, and a board that refuses -> nothing is cut', async () => {
    const { relay, board, moves } = await connect();
    expect(await relay.cyclePower('dispenser', never)).toMatchObject({ fault: { code: 'no_outlet' } });
    board.refuseNext(2);
    expect(await relay.cyclePower('receipt-printer', never)).toMatchObject({
      effect: 'none',
      fault: { code: 'illegal_address', vendorCode: 'exception 02' },
    });
    expect(moves).toEqual([]);
  });

  it('board away -> none; back -> it works', async () => {
    const { relay, cable, statusWhere } = await connect();
    await cable.unplug();
    const away = await statusWhere(({ state }) => state !== 'online');
    expect(away.outlets.map(({ power }) => power)).toEqual(['unknown', 'unknown']);
    expect(await relay.cyclePower('receipt-printer', never)).toMatchObject({ effect: 'none' });
    await cable.plug();
    await statusWhere(({ state }) => state === 'online');
    expect(await relay.cyclePower('receipt-printer', never)).toMatchObject({ effect: 'done' });
  });

  it('host killed in the middle of a cut of its own making -> the next one gives the power back', async () => {
    const { relay, moves, cable, makeRelay } = await connect({ pulse: 'host', offMs: 1000 });
    void relay.cyclePower('receipt-printer', never);
    await expect.poll(() => moves).toEqual(['3 cut']);
    // Nothing of the old host reaches the board any more.
    await cable.unplug();
    await relay.stop();
    await cable.plug();
    makeRelay();
    await expect.poll(() => moves).toEqual(['3 cut', '3 restored']);
  });

  it('line lost while the power is cut -> the board gives it back by itself, and the outcome is seen later', async () => {
    const { relay, moves, cable } = await connect();
    const cycling = relay.cyclePower('receipt-printer', never);
    await expect.poll(() => moves).toEqual(['3 cut']);
    await cable.unplug();
    expect((await cycling).effect).not.toBe('none');
    await expect.poll(() => moves).toEqual(['3 cut', '3 restored']);
  });
});
