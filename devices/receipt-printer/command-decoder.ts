import type { Part } from '../codec/index.ts';
import { largestRasterBytes } from './command-parts.ts';
import { commandParts, concatenate, type PrinterCommand } from './commands.ts';

/** What a unit finds in the stream: a command, or the bytes of printable text. */
export type DecodedPiece = PrinterCommand | { name: 'text'; bytes: Uint8Array };

/** No command is longer, so no unfinished one is kept beyond it. */
export const largestPendingBytes = largestRasterBytes + 16;

/** LF, DLE, ESC, FS, GS: what every command begins with. */
const leads: ReadonlySet<number | undefined> = new Set([0x0a, 0x10, 0x1b, 0x1c, 0x1d]);

const parts: readonly (readonly [string, Part<object>])[] = Object.entries(commandParts);

/**
 * Cuts a stream of bytes into commands and text as a printer does. Pieces may have any size. What is
 * no known command loses its first byte and is looked at again, so a damaged stream heals.
 */
export class CommandDecoder {
  #pending: Uint8Array = new Uint8Array(0);

  /** Bytes of an unfinished command; at most `largestPendingBytes`. */
  get pendingBytes(): number {
    return this.#pending.length;
  }

  push(bytes: Uint8Array): DecodedPiece[] {
    const stream = this.#pending.length === 0 ? bytes : concatenate([this.#pending, bytes]);
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
      if (found === 'more' && stream.length - offset < largestPendingBytes) break;
      if (typeof found === 'string') {
        offset += 1;
      } else {
        pieces.push(found.command);
        offset = found.end;
      }
    }
    this.#pending = stream.slice(offset);
    return pieces;
  }

  /** The power went: an unfinished command is forgotten. */
  reset(): void {
    this.#pending = new Uint8Array(0);
  }
}

function endOfText(stream: Uint8Array, offset: number): number {
  let end = offset;
  for (let byte = stream[end]; byte !== undefined && byte >= 0x20; byte = stream[end]) end += 1;
  return end;
}

function readCommand(
  stream: Uint8Array,
  offset: number,
): { command: PrinterCommand; end: number } | 'more' | 'no' {
  if (!leads.has(stream[offset])) return 'no';
  let verdict: 'more' | 'no' = 'no';
  for (const [name, part] of parts) {
    const cursor = { bytes: stream, offset, end: stream.length };
    const result = part.read(cursor);
    if (result.ok) return { command: { name, ...result.value } as PrinterCommand, end: cursor.offset };
    if (result.error.kind === 'too_short') verdict = 'more';
  }
  return verdict;
}
