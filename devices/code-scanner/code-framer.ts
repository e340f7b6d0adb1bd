import type { TriggerCommands } from './trigger-commands.ts';

export type CodeSuffix = 'cr' | 'crlf' | 'lf' | 'none';

/** The largest QR code holds 2,953 bytes; a longer run without an end is noise. */
export const longestCode = 4096;

const suffixes: Record<CodeSuffix, Buffer | null> = {
  cr: Buffer.from('\r'),
  crlf: Buffer.from('\r\n'),
  lf: Buffer.from('\n'),
  none: null,
};
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Parts what a serial scanner sends into codes and answers to commands. */
export class CodeFramer {
  readonly #suffix: Buffer | null;
  readonly #commands: TriggerCommands;
  #buffer: Buffer = Buffer.alloc(0);
  /** The beginning was dropped, as too long or torn off: its rest up to the suffix is dropped too. */
  #headDropped = false;

  constructor(suffix: CodeSuffix, commands: TriggerCommands) {
    this.#suffix = suffixes[suffix];
    this.#commands = commands;
  }

  /** Never more than `longestCode`. */
  get pendingBytes(): number {
    return this.#buffer.length;
  }

  push(bytes: Uint8Array): { codes: Uint8Array[]; answers: Uint8Array[] } {
    const result = { codes: [] as Uint8Array[], answers: [] as Uint8Array[] };
    for (let offset = 0; offset < bytes.length; ) {
      const portion = bytes.subarray(offset, offset + longestCode - this.#buffer.length);
      offset += portion.length;
      this.#buffer = Buffer.concat([this.#buffer, portion]);
      this.#cut(result);
      if (this.#buffer.length < longestCode) continue;
      this.#buffer = Buffer.alloc(0);
      this.#headDropped = true;
    }
    return result;
  }

  /** Its rest may still come, and is no code either. */
  get awaitsRest(): boolean {
    return this.#headDropped;
  }

  /** The line fell silent: without a suffix that ends a code; with one, what has none is torn off and no code. */
  flush(): Uint8Array[] {
    const rest = this.#buffer;
    this.#buffer = Buffer.alloc(0);
    const isAnswer = startsWith(rest, this.#commands.answerStart);
    if (this.#suffix) {
      this.#headDropped ||= rest.length > 0 && !isAnswer;
      return [];
    }
    const hadHead = !this.#headDropped;
    this.#headDropped = false;
    const code = trimLineEnds(rest);
    return hadHead && !isAnswer && code.length > 0 ? [code] : [];
  }

  /** The silence lasted: the rest of what was torn off does not come any more. */
  forgetRest(): void {
    this.#headDropped = false;
  }

  #cut(result: { codes: Uint8Array[]; answers: Uint8Array[] }): void {
    for (;;) {
      const { answerStart } = this.#commands;
      if (startsWith(this.#buffer, answerStart)) {
        const end = this.#commands.findAnswerEnd(this.#buffer);
        if (end < 0) return;
        result.answers.push(Uint8Array.from(this.#buffer.subarray(0, end)));
        this.#buffer = this.#buffer.subarray(end);
        continue;
      }
      const suffixAt = this.#suffix ? this.#buffer.indexOf(this.#suffix) : -1;
      const answerAt = this.#findWholeAnswer();
      const answerFirst = answerAt >= 0 && (suffixAt < 0 || answerAt < suffixAt);
      const at = answerFirst ? answerAt : suffixAt;
      if (at < 0) return;
      const code = trimLineEnds(this.#buffer.subarray(0, at));
      const torn = answerFirst && this.#suffix !== null;
      if (code.length > 0 && !torn && !this.#headDropped) result.codes.push(code);
      this.#headDropped = false;
      this.#buffer = this.#buffer.subarray(at + (answerFirst ? 0 : (this.#suffix?.length ?? 0)));
    }
  }

  /** A code without suffix may run straight into an answer. */
  #findWholeAnswer(): number {
    const at = this.#buffer.indexOf(this.#commands.answerStart);
    return at >= 0 && this.#commands.findAnswerEnd(this.#buffer.subarray(at)) >= 0 ? at : -1;
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, index) => byte === bytes[index]);
}

/** A unit set to CR LF where CR is configured leaves a line feed at the next code. */
function trimLineEnds(bytes: Uint8Array): Uint8Array {
  const isLineEnd = (byte: number | undefined) => byte === carriageReturn || byte === lineFeed;
  let from = 0;
  let to = bytes.length;
  while (from < to && isLineEnd(bytes[from])) from++;
  while (to > from && isLineEnd(bytes[to - 1])) to--;
  return Uint8Array.from(bytes.subarray(from, to));
}
