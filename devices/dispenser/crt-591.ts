import type { Clock } from '../../contract/clock.ts';
import type { Fault } from '../../contract/device-common.ts';
import { FrameScanner } from '../codec/index.ts';
import type { ByteLine } from '../transport/index.ts';
import {
  binLevel,
  type CrtCommand,
  crtBadReply,
  crtCommand,
  crtGoodReply,
  crtReplyShape,
  crtRequest,
  handshakeByte,
  hopperLevel,
  isBadHead,
  itemPlace,
  readDigits,
  writeDigits,
} from './crt-591-codec.ts';
import { faultOfCrtCode } from './faults.ts';
import { Handshake } from './handshake.ts';
import type { Answer, Mechanism, Sensed } from './mechanism.ts';

export interface Crt591Options {
  line: ByteLine;
  clock: Clock;
  /** 0 to 15. */
  address: number;
  delivery: 'hold_at_gate' | 'straight_out';
  /** The manual waits 300 ms. */
  ackDeadlineMs: number;
  /** For a question, which moves nothing. */
  questionDeadlineMs: number;
  /** For a command that moves an item. */
  moveDeadlineMs: number;
}

type Reply =
  | { kind: 'good'; place: number; hopper: number; bin: number; data: Uint8Array }
  | { kind: 'bad'; fault: Fault }
  | { kind: 'none' };

const noData: Uint8Array = new Uint8Array(0);

/** A CRT-571 or CRT-591: it stops an item inside before it presents it, and its replies end a move. */
export class Crt591 implements Mechanism {
  readonly release = null;
  readonly #options: Crt591Options;
  readonly #handshake: Handshake;
  /** Some firmwares know no counter. */
  #hasBinCounter = true;

  constructor(options: Crt591Options) {
    this.#options = options;
    this.#handshake = new Handshake({
      line: options.line,
      clock: options.clock,
      scanner: new FrameScanner(crtReplyShape),
      ack: handshakeByte.ack,
      nak: handshakeByte.nak,
      confirmation: Uint8Array.of(handshakeByte.ack),
    });
  }

  async look(): Promise<Sensed | null> {
    const reply = await this.#ask(crtCommand.readStatus);
    if (reply.kind === 'none') return null;
    const told = { moving: false, takenAway: null, calledBack: null };
    if (reply.kind === 'bad') {
      const dark = { gate: null, path: null, hopper: null, bin: null, binCount: null };
      return { ...told, ...dark, fault: reply.fault };
    }
    const { place, hopper, bin } = reply;
    return {
      ...told,
      gate: place === itemPlace.gate ? 'item_present' : isOneOf(itemPlace, place) ? 'empty' : null,
      path: place === itemPlace.inside ? 'item_inside' : isOneOf(itemPlace, place) ? 'clear' : null,
      hopper:
        hopper === hopperLevel.empty
          ? 'empty'
          : hopper === hopperLevel.few
            ? 'low'
            : hopper === hopperLevel.enough
              ? 'enough'
              : null,
      bin: bin === binLevel.full ? 'full' : bin === binLevel.ok ? 'ok' : null,
      fault: null,
      binCount: await this.#readBinCount(),
    };
  }

  recover(): Promise<Answer> {
    return this.#move(crtCommand.initialiseLeavingItem);
  }

  begin(): Promise<Answer> {
    return this.#move(crtCommand.initialiseLeavingItem);
  }

  readonly feed = (): Promise<Answer> => this.#move(crtCommand.toInside);

  present(): Promise<Answer> {
    return this.#move(this.#options.delivery === 'straight_out' ? crtCommand.eject : crtCommand.toGate);
  }

  capture(): Promise<Answer> {
    return this.#move(crtCommand.toBin);
  }

  async setBinCount(count: number): Promise<'set' | 'no_counter' | 'silent'> {
    if (!this.#hasBinCounter) return 'no_counter';
    const reply = await this.#ask(crtCommand.setBinCounter, writeDigits(count));
    return reply.kind === 'good' ? 'set' : reply.kind === 'bad' ? 'no_counter' : 'silent';
  }

  async #readBinCount(): Promise<number | null> {
    if (!this.#hasBinCounter) return null;
    const reply = await this.#ask(crtCommand.readBinCounter);
    if (reply.kind === 'bad') this.#hasBinCounter = false;
    return reply.kind === 'good' ? readDigits(reply.data) : null;
  }

  /** A question changes nothing and is asked twice. */
  async #ask(command: CrtCommand, data = noData): Promise<Reply> {
    const { questionDeadlineMs } = this.#options;
    const first = await this.#send(command, data, questionDeadlineMs);
    return first.kind === 'none' ? this.#send(command, data, questionDeadlineMs) : first;
  }

  /** Sent once: whether it happened is for the sensors to say. */
  async #move(command: CrtCommand): Promise<Answer> {
    const reply = await this.#send(command, noData, this.#options.moveDeadlineMs);
    if (reply.kind === 'good') return { kind: 'performed' };
    return reply.kind === 'bad' ? { kind: 'refused', fault: reply.fault } : { kind: 'silent' };
  }

  async #send([command, parameter]: CrtCommand, data: Uint8Array, replyDeadlineMs: number): Promise<Reply> {
    const { address, ackDeadlineMs } = this.#options;
    const isMine = (body: { command: number; parameter: number }) =>
      body.command === command && body.parameter === parameter;
    let found: Reply = { kind: 'none' };
    await this.#handshake.request({
      bytes: crtRequest.encode({ address, body: { command, parameter, data } }),
      ackDeadlineMs,
      replyDeadlineMs,
      accept: (frame) => {
        const good = crtGoodReply.decode(frame);
        const bad = crtBadReply.decode(frame);
        if (good.ok && good.value.address === address && isMine(good.value.body)) {
          found = { kind: 'good', ...good.value.body };
        } else if (
          bad.ok &&
          isBadHead(bad.value.body.head) &&
          bad.value.address === address &&
          isMine(bad.value.body)
        ) {
          found = { kind: 'bad', fault: faultOfCrtCode(bad.value.body.e1, bad.value.body.e0) };
        }
        return found.kind !== 'none';
      },
    });
    return found;
  }
}

function isOneOf(values: Readonly<Record<string, number>>, value: number): boolean {
  return Object.values(values).includes(value);
}
