import { type Clock, systemClock } from '../../contract/clock.ts';
import { FrameScanner } from '../codec/index.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import {
  conditionsByPriority,
  decodeK720Request,
  digitsOf,
  idleCondition,
  type K720Command,
  type K720Flags,
  k720Byte,
  k720Command,
  k720Reply,
  k720ReplyKind,
  k720RequestShape,
} from './k720-codec.ts';
import { type MoveOutcome, SimulatedBody, type SimulatedBodyOptions } from './simulated-body.ts';
import { type LineTroubles, SimulatedUnitLine } from './simulated-line.ts';

export interface SimulatedK720Options extends SimulatedBodyOptions, Partial<LineTroubles> {
  clock?: Clock;
  /** An older unit refuses `PB`. */
  knowsFlags?: boolean;
  /** A fault that lasts so long makes the unit reset itself and take the item back. */
  selfResetMs?: number;
}

/** A K720 on its real bytes: it begins only after the enquiry. */
export class SimulatedK720 implements DeviceSimulator {
  readonly body: SimulatedBody;
  readonly line: SimulatedUnitLine;
  readonly #clock: Clock;
  readonly #knowsFlags: boolean;
  readonly #selfResetMs: number;
  #pending: string | null = null;
  #lostEnquiry: string | null = null;
  #lostAck: string | null = null;
  #hasFailed = false;
  #calledBack = false;
  #cancelSelfReset: (() => void) | null = null;
  /** Names of the moves that were begun. */
  readonly moves: string[] = [];

  constructor(options: SimulatedK720Options = {}) {
    const { replyDelayMs = 5, pieceBytes = 0, clock = systemClock } = options;
    this.body = new SimulatedBody(options);
    this.line = new SimulatedUnitLine(clock, { replyDelayMs, pieceBytes });
    this.#clock = clock;
    this.#knowsFlags = options.knowsFlags ?? true;
    this.#selfResetMs = options.selfResetMs ?? 100_000;
  }

  attach(line: SimulatorLine): void {
    const scanner = new FrameScanner(k720RequestShape);
    this.#pending = null;
    this.line.attach(line, (bytes) => {
      const damagedBefore = scanner.damagedCount;
      for (const frame of scanner.push(bytes)) this.#take(frame);
      if (scanner.damagedCount > damagedBefore) this.line.sendAck(k720Byte.nak);
    });
  }

  /** The acknowledgement of the next such command never reaches the host. */
  loseAckOf(name: K720Command): void {
    this.#lostAck = name;
  }

  /** The enquiry after the next such command never reaches the unit. */
  loseEnquiryOf(name: K720Command): void {
    this.#lostEnquiry = name;
  }

  /** Power off and on: what it held of the last item is gone. */
  restart(): void {
    this.#hasFailed = false;
    this.#calledBack = false;
    this.body.takenAway = false;
  }

  /** As after a fault that lasted: everything is taken back. */
  resetItself(): void {
    this.#hasFailed = false;
    this.#calledBack = this.body.recallAll();
  }

  get flags(): K720Flags {
    const { item, hopperLevel, isBinFull, isJammed, moving, takenAway } = this.body;
    return {
      binFull: isBinFull,
      failed: this.#hasFailed,
      callingBack: moving === 'capture',
      dispensing: moving === 'feed' || moving === 'present',
      hopperLow: hopperLevel === 'low',
      jammed: isJammed,
      calledBack: this.#calledBack,
      takenAway,
      ready: !moving && !isJammed && !this.#hasFailed,
      atReading: item?.place === 'inside',
      atTaken: item?.place === 'gate',
      hopperEmpty: hopperLevel === 'empty',
    };
  }

  #take(frame: Uint8Array): void {
    if (frame.length === 1) {
      const name = this.#pending;
      this.#pending = null;
      if (name !== null && name === this.#lostEnquiry) this.#lostEnquiry = null;
      else if (name !== null) this.#obey(name);
      return;
    }
    const name = decodeK720Request(frame);
    if (name === null) return;
    const isKnown = Object.values<string>(k720Command).includes(name);
    const isRefused = !isKnown || (name === k720Command.readFlags && !this.#knowsFlags);
    this.#pending = isRefused ? null : name;
    if (name === this.#lostAck) this.#lostAck = null;
    else this.line.sendAck(isRefused ? k720Byte.nak : k720Byte.ack);
  }

  #obey(name: string): void {
    switch (name) {
      case k720Command.readFlags:
        this.#reply(k720ReplyKind.flags, digitsOf(this.flags));
        break;
      case k720Command.readCondition:
        this.#reply(k720ReplyKind.condition, asciiOf(this.#condition()));
        break;
      case k720Command.clearFlags:
        this.#calledBack = false;
        this.body.takenAway = false;
        break;
      default:
        if (!this.body.moving) this.#move(name);
    }
  }

  #move(name: string): void {
    this.moves.push(name);
    switch (name) {
      case k720Command.dispense:
        this.#dispense();
        break;
      case k720Command.throwOut:
        this.body.present('out', (outcome) => this.#end(outcome));
        break;
      case k720Command.callBack:
        this.body.capture((outcome) => {
          if (outcome === 'moved') this.#calledBack = true;
          this.#end(outcome);
        });
        break;
      default:
        this.#hasFailed = false;
    }
  }

  #dispense(): void {
    this.body.feed((fed) => {
      if (fed !== 'moved') this.#end(fed);
      else this.body.present('gate', (outcome) => this.#end(outcome));
    });
  }

  #end(outcome: MoveOutcome): void {
    if (outcome === 'failed' || outcome === 'hopper_empty') this.#hasFailed = true;
    if (outcome !== 'jam' && !this.#hasFailed) return;
    this.#cancelSelfReset?.();
    this.#cancelSelfReset = this.#clock.after(this.#selfResetMs, () => {
      if (this.body.isJammed || this.#hasFailed) this.resetItself();
    });
  }

  #condition(): string {
    const { flags } = this;
    const first = conditionsByPriority.find(([name]) => flags[name]);
    return first?.[1] ?? (flags.ready ? idleCondition.ready : idleCondition.notReady);
  }

  #reply(kind: string, digits: Uint8Array): void {
    this.line.sendReply(k720Reply.encode({ kind: asciiOf(kind), digits }));
  }
}

function asciiOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
