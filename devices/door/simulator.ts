import { type Clock, systemClock } from '../../contract/clock.ts';
import { FrameScanner } from '../codec/index.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import {
  bitsPerBoard,
  coilValue,
  exceptionBit,
  modbusBits,
  modbusException,
  modbusFunction,
  modbusRequest,
  modbusRequestShape,
  pulseAddress,
  pulseStepMs,
} from './modbus-codec.ts';
import type { RelayWiring } from './relay-line.ts';

export interface SimulatedRelayBoardOptions extends Partial<RelayWiring> {
  clock?: Clock;
  /** The adapter gives the host its own bytes back. */
  echoes?: boolean;
  /** Bytes a bad line puts before every answer. */
  noise?: Uint8Array;
  /** From a command to its answer. */
  replyDelayMs?: number;
  onReleaseBegan?: () => void;
  /** Wall-clock times of one release. */
  onReleased?: (fromMs: number, toMs: number) => void;
  onDoorMoved?: (door: 'open' | 'closed') => void;
  /** Any relay of the board moved; numbered from 1. */
  onRelay?: (relay: number, on: boolean) => void;
  /** A lamp on the board. */
  onChanged?: () => void;
}

const exceptions = { illegalFunction: 1, illegalAddress: 2, illegalValue: 3 } as const;

/** A relay board, the lock on one of its relays, and the door behind it. */
export class SimulatedRelayBoard implements DeviceSimulator {
  readonly #options: Required<Omit<SimulatedRelayBoardOptions, 'contact'>> &
    Pick<SimulatedRelayBoardOptions, 'contact'>;
  readonly #relays: { on: boolean; cancelPulse: () => void }[];
  #line: SimulatorLine | undefined;
  #releasedAtMs: number | null = null;
  #door: 'open' | 'closed' = 'closed';
  #pulses = 0;
  /** Commands are answered and the relay does not move, neither on nor off. */
  #stuck = false;
  #silent = false;
  #powered = true;
  #nextException: number | null = null;

  constructor(options: SimulatedRelayBoardOptions = {}) {
    this.#options = {
      unitId: 1,
      relay: 1,
      pulse: 'hardware',
      firstCoil: 0,
      onValue: 'FF00',
      clock: systemClock,
      echoes: false,
      noise: new Uint8Array(0),
      replyDelayMs: 5,
      onReleaseBegan: () => {},
      onReleased: () => {},
      onDoorMoved: () => {},
      onRelay: () => {},
      onChanged: () => {},
      ...options,
    };
    this.#relays = Array.from({ length: bitsPerBoard }, () => ({ on: false, cancelPulse: () => {} }));
  }

  get state(): { released: boolean; door: 'open' | 'closed'; stuck: boolean } {
    return { released: this.#releasedAtMs !== null, door: this.#door, stuck: this.#stuck };
  }

  /** Commands to let the lock go that the board understood. */
  get releaseCommands(): number {
    return this.#pulses;
  }

  /** False where the lock holds the door. */
  openDoor(): boolean {
    if (this.#releasedAtMs === null) return this.#door === 'open';
    this.#moveDoor('open');
    return true;
  }

  closeDoor(): void {
    this.#moveDoor('closed');
  }

  setStuck(stuck: boolean): void {
    this.#stuck = stuck;
    this.#options.onChanged();
  }

  /** The board works and its answers do not come through. */
  setSilent(silent: boolean): void {
    this.#silent = silent;
  }

  /** Without power every relay falls off and every pulse ends; nothing is heard or said. */
  setPower(on: boolean): void {
    this.#powered = on;
    if (on) return;
    const stuck = this.#stuck;
    this.#stuck = false;
    for (const relay of this.#relays.keys()) this.#switch(relay, false);
    this.#stuck = stuck;
  }

  /** The next command is refused with this exception. */
  refuseNext(exception: number): void {
    this.#nextException = exception;
  }

  attach(line: SimulatorLine): void {
    this.#line = line;
    const scanner = new FrameScanner(modbusRequestShape(this.#options.unitId));
    line.onData((bytes) => {
      if (this.#options.echoes) line.send(bytes);
      if (!this.#powered) return;
      for (const frame of scanner.push(bytes)) this.#obey(frame);
    });
    line.onClosed(() => {
      if (this.#line === line) this.#line = undefined;
    });
  }

  #obey(frame: Uint8Array): void {
    const request = modbusRequest.decode(frame);
    if (!request.ok) return;
    const { function: code, address, value } = request.value;
    switch (code) {
      case modbusFunction.readCoils:
        this.#answerBits(
          code,
          address === this.#options.firstCoil && value === bitsPerBoard,
          this.#relayBits(),
        );
        break;
      case modbusFunction.readInputs:
        this.#answerBits(code, address === 0 && value === bitsPerBoard, this.#inputBits());
        break;
      case modbusFunction.writeCoil:
        this.#write(frame, address, value);
        break;
      default:
        this.#sendException(code, exceptions.illegalFunction);
    }
  }

  #answerBits(code: number, isThere: boolean, bits: number): void {
    const unit = this.#options.unitId;
    if (isThere) this.#send(modbusBits.encode({ unit, function: code, bits }));
    else this.#sendException(code, exceptions.illegalAddress);
  }

  #write(frame: Uint8Array, address: number, value: number): void {
    const exception = this.#nextException ?? this.#obeyWrite(address, value);
    this.#nextException = null;
    if (exception === null) this.#send(frame);
    else this.#sendException(modbusFunction.writeCoil, exception);
  }

  /** The exception that refuses the command, or null when it was carried out. */
  #obeyWrite(address: number, value: number): number | null {
    const { firstCoil, pulse, onValue } = this.#options;
    const isPulse = address >= pulseAddress;
    const relay = (isPulse ? address - pulseAddress : address) - firstCoil;
    if (!this.#relays[relay] || (isPulse && pulse !== 'hardware')) return exceptions.illegalAddress;
    if (isPulse) this.#pulse(relay, value * pulseStepMs);
    else if (value === coilValue[onValue]) this.#command(relay, true);
    else if (value === coilValue.off) this.#switch(relay, false);
    else return exceptions.illegalValue;
    return null;
  }

  #pulse(relay: number, lengthMs: number): void {
    this.#command(relay, true);
    const state = this.#relays[relay];
    if (state) state.cancelPulse = this.#options.clock.after(lengthMs, () => this.#switch(relay, false));
  }

  #command(relay: number, on: boolean): void {
    this.#pulses += 1;
    this.#switch(relay, on);
  }

  #switch(relay: number, on: boolean): void {
    const state = this.#relays[relay];
    if (!state || this.#stuck) return;
    state.cancelPulse();
    if (state.on !== on) this.#options.onRelay(relay + 1, on);
    state.on = on;
    if (relay === this.#options.relay - 1) this.#letGo(on);
  }

  #letGo(on: boolean): void {
    const { clock, onReleaseBegan, onReleased, onChanged } = this.#options;
    if (on && this.#releasedAtMs === null) {
      this.#releasedAtMs = clock.wallMs();
      onReleaseBegan();
    } else if (!on && this.#releasedAtMs !== null) {
      const fromMs = this.#releasedAtMs;
      this.#releasedAtMs = null;
      onReleased(fromMs, clock.wallMs());
    }
    onChanged();
  }

  #moveDoor(door: 'open' | 'closed'): void {
    if (this.#door === door) return;
    this.#door = door;
    this.#options.onDoorMoved(door);
  }

  #relayBits(): number {
    return this.#relays.reduce((bits, { on }, index) => bits | (on ? 1 << index : 0), 0);
  }

  #inputBits(): number {
    const { contact } = this.#options;
    const isSet = contact && (this.#door === 'open') === (contact.setWhen === 'open');
    return contact && isSet ? 1 << (contact.input - 1) : 0;
  }

  #sendException(code: number, exception: number): void {
    const unit = this.#options.unitId;
    this.#send(modbusException.encode({ unit, function: code | exceptionBit, exception }));
  }

  #send(frame: Uint8Array): void {
    const line = this.#line;
    const { clock, replyDelayMs, noise } = this.#options;
    clock.after(replyDelayMs, () => {
      if (this.#line === line && !this.#silent && this.#powered)
        line?.send(Uint8Array.of(...noise, ...frame));
    });
  }
}
