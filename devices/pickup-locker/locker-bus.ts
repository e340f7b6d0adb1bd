import type { Clock } from '../../contract/clock.ts';
import type { CellAddress } from '../../contract/device-classes.ts';
import { Exchange, FrameScanner, OneAtATime } from '../codec/index.ts';
import type { ByteLine } from '../transport/index.ts';
import {
  boardReport,
  contactsOf,
  lockReport,
  openRequest,
  type ReplyExpectation,
  readRequest,
  replyShape,
} from './board-8a-codec.ts';

export interface LockerBusOptions {
  line: ByteLine;
  clock: Clock;
  replyDeadlineMs: number;
  /** A lock told of its contact without being asked. */
  onReport: (address: CellAddress, contact: number) => void;
}

/** The talk with all boards on one half-duplex line; one request at a time. */
export class LockerBus {
  readonly #options: LockerBusOptions;
  readonly #expectation: ReplyExpectation = { wholeBoard: false };
  readonly #exchange: Exchange;
  readonly #turns = new OneAtATime();

  constructor(options: LockerBusOptions) {
    this.#options = options;
    this.#exchange = new Exchange({
      line: options.line,
      clock: options.clock,
      scanner: new FrameScanner(replyShape(this.#expectation)),
      onUnasked: (frame) => this.#takeUnasked(frame),
    });
  }

  /** Contacts of locks 1 to 24; null when the board stays silent. */
  readBoard(board: number): Promise<number[] | null> {
    return this.#turns.run(async () => {
      this.#expectation.wholeBoard = true;
      const reply = await this.#request(readRequest.encode({ board, lock: 0 }), (frame) => {
        const report = boardReport.decode(frame);
        return report.ok && report.value.board === board;
      });
      this.#expectation.wholeBoard = false;
      const report = reply && boardReport.decode(reply);
      return report?.ok ? contactsOf(report.value.groups) : null;
    });
  }

  /** Null when the board stays silent. */
  readLock({ board, cell }: CellAddress): Promise<number | null> {
    const request = readRequest.encode({ board, lock: cell });
    return this.#turns.run(async () => {
      // The echo of an adapter says 33 where a contact would be.
      const reply = await this.#request(request, (frame) => {
        return !isSame(frame, request) && isReportOf(frame, 0x80, { board, cell });
      });
      const report = reply && lockReport.decode(reply);
      return report?.ok ? report.value.contact : null;
    });
  }

  /**
   * Sends the opening command once. Its answer is not waited for as a proof: the same bytes may be
   * the echo of an adapter or the word of a board whose lock did not move; the door is asked later.
   */
  sendOpen({ board, cell }: CellAddress): Promise<void> {
    const request = openRequest.encode({ board, lock: cell });
    return this.#turns.run(async () => {
      let echoSeen = false;
      await this.#exchange.request({
        bytes: request,
        deadlineMs: this.#options.replyDeadlineMs,
        accept: (frame) => {
          if (!isReportOf(frame, 0x8a, { board, cell })) return false;
          const isEcho = !echoSeen && isSame(frame, request);
          echoSeen ||= isEcho;
          return !isEcho;
        },
      });
    });
  }

  async #request(bytes: Uint8Array, accept: (frame: Uint8Array) => boolean): Promise<Uint8Array | null> {
    const deadlineMs = this.#options.replyDeadlineMs;
    const result = await this.#exchange.request({ bytes, deadlineMs, accept });
    return result.ok ? result.value : null;
  }

  #takeUnasked(frame: Uint8Array): void {
    const report = lockReport.decode(frame);
    if (!report.ok || (report.value.kind !== 0x81 && report.value.kind !== 0x82)) return;
    const { board, lock, contact } = report.value;
    this.#options.onReport({ board, cell: lock }, contact);
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function isReportOf(frame: Uint8Array, kind: number, { board, cell }: CellAddress): boolean {
  const report = lockReport.decode(frame);
  return (
    report.ok && report.value.kind === kind && report.value.board === board && report.value.lock === cell
  );
}
