import { SteppedClock } from '../../contract/test-clock.ts';
import { FrameScanner, type FrameShape } from '../../devices/codec/index.ts';
import type { DeviceSimulator } from '../../devices/simulator.ts';

/** A decoder under test; messages are told as text so that they can be compared. */
export interface Decoder {
  push(bytes: Uint8Array): string[];
  /** What happens after a silence on the line, and the messages that ends. */
  fallSilent(): string[];
  /** What it keeps: bytes, or callbacks that wait, for a unit that shows no bytes. */
  readonly pending: number;
}

export interface FuzzTarget {
  name: string;
  /** Frames the other side may send, and what the decoder must make of each. */
  goodFrames: readonly { bytes: Uint8Array; message: string }[];
  /** Further frames to be mutated, whose meaning depends on what came before. */
  seeds?: readonly Uint8Array[];
  /** Comes whole: a report, an HTTP body, a record of a card. Otherwise in pieces of any size. */
  comesWhole?: boolean;
  maxPending: number;
  make(): Decoder;
}

export const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
export const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));

/** A stream that is cut into frames. `decode` is everything done with a frame; what it throws is a crash. */
export function frameTarget(
  name: string,
  shape: FrameShape,
  frames: readonly Uint8Array[],
  decode: (frame: Uint8Array) => void,
): FuzzTarget {
  return {
    name,
    goodFrames: frames.map((bytes) => ({ bytes, message: hexOf(bytes) })),
    maxPending: shape.maxLength,
    make() {
      const scanner = new FrameScanner(shape);
      const told = (found: Uint8Array[]) =>
        found.map((frame) => {
          decode(frame);
          return hexOf(frame);
        });
      return {
        push: (bytes) => told(scanner.push(bytes)),
        fallSilent: () => told(scanner.abandon()),
        get pending() {
          return scanner.pendingBytes;
        },
      };
    },
  };
}

/** Messages that come whole and leave nothing behind. `decode` tells what it made of one, or null. */
export function messageTarget(
  name: string,
  messages: readonly Uint8Array[],
  decode: (message: Uint8Array) => unknown,
): FuzzTarget {
  const told = (message: Uint8Array) => {
    const decoded = decode(message);
    return decoded === null ? [] : [JSON.stringify(decoded)];
  };
  return {
    name,
    goodFrames: messages.map((bytes) => {
      const [message] = told(bytes);
      if (message === undefined) throw new Error(`${name}: a good message is not understood`);
      return { bytes, message };
    }),
    comesWhole: true,
    maxPending: 0,
    make: () => ({ push: told, fallSilent: () => [], pending: 0 }),
  };
}

/** Longer than any answer takes a unit. */
const answerMs = 60;
/** More callbacks than any unit sets for the commands of one frame. */
const mostWaiting = 64;

/**
 * The command interpreter of a simulated unit: what it hears is noise and mutated commands. `questions`
 * are answered alike whatever happened before; what a fresh unit answers is what has to come.
 */
export function unitTarget(
  name: string,
  options: {
    makeUnit: (clock: SteppedClock) => DeviceSimulator;
    questions: readonly Uint8Array[];
    commands?: readonly Uint8Array[];
    /** Bytes that push the longest unfinished command out of the unit. */
    flushBytes: number;
  },
): FuzzTarget {
  const make = (): Decoder => {
    const clock = new SteppedClock();
    const sent: Uint8Array[] = [];
    let take: (bytes: Uint8Array) => void = () => {};
    options.makeUnit(clock).attach({
      send: (bytes) => sent.push(bytes),
      onData: (listener) => {
        take = listener;
      },
      onClosed: () => {},
    });
    const push = (bytes: Uint8Array): string[] => {
      take(bytes);
      clock.advance(answerMs);
      const told = hexOf(Buffer.concat(sent.splice(0)));
      return told === '' ? [] : [told];
    };
    return {
      push,
      fallSilent: () => push(new Uint8Array(options.flushBytes)),
      get pending() {
        return clock.waiting;
      },
    };
  };
  return {
    name,
    goodFrames: options.questions.map((bytes) => {
      const [message] = make().push(bytes);
      if (message === undefined) throw new Error(`${name}: a question is not answered`);
      return { bytes, message };
    }),
    seeds: options.commands ?? [],
    maxPending: mostWaiting,
    make,
  };
}
