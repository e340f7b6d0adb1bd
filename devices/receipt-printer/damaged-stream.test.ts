import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SteppedClock } from '../../contract/test-clock.ts';
import { CommandDecoder } from './command-decoder.ts';
import { SimulatedReceiptPrinter } from './simulator.ts';

const bytesOf = (hex: string) => Uint8Array.from(hex.split(' ').map((byte) => Number.parseInt(byte, 16)));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** A unit, and what it says to bytes. */
function connect() {
  const sent: string[] = [];
  let take: (bytes: Uint8Array) => void = () => {};
  new SimulatedReceiptPrinter({ clock: new SteppedClock(), speedMmPerS: 0 }).attach({
    send: (bytes) => sent.push(hexOf(bytes)),
    onData: (listener) => {
      take = listener;
    },
    onClosed: () => {},
  });
  return (hex: string) => {
    take(bytesOf(hex));
    return sent.splice(0);
  };
}

describe('receipt printer on a damaged stream', () => {
  it.each([
    ['a block of an unknown function', '1D 28 6B FF 01 00'],
    ['a code longer than any', '1D 28 6B FF FF'],
    ['a picture larger than any', '1D 76 30 00 FF FF FF FF'],
  ])('%s is announced -> the slip behind it is obeyed at once and not swallowed', (_, hex) => {
    expect(new CommandDecoder().push(bytesOf(`${hex} 1B 40`))).toEqual([{ name: 'initialize' }]);
  });

  it('unknown function with a question inside -> no slip is confirmed later, in answer to something else', () => {
    const say = connect();
    say('1D 28 6B 0D 00 32 1D 28 48 06 00 30 30 30 30 34 32');
    expect(say('10 04 01')).toEqual(['12']);
  });

  it('GS a takes the first byte of a status question for its own -> the unit tells its status once, and reports nothing unasked', () => {
    const say = connect();
    expect(say('1D 61')).toEqual([]);
    expect(say('10 04 01')).toEqual(['12']);
  });

  it.each([
    ['an undefined code', '31 03 32'],
    ['an undefined command', '31 1B 22 32'],
    ['a value out of range', '31 1B 61 35 32'],
    ['the last of several values out of range', '31 1D 28 6B 03 00 31 43 7E 32'],
  ])('%s -> none of it stands on the slip', (_, hex) => {
    expect(new CommandDecoder().push(bytesOf(hex))).toEqual([
      { name: 'text', bytes: bytesOf('31') },
      { name: 'text', bytes: bytesOf('32') },
    ]);
  });

  it('a picture comes byte by byte -> what is there is not copied for every byte, and the unit keeps up', () => {
    const set = vi.spyOn(Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array, 'set');
    onTestFinished(() => set.mockRestore());
    const decoder = new CommandDecoder();
    const picture = bytesOf('1D 76 30 00 48 00 64 00');
    const found = [...picture, ...new Uint8Array(0x48 * 0x64)].flatMap((byte) =>
      decoder.push(Uint8Array.of(byte)),
    );
    expect(found).toMatchObject([{ name: 'print_raster' }]);
    const copied = set.mock.calls.reduce((total, [bytes]) => total + bytes.length, 0);
    expect(copied).toBeLessThan(10 * 0x48 * 0x64);
  });
});
