import type { Part } from '../codec/index.ts';
import { largestRasterBytes } from './command-parts.ts';
import { commandParts, type PrinterCommand } from './commands.ts';

/** What a unit finds in the stream: a command, or the bytes of printable text. */
export type DecodedPiece = PrinterCommand | { name: 'text'; bytes: Uint8Array };

/** No command is longer, so no unfinished one is kept beyond it. */
export const largestPendingBytes = largestRasterBytes + 16;

const dataLinkEscape = 0x10;

/** LF, DLE, ESC, FS, GS: what every command begins with. */
const leads: ReadonlySet<number | undefined> = new Set([0x0a, dataLinkEscape, 0x1b, 0x1c, 0x1d]);

const parts: readonly (readonly [string, Part<object>])[] = Object.entries(commandParts);

/**
 * Cuts a stream of bytes into commands and text as a printer does. Pieces may have any size. What is no known
 * command is discarded so that a damaged stream heals: a control code alone, ESC, FS or GS with the byte behind it, and
 * a known command up to its first value out of range; what follows is looked at anew. Source: exception
 * processing (6.3) in Epson's specifications of TM-T88IIP and TM-H5000II. That a unit passes over the whole block of
 * an unknown GS ( function by its length instead is not confirmed.
 */
export class CommandDecoder {
  readonly #unfinished = new GrowingBuffer();

  /** Bytes of an unfinished command; at most `largestPendingBytes`. */
  get pendingBytes(): number {
    return this.#unfinished.length;
  }

  push(bytes: Uint8Array): DecodedPiece[] {
    const stream = this.#unfinished.length === 0 ? bytes : this.#unfinished.append(bytes);
    const pieces: DecodedPiece[] = [];
    let offset = 0;
    while (offset < stream.length) {
      const textEnd = endOfText(stream, offset);
      if (textEnd > offset) {
        pieces.push({ name: 'text', bytes: stream.slice(offset, textEnd) });
        offset = textEnd;
        continue;
      }
      const found = readCommand(stream, offset);
      if (found === 'more') break;
      if (found.command) pieces.push(found.command);
      offset = found.end;
    }
    this.#unfinished.keep(stream.subarray(offset));
    return pieces;
  }

  /** The power went: an unfinished command is forgotten. */
  reset(): void {
    this.#unfinished.keep(new Uint8Array(0));
  }
}

/** Bytes that come in pieces, without copying the ones that are there for every piece. */
class GrowingBuffer {
  #room = new Uint8Array(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All bytes; a view that holds until the next call. */
  append(bytes: Uint8Array): Uint8Array {
    const length = this.#length + bytes.length;
    if (length > this.#room.length) {
      const room = new Uint8Array(2 * length);
      room.set(this.#room.subarray(0, this.#length));
      this.#room = room;
    }
    this.#room.set(bytes, this.#length);
    this.#length = length;
    return this.#room.subarray(0, length);
  }

  /** Only these from now on; they may be a part of the view. */
  keep(bytes: Uint8Array): void {
    if (bytes.length === this.#length) return;
    const kept = bytes.slice();
    this.#length = 0;
    this.append(kept);
  }
}

function endOfText(stream: Uint8Array, offset: number): number {
  let end = offset;
  for (let byte = stream[end]; byte !== undefined && byte >= 0x20; byte = stream[end]) end += 1;
  return end;
}

/** A command or nothing, and where what follows begins. */
function readCommand(
  stream: Uint8Array,
  offset: number,
): { command: PrinterCommand | null; end: number } | 'more' {
  const lead = stream[offset];
  if (!leads.has(lead)) return { command: null, end: offset + 1 };
  let furthest = offset;
  let unfinished = false;
  for (const [name, part] of parts) {
    const cursor = { bytes: stream, offset, end: stream.length };
    const result = part.read(cursor);
    if (result.ok) return { command: { name, ...result.value } as PrinterCommand, end: cursor.offset };
    if (result.error.kind === 'too_short') unfinished = true;
    furthest = Math.max(furthest, result.error.offset);
  }
  if (unfinished) return 'more';
  return { command: null, end: lead === dataLinkEscape ? offset + 1 : furthest + 1 };
}
