import type { Clock } from '../../contract/clock.ts';
import { type FrameScanner, OneAtATime } from '../codec/index.ts';
import type { ByteLine } from '../transport/index.ts';

/** How a frame the host sent was received, and what came back. */
export type HandshakeResult =
  | { kind: 'reply'; frame: Uint8Array }
  /** Acknowledged, and no reply was waited for. */
  | { kind: 'acknowledged' }
  /** The unit says that the frame reached it damaged; it did nothing. */
  | { kind: 'not_understood' }
  /** Neither acknowledged nor answered. */
  | { kind: 'not_acknowledged' }
  /** Acknowledged, and the reply did not come. */
  | { kind: 'no_reply' }
  | { kind: 'lost' };

export interface HandshakeRequest {
  bytes: Uint8Array;
  /** Sent when the unit has acknowledged. */
  enquiry?: Uint8Array;
  ackDeadlineMs: number;
  /** From the acknowledgement to the reply; null where no reply is waited for. */
  replyDeadlineMs: number | null;
  accept: (frame: Uint8Array) => boolean;
}

export interface HandshakeOptions {
  line: ByteLine;
  scanner: FrameScanner;
  clock: Clock;
  ack: number;
  nak: number;
  /** Sent for every good frame of the unit. */
  confirmation?: Uint8Array;
}

/** Request, acknowledgement by a single byte, and reply; one in flight. */
export class Handshake {
  readonly #options: HandshakeOptions;
  readonly #turns = new OneAtATime();
  #waiting: { onByte(byte: number): void; onFrame(frame: Uint8Array): void; onLost(): void } | undefined;
  #isLost = false;

  constructor(options: HandshakeOptions) {
    this.#options = options;
    options.line.onData((bytes) => {
      for (const frame of options.scanner.push(bytes)) this.#take(frame);
    });
    options.line.onLost(() => {
      this.#isLost = true;
      this.#waiting?.onLost();
    });
  }

  request(request: HandshakeRequest): Promise<HandshakeResult> {
    return this.#turns.run(() => this.#perform(request));
  }

  #take(frame: Uint8Array): void {
    const { line, confirmation } = this.#options;
    const [byte] = frame;
    if (frame.length === 1 && byte !== undefined) {
      this.#waiting?.onByte(byte);
      return;
    }
    if (confirmation) void line.write(confirmation);
    this.#waiting?.onFrame(frame);
  }

  #perform(request: HandshakeRequest): Promise<HandshakeResult> {
    const { line, scanner, clock, ack, nak } = this.#options;
    if (this.#isLost) return Promise.resolve({ kind: 'lost' });
    // What an earlier request left behind answers nothing any more.
    scanner.abandon();
    const damagedBefore = scanner.damagedCount;
    return new Promise((resolve) => {
      let isAcknowledged = false;
      const settle = (result: HandshakeResult) => {
        this.#waiting = undefined;
        cancelDeadline();
        resolve(result);
      };
      let cancelDeadline = clock.after(request.ackDeadlineMs, () => settle({ kind: 'not_acknowledged' }));
      const acknowledge = () => {
        if (isAcknowledged) return;
        isAcknowledged = true;
        cancelDeadline();
        const { replyDeadlineMs, enquiry } = request;
        if (replyDeadlineMs !== null) {
          cancelDeadline = clock.after(replyDeadlineMs, () => settle({ kind: 'no_reply' }));
        }
        if (enquiry) write(enquiry, () => replyDeadlineMs === null && settle({ kind: 'acknowledged' }));
        else if (replyDeadlineMs === null) settle({ kind: 'acknowledged' });
      };
      const waiting = {
        onByte: (byte: number) => {
          if (byte === ack) acknowledge();
          // Inside the ruins of a damaged frame the same byte means nothing.
          else if (byte === nak && !isAcknowledged && scanner.damagedCount === damagedBefore) {
            settle({ kind: 'not_understood' });
          }
        },
        // A reply proves the reception of the request, also where its acknowledgement was lost.
        onFrame: (frame: Uint8Array) => {
          if (request.accept(frame)) settle({ kind: 'reply', frame });
        },
        onLost: () => settle({ kind: 'lost' }),
      };
      this.#waiting = waiting;
      const write = (bytes: Uint8Array, onWritten: () => void) => {
        void line.write(bytes).then((written) => {
          if (this.#waiting !== waiting) return;
          if (written.ok) onWritten();
          else settle({ kind: 'lost' });
        });
      };
      write(request.bytes, () => {});
    });
  }
}
