import { type Clock, systemClock } from '../../contract/clock.ts';
import { PacedSender } from '../paced-sender.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import type { CodeSuffix } from './code-framer.ts';
import { ScanEngine } from './scan-engine.ts';
import type { ScannerDialect } from './scanner-dialect.ts';
import type { SerialScannerOptions } from './serial-scanner.ts';
import { SimulatedSsi } from './simulated-ssi.ts';
import { SimulatedText } from './simulated-text.ts';

export interface SimulatedCodeScannerOptions {
  family?: SerialScannerOptions['trigger'];
  suffix?: CodeSuffix;
  clock?: Clock;
  /** Default 115200. */
  baudRate?: number;
  /** From the trigger to a decoded code. */
  decodeMs?: number;
  /** The unit gives the trigger up by itself after this. */
  triggerTimeoutMs?: number;
  /** The last byte of a code went out. */
  onCodeSent?: () => void;
  onTriggerChange?: (triggered: boolean) => void;
}

/** A scanner in serial trigger mode. A person holds a code in front of it until it was read. */
export class SimulatedCodeScanner implements DeviceSimulator {
  readonly #options: Required<SimulatedCodeScannerOptions>;
  readonly #engine: ScanEngine;
  #dialect: ScannerDialect | null = null;
  #send: (bytes: Uint8Array, onSent?: () => void) => void = () => {};
  /** Letters of the parts that fail, as a Datalogic unit names them. */
  #failedParts = '';
  #refuses: number | null = null;

  constructor(options: SimulatedCodeScannerOptions = {}) {
    this.#options = {
      family: 'honeywell',
      suffix: 'cr',
      clock: systemClock,
      baudRate: 115_200,
      decodeMs: 30,
      triggerTimeoutMs: 5000,
      onCodeSent: () => {},
      onTriggerChange: () => {},
      ...options,
    };
    const { family, triggerTimeoutMs } = this.#options;
    this.#engine = new ScanEngine({
      ...this.#options,
      triggerTimeoutMs: family === 'datalogic' ? null : triggerTimeoutMs,
      onRead: (code) => this.#sendCode(code),
    });
  }

  get triggered(): boolean {
    return this.#engine.triggered;
  }

  /** Text as UTF-8, or the bytes a code holds. Read at most once, as soon as the trigger is on. */
  showCode(code: string | Uint8Array): void {
    this.#engine.show(code);
  }

  /** The phone is taken away before it was read. */
  hideCode(): void {
    this.#engine.hide();
  }

  /** What the unit's health report complains of from now on; empty: nothing. */
  failParts(letters: string): void {
    this.#failedParts = letters;
  }

  /** A Zebra unit refuses commands with this cause; null: it obeys again. */
  refuseCommands(cause: number | null): void {
    this.#refuses = cause;
  }

  attach(line: SimulatorLine): void {
    const { clock, baudRate, family, suffix } = this.#options;
    const sender = new PacedSender(clock, baudRate, (bytes) => line.send(bytes));
    const waiting: { bytes: Uint8Array; onSent: () => void }[] = [];
    const sendNext = () => {
      const next = waiting[0];
      if (!next || sender.sending) return;
      waiting.shift();
      sender.send(next.bytes, () => {
        next.onSent();
        sendNext();
      });
    };
    const send = (bytes: Uint8Array, onSent: () => void = () => {}) => {
      waiting.push({ bytes, onSent });
      sendNext();
    };
    this.#send = send;
    const dialect: ScannerDialect =
      family === 'zebra-ssi'
        ? new SimulatedSsi({ engine: this.#engine, send, refusal: () => this.#refuses })
        : new SimulatedText({
            engine: this.#engine,
            send,
            family,
            suffix,
            failedParts: () => this.#failedParts,
          });
    this.#dialect = dialect;
    line.onClosed(() => {
      waiting.length = 0;
      sender.cancel();
      if (this.#send === send) this.#send = () => {};
    });
    line.onData((bytes) => dialect.take(bytes));
  }

  #sendCode(code: Uint8Array): void {
    const messages = this.#dialect?.packCode(code) ?? [];
    for (const [index, message] of messages.entries()) {
      this.#send(message, index === messages.length - 1 ? this.#options.onCodeSent : () => {});
    }
  }
}
