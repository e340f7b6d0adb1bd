import { err, ok, type Result } from '../../contract/result.ts';
import type { Exchange, ExchangeFailure } from '../codec/index.ts';
import { formatSamId, samCommands, samReply, samResult } from './sam-frame-codec.ts';

export interface SamReply {
  sw3: number;
  data: Uint8Array;
}

/** Once an answer began, silence of this length means that its rest is lost. */
const silenceMs = 500;

/** What only a look for a card is answered with. */
const aboutCards: readonly number[] = [samResult.cardFound, samResult.noCard, samResult.selectFailed];
/** To the self-test and the reset. */
const isOfModule = ({ sw3, data }: SamReply) => data.length === 0 && !aboutCards.includes(sw3);
/** No record is shorter than its text. */
const isRecord = ({ sw3, data }: SamReply) =>
  !aboutCards.includes(sw3) && (sw3 !== samResult.success || data.length >= 256);

/** The commands of a SAM_V module on one line. */
export class SamSession {
  readonly #options: {
    exchange: Exchange;
    signal: AbortSignal;
    statusDeadlineMs: number;
    shortDeadlineMs: number;
    readDeadlineMs: number;
  };

  constructor(options: {
    exchange: Exchange;
    signal: AbortSignal;
    statusDeadlineMs: number;
    shortDeadlineMs: number;
    readDeadlineMs: number;
  }) {
    this.#options = options;
  }

  /** SW3 of the self-test, null when there is no answer. */
  async readStatus(): Promise<number | null> {
    const reply = await this.#ask(samCommands.readStatus, this.#options.statusDeadlineMs, isOfModule);
    return reply.ok ? reply.value.sw3 : null;
  }

  /** Whether it was obeyed is for the next self-test to tell. */
  async reset(): Promise<void> {
    await this.#ask(samCommands.reset, this.#options.statusDeadlineMs, isOfModule);
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
    return this.#ask(samCommands.readTextAndPhoto, this.#options.readDeadlineMs, isRecord);
  }

  /** Text, photo and fingerprints: up to 2321 bytes. */
  readAll(): Promise<Result<SamReply, ExchangeFailure>> {
    return this.#ask(samCommands.readAll, this.#options.readDeadlineMs, isRecord);
  }

  /** Right after a read, without another find. */
  readAppendedAddress(): Promise<Result<SamReply, ExchangeFailure>> {
    return this.#ask(samCommands.readAppendedAddress);
  }

  /** `fits`: can this be its answer? An answer names no command, and a late one is that of another. */
  async #ask(
    bytes: Uint8Array,
    deadlineMs = this.#options.shortDeadlineMs,
    fits: (reply: SamReply) => boolean = () => true,
  ): Promise<Result<SamReply, ExchangeFailure>> {
    const { exchange, signal } = this.#options;
    const accept = (answer: Uint8Array) => {
      const told = samReply.decode(answer);
      return !told.ok || fits(told.value);
    };
    const frame = await exchange.request({ bytes, deadlineMs, silenceMs, signal, accept });
    if (!frame.ok) return frame;
    const reply = samReply.decode(frame.value);
    return reply.ok ? ok({ sw3: reply.value.sw3, data: reply.value.data }) : err({ kind: 'damaged' });
  }
}
