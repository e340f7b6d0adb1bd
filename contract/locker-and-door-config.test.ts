import { describe, expect, it } from 'vitest';
import { devicesConfigSchema } from './terminal-config.ts';

const serial = { kind: 'serial', path: '/dev/ttyUSB0' };

function keysRefused(devices: unknown): string[] {
  const parsed = devicesConfigSchema.safeParse(devices);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

describe('locker and door in the configuration', () => {
  it.each([
    ['board-8a', 1, 9600],
    ['kerong-cu16', 0, 19200],
    ['kerong-cu48', 0, 19200],
  ])(
    '%s with nothing but its boards -> the speed it comes with, a minute to close a door',
    (driver, address, baudRate) => {
      const boards = [{ address, cells: 8 }];
      const parsed = devicesConfigSchema.parse({ 'pickup-locker': { driver, transport: serial, boards } });
      expect(parsed['pickup-locker']).toMatchObject({ transport: { baudRate }, leftOpenAlarmMs: 60_000 });
    },
  );

  it.each([
    [
      'a driver nobody built',
      { driver: 'board-9z', boards: [{ address: 1, cells: 8 }] },
      'pickup-locker.driver',
    ],
    [
      'two boards of one address',
      {
        driver: 'kerong-cu48',
        boards: [
          { address: 1, cells: 8 },
          { address: 1, cells: 8 },
        ],
      },
      'pickup-locker.boards',
    ],
    [
      'the address of all boards',
      { driver: 'kerong-cu16', boards: [{ address: 15, cells: 8 }] },
      'pickup-locker.boards.0.address',
    ],
    [
      'more cells than the board has',
      { driver: 'kerong-cu16', boards: [{ address: 1, cells: 17 }] },
      'pickup-locker.boards.0.cells',
    ],
    [
      'the setting of another make',
      { driver: 'kerong-cu16', boards: [{ address: 1, cells: 8, feedback: 'shorted_when_open' }] },
      'pickup-locker.boards.0',
    ],
  ])('%s -> refused with the key named', (_what, locker, key) => {
    expect(keysRefused({ 'pickup-locker': { transport: serial, ...locker } })).toEqual([key]);
  });

  it.each([
    ['unit 0, which answers nobody', { unitId: 0 }, 'door.unitId'],
    ['a relay the board does not have', { relay: 9 }, 'door.relay'],
    ['an impossible baud rate', { transport: { ...serial, baudRate: 1200 } }, 'door.transport.baudRate'],
  ])('door: %s -> refused with the key named', (_what, door, key) => {
    expect(keysRefused({ door: { driver: 'modbus-relay', transport: serial, ...door } })).toEqual([key]);
  });
});
