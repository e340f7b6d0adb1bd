import { err, ok, type Result } from '../../contract/result.ts';

export interface DecodeFailure {
  kind: 'too_short' | 'too_long' | 'unexpected' | 'checksum';
  /** Offset in the bytes given to `decode`. Carries no content, which may be personal. */
  offset: number;
}

/**
 * One declared part of a message: written once, it encodes and decodes. Values outside a part's
 * range are bugs of the caller and throw; bytes outside it are expected and come back as failures.
 */
export interface Part<Value> {
  write(output: number[], value: Value): void;
  read(input: Cursor): Result<Value, DecodeFailure>;
}

/** Bytes being read; `end` may be less than their length while a part inside is read. */
export interface Cursor {
  readonly bytes: Uint8Array;
  offset: number;
  end: number;
}

export interface Codec<Value> {
  encode(value: Value): Uint8Array;
  /** Takes exactly one message; bytes left over are a failure. */
  decode(bytes: Uint8Array): Result<Value, DecodeFailure>;
}

export function codec<Value>(part: Part<Value>): Codec<Value> {
  return {
    encode(value) {
      const output: number[] = [];
      part.write(output, value);
      return Uint8Array.from(output);
    },
    decode(bytes) {
      const input: Cursor = { bytes, offset: 0, end: bytes.length };
      const result = part.read(input);
      if (result.ok && input.offset < input.end) return err({ kind: 'too_long', offset: input.offset });
      return result;
    },
  };
}

function unsigned(size: number, order: 'be' | 'le'): Part<number> {
  const shifts = Array.from({ length: size }, (_, index) => 8 * (order === 'be' ? size - 1 - index : index));
  return {
    write(output, value) {
      if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * size)) {
        throw new RangeError(`${value} does not fit ${size} byte(s)`);
      }
      for (const shift of shifts) output.push((value >>> shift) & 0xff);
    },
    read(input) {
      if (input.offset + size > input.end) return err({ kind: 'too_short', offset: input.offset });
      let value = 0;
      for (const shift of shifts) value += (input.bytes[input.offset++] ?? 0) * 2 ** shift;
      return ok(value);
    },
  };
}

export const uint8 = unsigned(1, 'be');
export const uint16be = unsigned(2, 'be');
export const uint16le = unsigned(2, 'le');

/** Exactly `length` bytes. */
export function bytes(length: number): Part<Uint8Array> {
  return {
    write(output, value) {
      if (value.length !== length) throw new RangeError(`${value.length} bytes where ${length} belong`);
      output.push(...value);
    },
    read(input) {
      if (input.offset + length > input.end) return err({ kind: 'too_short', offset: input.offset });
      input.offset += length;
      return ok(input.bytes.slice(input.offset - length, input.offset));
    },
  };
}

/** All bytes up to the end of the part around it. */
export const rest: Part<Uint8Array> = {
  write(output, value) {
    for (const byte of value) output.push(byte);
  },
  read(input) {
    const value = input.bytes.slice(input.offset, input.end);
    input.offset = input.end;
    return ok(value);
  },
};

/** Fixed bytes that carry no value. */
export function literal(...expected: number[]): Part<Record<never, never>> {
  return {
    write: (output) => output.push(...expected),
    read(input) {
      for (const byte of expected) {
        if (input.offset >= input.end) return err({ kind: 'too_short', offset: input.offset });
        if (input.bytes[input.offset] !== byte) return err({ kind: 'unexpected', offset: input.offset });
        input.offset++;
      }
      return ok({});
    },
  };
}

/** Gives a part's value a name inside a `sequence`. */
export function named<Name extends string, Value>(name: Name, part: Part<Value>): Part<Record<Name, Value>> {
  return {
    write: (output, value) => part.write(output, value[name]),
    read(input) {
      const result = part.read(input);
      return result.ok ? ok({ [name]: result.value } as Record<Name, Value>) : result;
    },
  };
}

/** Intersection of the values of a union of parts. */
type Combined<Member> = (Member extends Part<infer Value> ? (value: Value) => void : never) extends (
  value: infer All,
) => void
  ? { [Key in keyof All]: All[Key] }
  : never;

/**
 * Parts one after another; the value is an object with the names of the named ones. A `checked` or
 * `sized` part keeps its type only if it is a constant of its own.
 */
export function sequence<const Parts extends readonly Part<object>[]>(
  ...parts: Parts
): Part<Combined<Parts[number]>> {
  type Value = Combined<Parts[number]>;
  return {
    write(output, value) {
      for (const part of parts) part.write(output, value as object);
    },
    read(input) {
      const value = {};
      for (const part of parts) {
        const result = part.read(input);
        if (!result.ok) return result;
        Object.assign(value, result.value);
      }
      return ok(value as Value);
    },
  };
}

/** A part after its length; the number written is the part's size plus `extra`. */
export function sized<Value>(length: Part<number>, part: Part<Value>, extra = 0): Part<Value> {
  return {
    write(output, value) {
      const inside: number[] = [];
      part.write(inside, value);
      length.write(output, inside.length + extra);
      for (const byte of inside) output.push(byte);
    },
    read(input) {
      const { offset } = input;
      const result = length.read(input);
      if (!result.ok) return result;
      const size = result.value - extra;
      if (size < 0) return err({ kind: 'unexpected', offset });
      return readInside(input, input.offset + size, part);
    },
  };
}

export type Checksum = (bytes: Uint8Array) => number;
export const xor8: Checksum = (bytes) => bytes.reduce((sum, byte) => sum ^ byte, 0);
export const sum8: Checksum = (bytes) => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
export const sum16: Checksum = (bytes) => bytes.reduce((sum, byte) => (sum + byte) & 0xffff, 0);

/** Where a checksum is kept behind what it checks. */
export interface Trailer {
  part: Part<number>;
  length: number;
}
const oneByte: Trailer = { part: uint8, length: 1 };
/** Two bytes, the low one first. */
export const lowByteFirst: Trailer = { part: uint16le, length: 2 };
export const highByteFirst: Trailer = { part: uint16be, length: 2 };

/** A part, and after it what `checksum` yields over the part's bytes; the rest of the message. */
export function checked<Value>(checksum: Checksum, part: Part<Value>, trailer = oneByte): Part<Value> {
  return {
    write(output, value) {
      const inside: number[] = [];
      part.write(inside, value);
      for (const byte of inside) output.push(byte);
      trailer.part.write(output, checksum(Uint8Array.from(inside)));
    },
    read(input) {
      const end = input.end - trailer.length;
      if (end < input.offset) return err({ kind: 'too_short', offset: input.offset });
      const told = trailer.part.read({ bytes: input.bytes, offset: end, end: input.end });
      if (!told.ok || checksum(input.bytes.subarray(input.offset, end)) !== told.value) {
        return err({ kind: 'checksum', offset: end });
      }
      const result = readInside(input, end, part);
      input.offset = input.end;
      return result;
    },
  };
}

function readInside<Value>(input: Cursor, end: number, part: Part<Value>): Result<Value, DecodeFailure> {
  if (end > input.end) return err({ kind: 'too_short', offset: input.end });
  const outerEnd = input.end;
  input.end = end;
  const result = part.read(input);
  input.end = outerEnd;
  if (result.ok && input.offset !== end) return err({ kind: 'too_long', offset: input.offset });
  return result;
}
