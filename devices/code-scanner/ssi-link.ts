import type { Clock } from '../../contract/clock.ts';
import type { ScannedCode } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import { FrameScanner } from '../codec/index.ts';
import { noAnswerStatus, onlineStatus } from '../host/index.ts';
import type { ByteLine } from '../transport/index.ts';
import { longestCode } from './code-framer.ts';
import { decodeCode } from './decode-code.ts';
import { oneAnswer } from './one-answer.ts';
import type { ScannerLink } from './scanner-link.ts';
import {
  decoderPackets,
  encodeHostPacket,
  hostMode,
  type SsiPacket,
  ssiNak,
  ssiOpcode,
  ssiPacket,
  ssiStatus,
  symbologyOfCodeType,
} from './ssi-codec.ts';
import { statusOfNak } from './status.ts';

export interface SsiLinkOptions {
  line: ByteLine;
  clock: Clock;
  answerDeadlineMs: number;
  onCode: (code: ScannedCode) => void;
}

/** No packet pauses for so long between two of its bytes. */
const packetGapMs = 100;
const noData = new Uint8Array(0);

/** A Zebra scanner in packets, each of which the other side acknowledges. */
export class SsiLink implements ScannerLink {
  readonly #options: SsiLinkOptions;
  readonly #scanner = new FrameScanner(decoderPackets);
  #onRevision: ((answer: true) => void) | null = null;
  #cancelGap: () => void = () => {};
  #lastSent: Uint8Array = noData;
  #lastData = '';
  #parts: Uint8Array[] = [];
  /** Last command the unit refused; null once it takes one again. */
  #nak: number | null = null;

  private constructor(options: SsiLinkOptions) {
    this.#options = options;
    options.line.onData((bytes) => this.#take(bytes));
  }

  /** Tells the unit to wait for the host's trigger and to send codes in packets. */
  static async open(options: SsiLinkOptions): Promise<SsiLink> {
    const link = new SsiLink(options);
    await link.#send(hostMode);
    return link;
  }

  async setTrigger(on: boolean): Promise<void> {
    await this.#send(encodeHostPacket(on ? ssiOpcode.startSession : ssiOpcode.stopSession));
  }

  async readHealth(signal: AbortSignal): Promise<DeviceStatus> {
    const { clock, answerDeadlineMs } = this.#options;
    const answer = await oneAnswer<true>({
      clock,
      deadlineMs: answerDeadlineMs,
      signal,
      ask: () => this.#send(encodeHostPacket(ssiOpcode.requestRevision)),
      listen: (listener) => {
        this.#onRevision = listener;
      },
    });
    if (!answer) return noAnswerStatus;
    return this.#nak === null ? onlineStatus : statusOfNak(this.#nak);
  }

  close(): void {
    this.#cancelGap();
  }

  async #send(packet: Uint8Array): Promise<boolean> {
    this.#lastSent = packet;
    return (await this.#options.line.write(packet)).ok;
  }

  #reply(opcode: number, ...data: number[]): void {
    this.#options.line.write(encodeHostPacket(opcode, ...data)).catch(() => {});
  }

  #take(bytes: Uint8Array): void {
    const damagedBefore = this.#scanner.damagedCount;
    for (const frame of this.#scanner.push(bytes)) this.#obey(frame);
    this.#cancelGap();
    if (this.#scanner.damagedCount > damagedBefore) this.#reply(ssiOpcode.nak, ssiNak.resend);
    if (this.#scanner.pendingBytes === 0) return;
    this.#cancelGap = this.#options.clock.after(packetGapMs, () => {
      for (const frame of this.#scanner.abandon()) this.#obey(frame);
    });
  }

  #obey(frame: Uint8Array): void {
    const packet = ssiPacket.decode(frame);
    if (!packet.ok) return;
    switch (packet.value.opcode) {
      case ssiOpcode.ack:
        this.#nak = null;
        break;
      case ssiOpcode.nak:
        this.#takeNak(packet.value.data[0] ?? 0);
        break;
      case ssiOpcode.replyRevision:
        this.#reply(ssiOpcode.ack);
        this.#onRevision?.(true);
        break;
      case ssiOpcode.decodeData:
        this.#reply(ssiOpcode.ack);
        this.#takeData(packet.value);
        break;
      default:
        this.#reply(ssiOpcode.ack);
    }
  }

  #takeNak(cause: number): void {
    const again = this.#lastSent;
    this.#lastSent = noData;
    if (cause !== ssiNak.resend) this.#nak = cause;
    else if (again.length > 0) this.#options.line.write(again).catch(() => {});
  }

  /** A packet sent again because its acknowledgement was lost counts once; long codes come in several. */
  #takeData({ status, data }: SsiPacket): void {
    const content = Buffer.from(data).toString('latin1');
    const repeated = (status & ssiStatus.retransmit) !== 0 && content === this.#lastData;
    this.#lastData = content;
    if (repeated) return;
    const [codeType = 0] = data;
    this.#parts.push(data.subarray(1));
    const length = this.#parts.reduce((total, part) => total + part.length, 0);
    if ((status & ssiStatus.continued) !== 0 && length < longestCode) return;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    if (length >= longestCode || length === 0) return;
    const { text, symbology } = decodeCode(Uint8Array.from(whole));
    this.#options.onCode({ text, symbology: symbology ?? symbologyOfCodeType(codeType) });
  }
}
