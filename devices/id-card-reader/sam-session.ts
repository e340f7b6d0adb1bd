import { err, ok, type Result } from '../../contract/result.ts';
import type { Exchange, ExchangeFailure } from '../codec/index.ts';
import { formatSamId, samCommands, samReply, samResult } from './sam-frame-codec.ts';

export interface SamReply {
  sw3: number;
  data: Uint8Array;
}

/** Once an answer began, silence of this length means that its rest is lost. */
const silenceMs = 500;

/** The commands of a SAM_V module on one line. */
export class SamSession {
  readonly #options: {
    exchange: Exchange;
    signal: AbortSignal;
    shortDeadlineMs: number;
    readDeadlineMs: number;
  };

  constructor(options: {
    exchange: Exchange;
    signal: AbortSignal;
    shortDeadlineMs: number;
    readDeadlineMs: number;
  }) {
    this.#options = options;
  }

  /** SW3 of the self-test, null when there is no answer. */
  async readStatus(): Promise<number | null> {
    const reply = await this.#ask(samCommands.readStatus);
    return reply.ok ? reply.value.sw3 : null;
  }

  async readSamId(): Promise<string | null> {
    const reply = await this.#ask(samCommands.readSamId);
    return reply.ok && reply.value.sw3 === samResult.success ? formatSamId(reply.value.data) : null;
  }

  findCard(): Promise<Result<SamReply, ExchangeFailure>> {
    return this.#ask(samCommands.findCard);
  }

  selectCard(): Promise<Result<SamReply, ExchangeFailure>> {
    return this.#ask(samCommands.selectCard);
  }

  readTextAndPhoto(): Promise<Result<SamReply, ExchangeFailure>> {
    return this.#ask(samCommands.readTextAndPhoto, this.#options.readDeadlineMs);
  }

  /** Text, photo and fingerprints: up to 2321 bytes. */
  readAll(): Promise<Result<SamReply, ExchangeFailure>> {
    return this.#ask(samCommands.readAll, this.#options.readDeadlineMs);
  }

  /** Right after a read, without another find. */
  readAppendedAddress(): Promise<Result<SamReply, ExchangeFailure>> {
    return this.#ask(samCommands.readAppendedAddress);
  }

  async #ask(
    bytes: Uint8Array,
    deadlineMs = this.#options.shortDeadlineMs,
  ): Promise<Result<SamReply, ExchangeFailure>> {
    const { exchange, signal } = this.#options;
    const frame = await exchange.request({ bytes, deadlineMs, silenceMs, signal });
    if (!frame.ok) return frame;
    const reply = samReply.decode(frame.value);
    return reply.ok ? ok({ sw3: reply.value.sw3, data: reply.value.data }) : err({ kind: 'damaged' });
  }
}
