import { type Clock, systemClock } from '../../contract/clock.ts';
import type { ScannedCode } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { noAnswerStatus, onlineStatus, type RecoveryMeans } from '../host/index.ts';
import type { ReportLine, Transport } from '../transport/index.ts';
import { longestCode } from './code-framer.ts';
import { decodeCode } from './decode-code.ts';
import {
  decodeHidPosReport,
  enableReport,
  encodeCommandReport,
  type HidPosReport,
  isCommandReply,
} from './hid-pos-codec.ts';
import { oneAnswer } from './one-answer.ts';
import type { ScannerLink } from './scanner-link.ts';
import { triggerCommands } from './trigger-commands.ts';
import { WatchedScanner } from './watched-scanner.ts';

export interface HidPosScannerOptions {
  transport: Transport<ReportLine>;
  /** `honeywell` (also Youjie): trigger and queries by output reports; `none`: the unit scans by itself. */
  commands: 'honeywell' | 'none';
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  answerDeadlineMs?: number;
  heartbeatIntervalMs?: number;
  sameCodeMs?: number;
}

/** Scanner as a USB HID Point of Sale device (usage page 8C, usage 2). */
export class HidPosScanner extends WatchedScanner<ReportLine> {
  constructor(options: HidPosScannerOptions) {
    const { transport, commands, heartbeatIntervalMs, sameCodeMs } = options;
    const { clock = systemClock, means, answerDeadlineMs = 700 } = options;
    super({
      transport,
      clock,
      means,
      heartbeatIntervalMs,
      sameCodeMs,
      openLink: async (line, onCode) => {
        if (commands === 'honeywell') await line.sendFeatureReport(enableReport);
        return new HidPosLink({ line, commands, clock, answerDeadlineMs, onCode });
      },
    });
  }
}

/** The reports of one code follow each other at once; a longer pause means that the rest was lost. */
const reportGapMs = 500;

interface HidPosLinkOptions {
  line: ReportLine;
  commands: 'honeywell' | 'none';
  clock: Clock;
  answerDeadlineMs: number;
  onCode: (code: ScannedCode) => void;
}

/** A scanner on one open HID line. */
export class HidPosLink implements ScannerLink {
  readonly #options: HidPosLinkOptions;
  #parts: Uint8Array[] = [];
  #lastReportMs = 0;
  #gone = false;
  #onReply: ((answer: true) => void) | null = null;

  constructor(options: HidPosLinkOptions) {
    this.#options = options;
    options.line.onLost(() => {
      this.#gone = true;
    });
    options.line.onReport((bytes) => {
      const report = decodeHidPosReport(bytes);
      if (!report.ok) return;
      if (isCommandReply(report.value)) this.#onReply?.(true);
      else this.#takePart(report.value);
    });
  }

  async setTrigger(on: boolean): Promise<void> {
    const { honeywell } = triggerCommands;
    if (this.#options.commands === 'honeywell') await this.#command(on ? honeywell.on : honeywell.off);
  }

  async readHealth(signal: AbortSignal): Promise<DeviceStatus> {
    const { clock, answerDeadlineMs, commands } = this.#options;
    // A unit without commands cannot be asked: its presence on the bus has to do.
    if (commands === 'none') return signal.aborted || this.#gone ? noAnswerStatus : onlineStatus;
    const answer = await oneAnswer<true>({
      clock,
      deadlineMs: answerDeadlineMs,
      signal,
      ask: () => this.#command(triggerCommands.honeywell.askPresence(false)),
      listen: (listener) => {
        this.#onReply = listener;
      },
    });
    return answer ? onlineStatus : noAnswerStatus;
  }

  close(): void {}

  async #command(command: Uint8Array): Promise<boolean> {
    return (await this.#options.line.sendReport(encodeCommandReport(command))).ok;
  }

  #takePart({ aim, data, continued }: HidPosReport): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#lastReportMs > reportGapMs) this.#parts = [];
    this.#lastReportMs = nowMs;
    this.#parts.push(data);
    const whole = Uint8Array.from(Buffer.concat(this.#parts));
    if (continued && whole.length < longestCode) return;
    this.#parts = [];
    if (whole.length === 0 || whole.length >= longestCode) return;
    const { text, symbology } = decodeCode(whole);
    this.#options.onCode({ text, symbology: aim ?? symbology });
  }
}
