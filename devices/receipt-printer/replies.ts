/** What comes back on the one stream of the unit. */
export type PrinterReply =
  /** One byte, answer to DLE EOT; which question it answers only the order tells. */
  | { kind: 'status'; byte: number }
  /** Four bytes of GS a, sent by the unit on its own. */
  | { kind: 'automatic_status'; bytes: readonly [number, number, number, number] }
  | { kind: 'process_id'; processId: string }
  | { kind: 'counter'; value: number };

const processIdLength = 7;
const counterHeader = 0x5f;
const longestCounter = 12;

/** DLE EOT answers carry bit 1 and 4, not 0 and 7. */
export function isStatusByte(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

function isAutomaticHead(byte: number): boolean {
  return (byte & 0x93) === 0x10;
}

function isAutomaticTail(byte: number): boolean {
  return (byte & 0x90) === 0;
}

export function encodeReply(reply: PrinterReply): Uint8Array {
  switch (reply.kind) {
    case 'status':
      return Uint8Array.of(reply.byte);
    case 'automatic_status':
      return Uint8Array.from(reply.bytes);
    case 'process_id':
      return Uint8Array.of(0x37, 0x22, ...asciiBytes(reply.processId), 0);
    case 'counter':
      return Uint8Array.of(counterHeader, ...asciiBytes(String(reply.value)), 0);
  }
}

function asciiBytes(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Sorts the interleaved answers of a unit by their fixed bits (protocol notes 4.2 to 4.4). A status
 * byte may fall into the middle of an automatic status; a byte that fits nothing is dropped.
 */
export class ReplyScanner {
  readonly #automatic: number[] = [];
  #block: number[] = [];

  /** Bytes kept of an unfinished answer; never more than 16. */
  get pendingBytes(): number {
    return this.#automatic.length + this.#block.length;
  }

  push(bytes: Uint8Array): PrinterReply[] {
    const replies: PrinterReply[] = [];
    for (const byte of bytes) this.#take(byte, replies);
    return replies;
  }

  #take(byte: number, replies: PrinterReply[]): void {
    if (this.#block.length > 0) {
      this.#takeIntoBlock(byte, replies);
    } else if (isStatusByte(byte)) {
      replies.push({ kind: 'status', byte });
    } else if (this.#automatic.length > 0 && isAutomaticTail(byte)) {
      this.#takeAutomatic(byte, replies);
    } else {
      this.#automatic.length = 0;
      if (isAutomaticHead(byte)) this.#automatic.push(byte);
      else if (byte === 0x37 || byte === counterHeader) this.#block.push(byte);
    }
  }

  #takeAutomatic(byte: number, replies: PrinterReply[]): void {
    this.#automatic.push(byte);
    const [first, second, third, fourth] = this.#automatic;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) return;
    replies.push({ kind: 'automatic_status', bytes: [first, second, third, fourth] });
    this.#automatic.length = 0;
  }

  #takeIntoBlock(byte: number, replies: PrinterReply[]): void {
    const block = [...this.#block, byte];
    const verdict = block[0] === 0x37 ? readProcessId(block) : readCounter(block);
    if (verdict === 'more') {
      this.#block = block;
      return;
    }
    this.#block = [];
    if (verdict !== 'no') {
      replies.push(verdict);
      return;
    }
    for (const again of block.slice(1)) this.#take(again, replies);
  }
}

function readProcessId(block: readonly number[]): PrinterReply | 'more' | 'no' {
  if (block[1] !== 0x22) return 'no';
  const id = block.slice(2, 6);
  if (id.some((byte) => byte < 0x20 || byte > 0x7e)) return 'no';
  if (block.length < processIdLength) return 'more';
  return block[6] === 0 ? { kind: 'process_id', processId: String.fromCharCode(...id) } : 'no';
}

function readCounter(block: readonly number[]): PrinterReply | 'more' | 'no' {
  const digits = block.slice(1, block.at(-1) === 0 ? -1 : undefined);
  if (digits.some((byte) => byte < 0x30 || byte > 0x39)) return 'no';
  if (block.at(-1) !== 0) return block.length < longestCounter ? 'more' : 'no';
  return digits.length > 0 ? { kind: 'counter', value: Number(String.fromCharCode(...digits)) } : 'no';
}
