import type { PrinterCommand, StatusPart } from './commands.ts';

type RealTimeCommand = Extract<PrinterCommand, { name: 'request_status' | 'recover' }>;

/** A stretch of the stream and the real-time command that ends it, if one does. */
export interface RealTimeSplit {
  before: Uint8Array;
  command: RealTimeCommand | null;
}

/**
 * Finds DLE EOT n and DLE ENQ n at reception, wherever their bytes occur, as units do: even inside
 * the data of another command.
 */
export class RealTimeScanner {
  #previous: [number, number] = [0, 0];

  split(bytes: Uint8Array): RealTimeSplit[] {
    const splits: RealTimeSplit[] = [];
    let start = 0;
    for (const [index, byte] of bytes.entries()) {
      const [first, second] = this.#previous;
      this.#previous = [second, byte];
      const command = first === 0x10 ? readCommand(second, byte) : null;
      if (!command) continue;
      splits.push({ before: bytes.subarray(start, index + 1), command });
      start = index + 1;
    }
    if (start < bytes.length) splits.push({ before: bytes.subarray(start), command: null });
    return splits;
  }

  reset(): void {
    this.#previous = [0, 0];
  }
}

function readCommand(function_: number, parameter: number): RealTimeCommand | null {
  if (function_ === 0x04 && parameter >= 1 && parameter <= 4) {
    return { name: 'request_status', part: parameter as StatusPart };
  }
  if (function_ !== 0x05) return null;
  if (parameter === 1) return { name: 'recover', manner: 'restart_line' };
  return parameter === 2 ? { name: 'recover', manner: 'clear_buffers' } : null;
}
