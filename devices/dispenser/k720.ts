import type { Clock } from '../../contract/clock.ts';
import { FrameScanner } from '../codec/index.ts';
import type { ByteLine } from '../transport/index.ts';
import { fault } from './faults.ts';
import { Handshake, type HandshakeResult } from './handshake.ts';
import {
  conditionsByPriority,
  encodeK720Request,
  flagsOf,
  type K720Command,
  type K720Flags,
  k720Byte,
  k720Command,
  k720Reply,
  k720ReplyKind,
  k720ReplyShape,
} from './k720-codec.ts';
import type { Answer, Mechanism, Sensed } from './mechanism.ts';

export interface K720Options {
  line: ByteLine;
  clock: Clock;
  delivery: 'hold_at_gate' | 'straight_out';
  ackDeadlineMs: number;
  questionDeadlineMs: number;
}

/** `RF` hides what is less urgent: with one of these the other sensors are dark. */
const hidingConditions: readonly (keyof K720Flags)[] = [
  'failed',
  'jammed',
  'binFull',
  'dispensing',
  'callingBack',
];

/** A K720 or CD-720M: it begins a move after the enquiry and tells of it only by its flags. */
export class K720 implements Mechanism {
  readonly feed = null;
  readonly #options: K720Options;
  readonly #handshake: Handshake;
  /** Older units refuse `PB`; `RF` is what remains. */
  #knowsFlags = true;

  constructor(options: K720Options) {
    this.#options = options;
    this.#handshake = new Handshake({
      line: options.line,
      clock: options.clock,
      scanner: new FrameScanner(k720ReplyShape),
      ack: k720Byte.ack,
      nak: k720Byte.nak,
    });
  }

  async look(): Promise<Sensed | null> {
    if (this.#knowsFlags) {
      const digits = await this.#ask(k720Command.readFlags, k720ReplyKind.flags);
      if (digits !== 'refused') return digits && sensedOfFlags(flagsOf(digits));
    }
    const digits = await this.#ask(k720Command.readCondition, k720ReplyKind.condition);
    if (digits === 'refused' || digits === null) return null;
    this.#knowsFlags = false;
    return sensedOfCondition(digits);
  }

  async recover(): Promise<Answer> {
    return this.#command(k720Command.reset);
  }

  async begin(): Promise<Answer> {
    return this.#knowsFlags ? this.#command(k720Command.clearFlags) : { kind: 'performed' };
  }

  present(): Promise<Answer> {
    return this.#command(k720Command.dispense);
  }

  get release(): (() => Promise<Answer>) | null {
    return this.#options.delivery === 'straight_out' ? () => this.#command(k720Command.throwOut) : null;
  }

  capture(): Promise<Answer> {
    return this.#command(k720Command.callBack);
  }

  setBinCount(): Promise<'no_counter'> {
    return Promise.resolve('no_counter');
  }

  /**
   * Before the enquiry the unit does nothing, so what was not acknowledged is sent a second time.
   * What was enquired is not: the flags say what came of it.
   */
  async #command(command: K720Command): Promise<Answer> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      const { kind } = await this.#send(command, null, () => false);
      if (kind === 'acknowledged') return { kind: 'accepted' };
      if (kind === 'lost') break;
    }
    return { kind: 'silent' };
  }

  async #ask(command: K720Command, replyKind: string): Promise<Uint8Array | 'refused' | null> {
    let refusals = 0;
    for (let attempt = 1; attempt <= 2; attempt++) {
      const result = await this.#send(command, this.#options.questionDeadlineMs, (frame) => {
        const reply = k720Reply.decode(frame);
        return reply.ok && String.fromCharCode(...reply.value.kind) === replyKind;
      });
      if (result.kind === 'not_understood') refusals += 1;
      if (result.kind !== 'reply') continue;
      const reply = k720Reply.decode(result.frame);
      if (reply.ok) return reply.value.digits;
    }
    return refusals === 2 ? 'refused' : null;
  }

  #send(
    command: K720Command,
    replyDeadlineMs: number | null,
    accept: (frame: Uint8Array) => boolean,
  ): Promise<HandshakeResult> {
    return this.#handshake.request({
      bytes: encodeK720Request(command),
      enquiry: Uint8Array.of(k720Byte.enquiry),
      ackDeadlineMs: this.#options.ackDeadlineMs,
      replyDeadlineMs,
      accept,
    });
  }
}

function sensedOfFlags(flags: K720Flags): Sensed {
  return {
    gate: flags.atTaken ? 'item_present' : 'empty',
    path: flags.atReading ? 'item_inside' : 'clear',
    hopper: flags.hopperEmpty ? 'empty' : flags.hopperLow ? 'low' : 'enough',
    bin: flags.binFull ? 'full' : 'ok',
    moving: flags.dispensing || flags.callingBack,
    fault: flags.jammed ? fault('jam', 'PB D2.1') : flags.failed ? fault('dispense_failed', 'PB D1.1') : null,
    takenAway: flags.takenAway,
    calledBack: flags.calledBack,
    binCount: null,
  };
}

function sensedOfCondition(digits: Uint8Array): Sensed {
  const text = String.fromCharCode(...digits);
  const condition = conditionsByPriority.find(([, code]) => code === text)?.[0] ?? null;
  const isIdle = text === '000' || text === '001';
  const isDark = condition === null ? !isIdle : hidingConditions.includes(condition);
  const hopperTold = condition === 'hopperEmpty' || condition === 'hopperLow' || isIdle;
  return {
    gate: isDark ? null : condition === 'atTaken' ? 'item_present' : 'empty',
    path: isDark || condition === 'atTaken' ? null : condition === 'atReading' ? 'item_inside' : 'clear',
    hopper: !hopperTold ? null : condition === null ? 'enough' : condition === 'hopperLow' ? 'low' : 'empty',
    bin: condition === 'binFull' ? 'full' : condition === 'failed' || condition === 'jammed' ? null : 'ok',
    moving: condition === 'dispensing' || condition === 'callingBack',
    fault:
      condition === 'jammed'
        ? fault('jam', `RF ${text}`)
        : condition === 'failed'
          ? fault('dispense_failed', `RF ${text}`)
          : condition === null && !isIdle
            ? fault('unknown_code', `RF ${text.replace(/[^\x20-\x7e]/g, '?')}`)
            : null,
    takenAway: null,
    calledBack: null,
    binCount: null,
  };
}
