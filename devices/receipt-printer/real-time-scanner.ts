import type { PrinterCommand, StatusPart } from './commands.ts';

type RealTimeCommand = Extract<PrinterCommand, { name: 'request_status' | 'recover' | 'clear_buffers' }>;

const clearing = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08] as const;

/** A stretch of the stream and the real-time command that ends it, if one does. */
export interface RealTimeSplit {
  before: Uint8Array;
  command: RealTimeCommand | null;
}

/**
 * Finds DLE EOT n, DLE ENQ n and DLE DC4 8 at reception, wherever their bytes occur, as units do: even inside
 * the data of another command.
 */
export class RealTimeScanner {
  #previous: number[] = [];

  split(bytes: Uint8Array): RealTimeSplit[] {
    const splits: RealTimeSplit[] = [];
    let start = 0;
    for (const [index, byte] of bytes.entries()) {
      this.#previous = [...this.#previous, byte].slice(-clearing.length);
      const command = readCommand(this.#previous);
      if (!command) continue;
      splits.push({ before: bytes.subarray(start, index + 1), command });
      start = index + 1;
    }
    if (start < bytes.length) splits.push({ before: bytes.subarray(start), command: null });
    return splits;
  }

  reset(): void {
    this.#previous = [];
  }
}

function readCommand(last: readonly number[]): RealTimeCommand | null {
  if (last.length === clearing.length && last.every((byte, index) => byte === clearing[index])) {
    return { name: 'clear_buffers' };
  }
  const [lead, function_, parameter = 0] = last.slice(-3);
  if (lead !== 0x10) return null;
  if (function_ === 0x04 && parameter >= 1 && parameter <= 4) {
    return { name: 'request_status', part: parameter as StatusPart };
  }
  if (function_ !== 0x05) return null;
  if (parameter === 1) return { name: 'recover', manner: 'restart_line' };
  return parameter === 2 ? { name: 'recover', manner: 'clear_buffers' } : null;
}
