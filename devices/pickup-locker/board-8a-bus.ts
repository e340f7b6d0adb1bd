import type { CellAddress } from '../../contract/device-classes.ts';
import { Exchange, FrameScanner, OneAtATime } from '../codec/index.ts';
import {
  boardReport,
  contactsOf,
  doorOf,
  type Feedback,
  isContact,
  lockReport,
  openRequest,
  type ReplyExpectation,
  readRequest,
  replyShape,
} from './board-8a-codec.ts';
import type { BoardCells } from './cells.ts';
import type { CellReading, LockerBus, LockerWire } from './locker-bus.ts';
import { isSame } from './same-bytes.ts';

export interface Board8a extends BoardCells {
  feedback: Feedback;
}

/** Boards of the 8A kind; they have no sensors for what lies in a cell. */
export class Board8aBus implements LockerBus {
  readonly #wire: LockerWire;
  readonly #boards: readonly Board8a[];
  readonly #expectation: ReplyExpectation = { wholeBoard: false };
  readonly #exchange: Exchange;
  readonly #turns = new OneAtATime();

  constructor(wire: LockerWire, boards: readonly Board8a[]) {
    this.#wire = wire;
    this.#boards = boards;
    this.#exchange = new Exchange({
      line: wire.line,
      clock: wire.clock,
      scanner: new FrameScanner(replyShape(this.#expectation)),
      onUnasked: (frame) => this.#takeUnasked(frame),
    });
  }

  askBoard(board: number): Promise<boolean> {
    return this.#turns.run(async () => {
      this.#expectation.wholeBoard = true;
      const reply = await this.#request(readRequest.encode({ board, lock: 0 }), (frame) => {
        const report = boardReport.decode(frame);
        return report.ok && report.value.board === board;
      });
      this.#expectation.wholeBoard = false;
      const report = reply && boardReport.decode(reply);
      if (!report?.ok) return false;
      this.#tell(
        contactsOf(report.value.groups).map((contact, index) => [{ board, cell: index + 1 }, contact]),
      );
      return true;
    });
  }

  askCell({ board, cell }: CellAddress): Promise<boolean> {
    const request = readRequest.encode({ board, lock: cell });
    return this.#turns.run(async () => {
      // The echo of an adapter says 33 where a contact would be.
      const reply = await this.#request(request, (frame) => {
        return !isSame(frame, request) && isReportOf(frame, 0x80, { board, cell });
      });
      const report = reply && lockReport.decode(reply);
      if (!report?.ok) return false;
      this.#tell([[{ board, cell }, report.value.contact]]);
      return true;
    });
  }

  /**
   * The same bytes may be the echo of an adapter or the word of a board: they prove nothing. An
   * answer that differs from the command cannot be its echo, and an open contact is then a proof.
   */
  sendOpen({ board, cell }: CellAddress): Promise<void> {
    const request = openRequest.encode({ board, lock: cell });
    return this.#turns.run(async () => {
      let sameSeen = false;
      const reply = await this.#request(request, (frame) => {
        if (!isReportOf(frame, 0x8a, { board, cell })) return false;
        const mayBeEcho = !sameSeen && isSame(frame, request);
        sameSeen ||= mayBeEcho;
        return !mayBeEcho;
      });
      if (reply) this.#takeOpenAnswer(reply);
    });
  }

  async #request(bytes: Uint8Array, accept: (frame: Uint8Array) => boolean): Promise<Uint8Array | null> {
    const deadlineMs = this.#wire.replyDeadlineMs;
    const result = await this.#exchange.request({ bytes, deadlineMs, accept });
    return result.ok ? result.value : null;
  }

  #takeUnasked(frame: Uint8Array): void {
    const report = lockReport.decode(frame);
    if (!report.ok) return;
    const { kind, board, lock, contact } = report.value;
    if (kind === 0x8a) this.#takeOpenAnswer(frame);
    if (kind === 0x81 || kind === 0x82) this.#tell([[{ board, cell: lock }, contact]]);
  }

  #takeOpenAnswer(frame: Uint8Array): void {
    const report = lockReport.decode(frame);
    if (!report.ok) return;
    const { board, lock, contact } = report.value;
    if (isSame(frame, openRequest.encode({ board, lock }))) return;
    if (this.#doorOf(board, contact) === 'open') this.#tell([[{ board, cell: lock }, contact]]);
  }

  #tell(contacts: readonly (readonly [CellAddress, number])[]): void {
    this.#wire.onTold(
      contacts.map(([address, contact]) => ({
        ...address,
        reading: this.#readingOf(address.board, contact),
      })),
    );
  }

  #readingOf(board: number, contact: number): CellReading {
    const reading: CellReading = { door: this.#doorOf(board, contact), item: 'unknown' };
    return isContact(contact) ? reading : { ...reading, unknownCode: `contact ${hexOf(contact)}` };
  }

  #doorOf(address: number, contact: number): 'closed' | 'open' | 'unknown' {
    const board = this.#boards.find((each) => each.address === address);
    return (board && doorOf(contact, board.feedback)) ?? 'unknown';
  }
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function isReportOf(frame: Uint8Array, kind: number, { board, cell }: CellAddress): boolean {
  const report = lockReport.decode(frame);
  return (
    report.ok && report.value.kind === kind && report.value.board === board && report.value.lock === cell
  );
}
