import { err, ok } from '../../contract/result.ts';
import { bytes, literal, named, type Part, sequence, uint8, uint16le } from '../codec/index.ts';

/** Dots of a black and white picture, one bit each, rows of whole bytes, the left dot in the highest bit. */
export interface RasterImage {
  widthBytes: number;
  heightDots: number;
  data: Uint8Array;
}

/** No unit takes more in one command; what claims more is not a picture but a damaged stream. */
export const largestRasterBytes = 72 * 2400;

/** One byte within a range; the unit refuses others, and so does the encoder. */
export function byteIn(min: number, max: number): Part<number> {
  return {
    write(output, value) {
      if (value < min || value > max) throw new RangeError(`${value} is not within ${min} to ${max}`);
      uint8.write(output, value);
    },
    read(input) {
      const { offset } = input;
      const result = uint8.read(input);
      if (!result.ok || (result.value >= min && result.value <= max)) return result;
      return err({ kind: 'unexpected', offset });
    },
  };
}

/** Two bytes, the low one first, within a range. */
function uint16In(min: number, max: number): Part<number> {
  return {
    write(output, value) {
      if (value < min || value > max) throw new RangeError(`${value} is not within ${min} to ${max}`);
      uint16le.write(output, value);
    },
    read(input) {
      const result = uint16le.read(input);
      if (!result.ok || (result.value >= min && result.value <= max)) return result;
      return err({ kind: 'unexpected', offset: input.offset - 1 });
    },
  };
}

/** One byte that stands for a word; of several bytes with the same word the first is written. */
export function byteAs<const Word>(...codes: readonly (readonly [number, Word])[]): Part<Word> {
  return {
    write(output, word) {
      const found = codes.find(([, candidate]) => candidate === word);
      if (!found) throw new RangeError(`no byte stands for ${String(word)}`);
      output.push(found[0]);
    },
    read(input) {
      const { offset } = input;
      const result = uint8.read(input);
      if (!result.ok) return result;
      const found = codes.find(([code]) => code === result.value);
      return found ? ok(found[1]) : err({ kind: 'unexpected', offset });
    },
  };
}

/** So many printable ASCII characters. */
export function asciiText(length: number): Part<string> {
  const character = byteIn(0x20, 0x7e);
  return {
    write(output, text) {
      if (text.length !== length) throw new RangeError(`${text.length} characters where ${length} belong`);
      for (let index = 0; index < length; index++) character.write(output, text.charCodeAt(index));
    },
    read(input) {
      let text = '';
      while (text.length < length) {
        const result = character.read(input);
        if (!result.ok) return result;
        text += String.fromCharCode(result.value);
      }
      return ok(text);
    },
  };
}

/** `xL xH yL yH d…`: width in bytes, height in dots. */
export const rasterImage: Part<RasterImage> = {
  write(output, { widthBytes, heightDots, data }) {
    const length = widthBytes * heightDots;
    if (data.length !== length || length === 0 || length > largestRasterBytes) {
      throw new RangeError('picture data does not fit its width and height');
    }
    uint16le.write(output, widthBytes);
    uint16le.write(output, heightDots);
    for (const byte of data) output.push(byte);
  },
  read(input) {
    const width = uint16le.read(input);
    if (!width.ok) return width;
    const height = uint16le.read(input);
    if (!height.ok) return height;
    const length = width.value * height.value;
    if (length === 0 || length > largestRasterBytes) {
      return err({ kind: 'unexpected', offset: input.offset - 1 });
    }
    if (input.offset + length > input.end) return err({ kind: 'too_short', offset: input.offset });
    const data = input.bytes.slice(input.offset, input.offset + length);
    input.offset += length;
    return ok({ widthBytes: width.value, heightDots: height.value, data });
  },
};

type Parameters = Readonly<Record<string, Part<unknown>>>;
export type ParameterValues<Shape extends Parameters> = {
  [Name in keyof Shape]: Shape[Name] extends Part<infer Value> ? Value : never;
};

/** Constant bytes, then the parameters in the order they are declared. */
export function command<Shape extends Parameters>(
  prefix: readonly number[],
  parameters: Shape,
): Part<ParameterValues<Shape>> {
  const parts: Part<object>[] = Object.entries(parameters).map(([name, part]) => named(name, part));
  return sequence(literal(...prefix), ...parts) as Part<object> as Part<ParameterValues<Shape>>;
}

/**
 * A parameter that fills a command's rest: how many bytes follow in two bytes, constants, then the data.
 * `least` and `most` are bounds of that count, constants included.
 */
export function countedData(least: number, most: number, ...constants: number[]): Part<Uint8Array> {
  const count = uint16In(least, most);
  const fixed = literal(...constants);
  return {
    write(output, data) {
      count.write(output, constants.length + data.length);
      fixed.write(output, {});
      for (const byte of data) output.push(byte);
    },
    read(input) {
      const counted = count.read(input);
      if (!counted.ok) return counted;
      // Ahead of the data: a unit does not wait for the data of a function it does not know.
      const known = fixed.read(input);
      return known.ok ? bytes(counted.value - constants.length).read(input) : known;
    },
  };
}
