import { type Clock, systemClock } from '../../contract/clock.ts';
import { FrameScanner } from '../codec/index.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import {
  badHead,
  binLevel,
  type CrtCommand,
  crtBadReply,
  crtCommand,
  crtGoodReply,
  crtRequest,
  crtRequestShape,
  handshakeByte,
  hopperLevel,
  itemPlace,
  readDigits,
  writeDigits,
} from './crt-591-codec.ts';
import { type MoveOutcome, SimulatedBody, type SimulatedBodyOptions } from './simulated-body.ts';
import { type LineTroubles, SimulatedUnitLine } from './simulated-line.ts';

export interface SimulatedCrt591Options extends SimulatedBodyOptions, Partial<LineTroubles> {
  clock?: Clock;
  address?: number;
  /** Head of bad replies, on which sources disagree. */
  badReplyHead?: keyof typeof badHead;
  /** Tells its sensors also in the middle of a move. */
  answersWhileMoving?: boolean;
}

type MoveTrouble =
  | { kind: 'command_lost' }
  | { kind: 'ack_lost' }
  | { kind: 'reply_lost'; onMade: () => void }
  | { kind: 'failed'; code: string };

const failureCodes: Record<Exclude<MoveOutcome, 'moved'>, string> = {
  jam: '10',
  moved_by_hand: '45',
  hopper_empty: 'A0',
  bin_full: 'A1',
  no_item: '02',
  failed: '51',
};

const noData: Uint8Array = new Uint8Array(0);

/** A CRT-591 on its real bytes. While it moves it hears nothing, unless it was told to. */
export class SimulatedCrt591 implements DeviceSimulator {
  readonly body: SimulatedBody;
  readonly line: SimulatedUnitLine;
  readonly #address: number;
  readonly #badHead: number;
  readonly #answersWhileMoving: boolean;
  #isInitialised = true;
  #troubles = new Map<string, MoveTrouble>();
  /** The moves that were begun, named by the two letters of command and parameter. */
  readonly moves: string[] = [];

  constructor(options: SimulatedCrt591Options = {}) {
    const { replyDelayMs = 5, pieceBytes = 0, clock = systemClock } = options;
    this.body = new SimulatedBody(options);
    this.line = new SimulatedUnitLine(clock, { replyDelayMs, pieceBytes });
    this.#address = options.address ?? 0;
    this.#answersWhileMoving = options.answersWhileMoving ?? false;
    this.#badHead = badHead[options.badReplyHead ?? 'N'];
  }

  /** Power off and on: it wants to be initialised. */
  restart(): void {
    this.#isInitialised = false;
  }

  /** The next such move, named by the two letters of command and parameter, never reaches the unit. */
  loseCommand(move: string): void {
    this.#troubles.set(move, { kind: 'command_lost' });
  }

  /** The next such move is made and answered; only its acknowledgement never arrives. */
  loseAckOf(move: string): void {
    this.#troubles.set(move, { kind: 'ack_lost' });
  }

  /** The next such move is made, and its reply lost. `onMade` is called instead of the reply. */
  loseReplyTo(move: string, onMade: () => void = () => {}): void {
    this.#troubles.set(move, { kind: 'reply_lost', onMade });
  }

  /** The next such move is not made; the answer is this code of two characters. */
  failMove(move: string, code: string): void {
    this.#troubles.set(move, { kind: 'failed', code });
  }

  attach(line: SimulatorLine): void {
    const scanner = new FrameScanner(crtRequestShape);
    this.line.attach(line, (bytes) => {
      const damagedBefore = scanner.damagedCount;
      for (const frame of scanner.push(bytes)) if (frame.length > 1) this.#take(frame);
      if (scanner.damagedCount > damagedBefore) this.line.sendAck(handshakeByte.nak);
    });
  }

  #take(frame: Uint8Array): void {
    const request = crtRequest.decode(frame);
    if (!request.ok || request.value.address !== this.#address) return;
    const { command, parameter, data } = request.value.body;
    const move = String.fromCharCode(command, parameter);
    const isHeard = this.#answersWhileMoving && isSame(crtCommand.readStatus, request.value.body);
    if (this.body.moving && !isHeard) return;
    const trouble = this.#troubles.get(move)?.kind;
    if (trouble === 'command_lost' || trouble === 'ack_lost') this.#troubles.delete(move);
    if (trouble === 'command_lost') return;
    if (trouble !== 'ack_lost') this.line.sendAck(handshakeByte.ack);
    this.#obey(command, parameter, data);
  }

  #obey(command: number, parameter: number, data: Uint8Array): void {
    const is = (other: CrtCommand) => isSame(other, { command, parameter });
    const answer = (refusal: string | null, reply = noData) => {
      if (refusal === null) this.#good(command, parameter, reply);
      else this.#bad(command, parameter, refusal);
    };
    if (is(crtCommand.readBinCounter)) answer(null, writeDigits(this.body.binCount));
    else if (is(crtCommand.setBinCounter)) answer(this.#setBinCounter(data));
    else if (is(crtCommand.initialiseLeavingItem)) answer(this.#initialise());
    else if (!this.#isInitialised) answer('B0');
    else if (is(crtCommand.readStatus)) answer(null);
    else this.#move(command, parameter, answer);
  }

  #setBinCounter(data: Uint8Array): string | null {
    const count = readDigits(data);
    if (count === null) return '04';
    this.body.setBinCount(count);
    return null;
  }

  #initialise(): string | null {
    if (this.body.isJammed) return '10';
    this.#isInitialised = true;
    return null;
  }

  #move(command: number, parameter: number, answer: (refusal: string | null) => void): void {
    const is = (other: CrtCommand) => isSame(other, { command, parameter });
    const move = String.fromCharCode(command, parameter);
    const trouble = this.#troubles.get(move);
    this.#troubles.delete(move);
    const end = (outcome: MoveOutcome) => {
      if (trouble?.kind === 'reply_lost') trouble.onMade();
      else answer(outcome === 'moved' ? null : failureCodes[outcome]);
    };
    this.moves.push(move);
    if (trouble?.kind === 'failed') answer(trouble.code);
    else if (is(crtCommand.toInside)) this.body.feed(end);
    else if (is(crtCommand.toGate)) this.body.present('gate', end);
    else if (is(crtCommand.eject)) this.body.present('out', end);
    else if (is(crtCommand.toBin)) this.body.capture(end);
    else answer('00');
  }

  #good(command: number, parameter: number, data: Uint8Array): void {
    const { item, hopperLevel: level, isBinFull } = this.body;
    const place =
      item?.place === 'gate' ? itemPlace.gate : item?.place === 'inside' ? itemPlace.inside : itemPlace.none;
    const hopper = { empty: hopperLevel.empty, low: hopperLevel.few, enough: hopperLevel.enough }[level];
    const bin = isBinFull ? binLevel.full : binLevel.ok;
    const body = { command, parameter, place, hopper, bin, data };
    this.line.sendReply(crtGoodReply.encode({ address: this.#address, body }));
  }

  #bad(command: number, parameter: number, code: string): void {
    const body = {
      head: this.#badHead,
      command,
      parameter,
      e1: code.charCodeAt(0),
      e0: code.charCodeAt(1),
      data: noData,
    };
    this.line.sendReply(crtBadReply.encode({ address: this.#address, body }));
  }
}

function isSame([command, parameter]: CrtCommand, body: { command: number; parameter: number }): boolean {
  return command === body.command && parameter === body.parameter;
}
