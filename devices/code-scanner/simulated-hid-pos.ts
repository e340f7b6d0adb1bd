import { type Clock, systemClock } from '../../contract/clock.ts';
import type { ReportSimulator, ReportSimulatorLine } from '../simulator.ts';
import { decodeCommandReport, encodeHidPosReport, longestPart } from './hid-pos-codec.ts';
import { ScanEngine } from './scan-engine.ts';

export interface SimulatedHidPosOptions {
  /** A unit without commands scans all the time. */
  commands?: 'honeywell' | 'none';
  habit?: 'usual' | 'shifted';
  /** Does the HID library hand over the report id? */
  withReportId?: boolean;
  aim?: string | null;
  clock?: Clock;
  /** From the trigger to a decoded code. */
  decodeMs?: number;
  onTriggerChange?: (triggered: boolean) => void;
}

const qrCode = 0x73;

/** A Honeywell-like scanner as a HID POS device. */
export class SimulatedHidPos implements ReportSimulator {
  readonly #options: Required<SimulatedHidPosOptions>;
  readonly #engine: ScanEngine;
  #line: ReportSimulatorLine | null = null;
  #enabled = false;

  constructor(options: SimulatedHidPosOptions = {}) {
    this.#options = {
      commands: 'honeywell',
      habit: 'usual',
      withReportId: true,
      aim: ']Q1',
      onTriggerChange: () => {},
      clock: systemClock,
      decodeMs: 30,
      ...options,
    };
    this.#engine = new ScanEngine({
      clock: this.#options.clock,
      decodeMs: this.#options.decodeMs,
      triggerTimeoutMs: this.#options.commands === 'none' ? null : 5000,
      onRead: (code) => this.#send(this.#options.aim, code),
      onTriggerChange: this.#options.onTriggerChange,
    });
  }

  get triggered(): boolean {
    return this.#engine.triggered;
  }

  showCode(code: string | Uint8Array): void {
    this.#engine.show(code);
  }

  /** The phone is taken away before it was read. */
  hideCode(): void {
    this.#engine.hide();
  }

  attach(line: ReportSimulatorLine): void {
    this.#line = line;
    this.#enabled = this.#options.commands === 'none';
    if (this.#options.commands === 'none') this.#engine.trigger();
    line.onClosed(() => {
      if (this.#line === line) this.#line = null;
    });
    line.onFeatureReport((report) => {
      if (report[0] === 0xfe) this.#enabled = report[1] === 1;
    });
    line.onReport((report) => {
      const command = decodeCommandReport(report);
      if (command.ok && this.#options.commands === 'honeywell') {
        this.#obey(Buffer.from(command.value).toString('latin1'));
      }
    });
  }

  #obey(command: string): void {
    if (command === '\x16T\r') this.#engine.trigger();
    else if (command === '\x16U\r') this.#engine.endTrigger();
    else if (command.startsWith('\x16M\r')) {
      const text = command.slice(3, -1);
      const reply = `${text}Product Name: Simulated HID scanner, a rather long name of it\r\n\x06.`;
      this.#send(']X0', Uint8Array.from(Buffer.from(reply, 'latin1').subarray(0, longestPart)));
      this.#send(']Z6', Uint8Array.from(Buffer.from(`${text}\x06.`, 'latin1')));
    }
  }

  #send(aim: string | null, content: Uint8Array): void {
    if (!this.#enabled) return;
    const { habit, withReportId } = this.#options;
    for (let offset = 0; offset < content.length; offset += longestPart) {
      const report = encodeHidPosReport(
        {
          aim,
          data: content.slice(offset, offset + longestPart),
          vendorSymbology: qrCode,
          continued: offset + longestPart < content.length,
        },
        habit,
      );
      this.#line?.send(withReportId ? report : report.slice(1));
    }
  }
}
