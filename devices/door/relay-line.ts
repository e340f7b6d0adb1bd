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

export type RelayWiring = Pick<
  DoorConfig,
  'unitId' | 'relay' | 'pulse' | 'firstCoil' | 'onValue' | 'contact'
>;

/** No answer in time, or the board said no. */
export type RelayFailure = { kind: 'silent' } | { kind: 'exception'; exception: number };

/** The talk with one relay board. */
export class RelayLine {
  readonly #wiring: RelayWiring;
  readonly #replyDeadlineMs: number;
  readonly #exchange: Exchange;

  constructor(options: { line: ByteLine; clock: Clock; replyDeadlineMs: number; wiring: RelayWiring }) {
    this.#wiring = options.wiring;
    this.#replyDeadlineMs = options.replyDeadlineMs;
    this.#exchange = new Exchange({
      line: options.line,
      clock: options.clock,
      scanner: new FrameScanner(modbusReplyShape(options.wiring.unitId)),
    });
  }

  async readRelay(): Promise<Result<'on' | 'off', RelayFailure>> {
    const { firstCoil, relay } = this.#wiring;
    const bits = await this.#readBits(modbusFunction.readCoils, firstCoil);
    return bits.ok ? ok(isSet(bits.value, relay) ? 'on' : 'off') : bits;
  }

  /** `unknown` where no contact is wired. */
  async readContact(): Promise<Result<'open' | 'closed' | 'unknown', RelayFailure>> {
    const { contact } = this.#wiring;
    if (!contact) return ok('unknown');
    const bits = await this.#readBits(modbusFunction.readInputs, 0);
    if (!bits.ok) return bits;
    return ok(isSet(bits.value, contact.input) === (contact.setWhen === 'open') ? 'open' : 'closed');
  }

  /** The board switches on and, after the time, off by itself. Never to be repeated: it would release anew. */
  sendPulse(pulseMs: number): Promise<Result<void, RelayFailure>> {
    return this.#write(pulseAddress + this.#coil, Math.round(pulseMs / pulseStepMs));
  }

  /** May be repeated. */
  switchRelay(to: 'on' | 'off'): Promise<Result<void, RelayFailure>> {
    return this.#write(this.#coil, to === 'on' ? coilValue[this.#wiring.onValue] : coilValue.off);
  }

  get #coil(): number {
    return this.#wiring.firstCoil + this.#wiring.relay - 1;
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

function isSet(bits: number, oneBased: number): boolean {
  return ((bits >> (oneBased - 1)) & 1) === 1;
}
