import type { Clock } from '../../contract/clock.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { DoorConfig } from '../../contract/terminal-config.ts';
import { Exchange, FrameScanner } from '../codec/index.ts';
import type { ByteLine } from '../transport/index.ts';
import {
  bitsPerBoard,
  coilValue,
  exceptionBit,
  modbusBits,
  modbusException,
  modbusFunction,
  modbusReplyShape,
  modbusRequest,
  pulseAddress,
  pulseStepMs,
} from './modbus-codec.ts';

export type BoardWiring = Pick<DoorConfig, 'unitId' | 'firstCoil' | 'onValue'>;
export type RelayWiring = BoardWiring & Pick<DoorConfig, 'relay' | 'pulse' | 'contact'>;

/** No answer in time, or the board said no. */
export type RelayFailure = { kind: 'silent' } | { kind: 'exception'; exception: number };

/** The talk with one relay board. Relays and inputs are numbered from 1, as printed on it. */
export class RelayLine {
  readonly #wiring: BoardWiring;
  readonly #replyDeadlineMs: number;
  readonly #exchange: Exchange;

  constructor(options: { line: ByteLine; clock: Clock; replyDeadlineMs: number; wiring: BoardWiring }) {
    this.#wiring = options.wiring;
    this.#replyDeadlineMs = options.replyDeadlineMs;
    this.#exchange = new Exchange({
      line: options.line,
      clock: options.clock,
      scanner: new FrameScanner(modbusReplyShape(options.wiring.unitId)),
    });
  }

  /** The numbers of the relays that are on. */
  async readRelays(): Promise<Result<ReadonlySet<number>, RelayFailure>> {
    const bits = await this.#readBits(modbusFunction.readCoils, this.#wiring.firstCoil);
    return bits.ok ? ok(numbersOf(bits.value)) : bits;
  }

  /** The numbers of the inputs that are set. */
  async readInputs(): Promise<Result<ReadonlySet<number>, RelayFailure>> {
    const bits = await this.#readBits(modbusFunction.readInputs, 0);
    return bits.ok ? ok(numbersOf(bits.value)) : bits;
  }

  /** The board switches on and, after the time, off by itself. Never to be repeated: it would begin anew. */
  sendPulse(relay: number, pulseMs: number): Promise<Result<void, RelayFailure>> {
    return this.#write(pulseAddress + this.#coilOf(relay), Math.round(pulseMs / pulseStepMs));
  }

  /** May be repeated. */
  switchRelay(relay: number, to: 'on' | 'off'): Promise<Result<void, RelayFailure>> {
    return this.#write(this.#coilOf(relay), to === 'on' ? coilValue[this.#wiring.onValue] : coilValue.off);
  }

  #coilOf(relay: number): number {
    return this.#wiring.firstCoil + relay - 1;
  }

  /** An answer equals the command, and so does the echo of an adapter: it says nothing of the relay. */
  async #write(address: number, value: number): Promise<Result<void, RelayFailure>> {
    const unit = this.#wiring.unitId;
    const bytes = modbusRequest.encode({ unit, function: modbusFunction.writeCoil, address, value });
    const reply = await this.#ask(bytes, modbusFunction.writeCoil, modbusRequest);
    return reply.ok ? ok(undefined) : reply;
  }

  async #readBits(code: 0x01 | 0x02, address: number): Promise<Result<number, RelayFailure>> {
    const unit = this.#wiring.unitId;
    const bytes = modbusRequest.encode({ unit, function: code, address, value: bitsPerBoard });
    const reply = await this.#ask(bytes, code, modbusBits);
    if (!reply.ok) return reply;
    const bits = modbusBits.decode(reply.value);
    return bits.ok ? ok(bits.value.bits) : err({ kind: 'silent' });
  }

  async #ask(
    bytes: Uint8Array,
    code: number,
    answer: { decode(frame: Uint8Array): Result<{ function: number }, unknown> },
  ): Promise<Result<Uint8Array, RelayFailure>> {
    const exceptionOf = (frame: Uint8Array) => {
      const refusal = modbusException.decode(frame);
      return refusal.ok && refusal.value.function === (code | exceptionBit) ? refusal.value.exception : null;
    };
    const reply = await this.#exchange.request({
      bytes,
      deadlineMs: this.#replyDeadlineMs,
      accept: (frame) => {
        const decoded = answer.decode(frame);
        return (decoded.ok && decoded.value.function === code) || exceptionOf(frame) !== null;
      },
    });
    if (!reply.ok) return err({ kind: 'silent' });
    const exception = exceptionOf(reply.value);
    return exception === null ? ok(reply.value) : err({ kind: 'exception', exception });
  }
}

function numbersOf(bits: number): ReadonlySet<number> {
  const numbers = Array.from({ length: bitsPerBoard }, (_, index) => index + 1);
  return new Set(numbers.filter((number) => ((bits >> (number - 1)) & 1) === 1));
}
