import { type Clock, systemClock } from '../../contract/clock.ts';
import { PacedSender } from '../paced-sender.ts';
import type { DeviceSimulator, SimulatorLine } from '../simulator.ts';
import type { CodeSuffix } from './code-framer.ts';
import type { TriggerFamily } from './trigger-commands.ts';

export interface SimulatedCodeScannerOptions {
  family?: TriggerFamily;
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

const suffixTexts: Record<CodeSuffix, string> = { cr: '\r', crlf: '\r\n', lf: '\n', none: '' };
const longestCommand = 200;
const revision = 'Product Name: Simulated scanner\r\nSoftware Revision: 1.0\r\n';

/** Commands of both families, with the answers a unit gives. */
const commandPatterns: Record<TriggerFamily, RegExp> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the commands are framed by control characters
  honeywell: /\x16(?:([TU])\r|M\r([^.!]*)[.!])/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the commands are framed by control characters
  newland: /\x01(T|P)\x04|\x7e\x010000[@#]([^;]*);\x03/,
};

/** A scanner in serial trigger mode. A person holds a code in front of it until it was read. */
export class SimulatedCodeScanner implements DeviceSimulator {
  readonly #options: Required<SimulatedCodeScannerOptions>;
  #shown: Uint8Array | null = null;
  #triggered = false;
  #decoding = false;
  #cancelTrigger: () => void = () => {};
  #send: (bytes: Uint8Array, onSent?: () => void) => void = () => {};

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
  }

  get triggered(): boolean {
    return this.#triggered;
  }

  /** Text as UTF-8, or the bytes a code holds. Read at most once, as soon as the trigger is on. */
  showCode(code: string | Uint8Array): void {
    this.#shown = typeof code === 'string' ? new TextEncoder().encode(code) : code;
    if (this.#triggered) this.#trigger();
  }

  /** The phone is taken away before it was read. */
  hideCode(): void {
    this.#shown = null;
  }

  attach(line: SimulatorLine): void {
    const { clock, baudRate } = this.#options;
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
    line.onClosed(() => {
      waiting.length = 0;
      sender.cancel();
      if (this.#send === send) this.#send = () => {};
    });
    let input = '';
    line.onData((bytes) => {
      input += Buffer.from(bytes).toString('latin1');
      for (;;) {
        const found = commandPatterns[this.#options.family].exec(input);
        if (!found) break;
        input = input.slice(found.index + found[0].length);
        this.#obey(found[1] ?? null, found[2] ?? '');
      }
      input = input.slice(-longestCommand);
    });
  }

  #obey(key: string | null, text: string): void {
    if (key !== null) {
      if (key === 'T') this.#trigger();
      else this.#endTrigger();
    } else if (this.#options.family === 'honeywell') {
      this.#answer(text === 'REVINF' ? `REVINF${revision}\x06.` : `${text}\x05.`);
    } else {
      const known = text === 'SCNTRG0' || text === 'SCNTRG1';
      this.#answer(`\x02\x010000#${text}${known ? '\x06' : '\x05'};\x03`);
      if (text === 'SCNTRG1') this.#trigger();
      if (text === 'SCNTRG0') this.#endTrigger();
    }
  }

  #answer(text: string): void {
    this.#send(Uint8Array.from(Buffer.from(text, 'latin1')));
  }

  #trigger(): void {
    // Told again while it decodes, the unit goes on decoding.
    if (this.#decoding) return;
    const { clock, decodeMs, triggerTimeoutMs } = this.#options;
    this.#cancelTrigger();
    this.#decoding = this.#shown !== null;
    this.#cancelTrigger = this.#shown
      ? clock.after(decodeMs, () => this.#readShown())
      : clock.after(triggerTimeoutMs, () => this.#endTrigger());
    this.#setTriggered(true);
  }

  #readShown(): void {
    const shown = this.#shown;
    this.#shown = null;
    this.#endTrigger();
    if (!shown) return;
    const suffix = Buffer.from(suffixTexts[this.#options.suffix], 'latin1');
    this.#send(Uint8Array.from([...shown, ...suffix]), this.#options.onCodeSent);
  }

  #endTrigger(): void {
    this.#cancelTrigger();
    this.#decoding = false;
    this.#setTriggered(false);
  }

  #setTriggered(triggered: boolean): void {
    if (this.#triggered === triggered) return;
    this.#triggered = triggered;
    this.#options.onTriggerChange(triggered);
  }
}
