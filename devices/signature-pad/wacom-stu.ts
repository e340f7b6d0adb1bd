import { type Clock, systemClock } from '../../contract/clock.ts';
import type { InkEvent, SignaturePadStatus } from '../../contract/device-classes.ts';
import type { Completion, DeviceStatus } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';
import {
  done,
  KeptConnection,
  noRecoveryMeans,
  notDone,
  type RecoveryMeans,
  SingleConsumer,
} from '../host/index.ts';
import type { ReportLine, Transport } from '../transport/index.ts';
import { padFault } from './fault-texts.ts';
import { InkBatch } from './ink-batch.ts';
import { InkTracker } from './ink-tracker.ts';
import type { SignaturePad } from './port.ts';
import { describePad, type PadDescription, statusOfStu } from './status.ts';
import { decodeStuPenReport } from './stu-codec.ts';
import { StuSession, type StuSetUp } from './stu-session.ts';

export interface WacomStuPadOptions {
  transport: Transport<ReportLine>;
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  /** Between two signs of life. */
  heartbeatIntervalMs?: number;
  answerDeadlineMs?: number;
}

/** Somebody asked for a wipe; both are told when it is done. */
interface ClearRequest {
  completion: Promise<Completion>;
  settle: (completion: Completion) => void;
}

/** Signature pads of Wacom's STU family as USB HID devices. */
export class WacomStuPad implements SignaturePad {
  readonly status: Feed<SignaturePadStatus>;
  readonly #clock: Clock;
  readonly #heartbeatIntervalMs: number;
  readonly #answerDeadlineMs: number;
  readonly #connection: KeptConnection<SignaturePadStatus, ReportLine>;
  readonly #consumer: SingleConsumer<InkEvent>;
  readonly #batch: InkBatch;
  #pad: PadDescription | null = null;
  #tracker: InkTracker | null = null;
  /** The consumer changed or asked for a wipe: the pad is not in the state it should be in. */
  #toWipe = true;
  /** Wiped, and no ink was taken since. */
  #isBlank = false;
  #clearRequest: ClearRequest | null = null;
  #wake: () => void = () => {};

  constructor(options: WacomStuPadOptions) {
    const { transport, clock = systemClock, means = noRecoveryMeans } = options;
    this.#clock = clock;
    this.#heartbeatIntervalMs = options.heartbeatIntervalMs ?? 1000;
    this.#answerDeadlineMs = options.answerDeadlineMs ?? 700;
    this.#consumer = new SingleConsumer(() => this.#begin());
    this.#batch = new InkBatch(clock, (event) => this.#consumer.emit(event));
    this.#connection = new KeptConnection<SignaturePadStatus, ReportLine>({
      transport,
      clock,
      means,
      away: (status) => this.#withPad(status),
      serve: (line, signal) => this.#serve(line, signal),
    });
    this.status = this.#connection.status;
  }

  watchInk(signal: AbortSignal): AsyncGenerator<InkEvent, void, void> {
    return this.#consumer.watch(AbortSignal.any([signal, this.#connection.stopping]));
  }

  clear(): Promise<Completion> {
    const { state, fault } = this.status.value;
    if (state !== 'online') return Promise.resolve(notDone(fault ?? padFault('no_answer')));
    if (!this.#clearRequest) {
      const { promise: completion, resolve: settle } = Promise.withResolvers<Completion>();
      this.#clearRequest = { completion, settle };
    }
    this.#begin();
    return this.#clearRequest.completion;
  }

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  /** Ink stops at once; the pad is wiped as soon as the line is free. */
  #begin(): void {
    this.#toWipe = true;
    this.#tracker = null;
    this.#batch.drop();
    this.#wake();
  }

  async #serve(line: ReportLine, signal: AbortSignal): Promise<void> {
    const session = new StuSession({ line, clock: this.#clock, deadlineMs: this.#answerDeadlineMs });
    let penOption = 0;
    line.onReport((bytes) => this.#takeReport(bytes, penOption));
    try {
      let setUp = await this.#setUp(session, signal);
      while (setUp && !signal.aborted) {
        penOption = setUp.penOption;
        const wiped = await this.#wipeWhereDue(session, setUp);
        if (wiped) await this.#pause(signal);
        if (wiped && this.#toWipe) continue;
        const alive = await this.#checkStatus(session, signal);
        if (alive === 'reset') setUp = await this.#setUp(session, signal);
        else if (alive === 'gone') setUp = null;
        else if (!wiped) await this.#pause(signal);
      }
      if (this.#connection.stopping.aborted) await session.wipe();
    } finally {
      this.#tracker = null;
      this.#batch.drop();
      this.#settle(notDone(padFault('no_answer')));
    }
  }

  /** Null when the pad is silent; waits while it answers and makes no sense. */
  async #setUp(session: StuSession, signal: AbortSignal): Promise<StuSetUp | null> {
    this.#toWipe = true;
    this.#isBlank = false;
    while (!signal.aborted) {
      const setUp = await session.setUp();
      if (!setUp.ok && setUp.error === 'silent') return null;
      this.#pad = setUp.ok ? describePad(setUp.value.information, setUp.value.capability) : null;
      if (setUp.ok && this.#pad) {
        const status = await session.readStatus();
        if (status.ok) this.#publish(statusOfStu(status.value));
        return status.ok ? setUp.value : null;
      }
      this.#publish({ state: 'hardware_error', fault: padFault('answer_unreadable') });
      await this.#pause(signal);
    }
    return null;
  }

  /** False where the pad did not do it; it is told again after the next sign of life. */
  async #wipeWhereDue(session: StuSession, { capability, threshold }: StuSetUp): Promise<boolean> {
    while (this.#toWipe) {
      this.#toWipe = false;
      const { watched } = this.#consumer;
      const isBlank = this.#isBlank && watched && !this.#clearRequest;
      this.#isBlank = false;
      const begin = () => {
        if (this.#toWipe) return;
        this.#tracker = new InkTracker({ capability, threshold, clock: this.#clock });
        this.#consumer.emit({ type: 'blank' });
      };
      let fault = isBlank ? null : await session.wipe();
      if (!fault && watched && !this.#toWipe) fault = await session.takeInk(begin);
      // The consumer changed meanwhile: it has to be done for the new one.
      if (this.#toWipe) continue;
      if (fault) {
        this.#toWipe = true;
        this.#tracker = null;
        const vendorCode = fault.vendorCode ?? fault.code;
        this.#publish({ state: 'hardware_error', fault: padFault('not_wiped', vendorCode) });
        this.#settle(notDone(fault));
        return false;
      }
      this.#isBlank = !watched;
      this.#settle(done({}));
    }
    return true;
  }

  #settle(completion: Completion): void {
    this.#clearRequest?.settle(completion);
    this.#clearRequest = null;
  }

  async #checkStatus(session: StuSession, signal: AbortSignal): Promise<'alive' | 'reset' | 'gone'> {
    const ask = async () => {
      const status = await session.readStatus();
      if (!status.ok && status.error === 'silent') return null;
      return status.ok
        ? statusOfStu(status.value)
        : ({ state: 'hardware_error', fault: padFault('answer_unreadable') } as const);
    };
    const status = (await ask()) ?? (await this.#connection.askAgain(ask, signal));
    if (status) {
      if (!this.#toWipe) this.#publish(status);
      return 'alive';
    }
    const afterReset = await this.#connection.reset(async () => {
      await session.reset();
      return ask();
    }, signal);
    return afterReset ? 'reset' : 'gone';
  }

  #takeReport(bytes: Uint8Array, penOption: number): void {
    if (!this.#tracker) return;
    const pen = decodeStuPenReport(bytes, penOption);
    const event = pen.ok ? this.#tracker.take(pen.value) : null;
    if (event) this.#batch.add(event);
  }

  #publish(status: DeviceStatus): void {
    this.#connection.publish(this.#withPad(status));
  }

  #withPad({ state, fault }: DeviceStatus): SignaturePadStatus {
    return { state, fault, pad: this.#pad };
  }

  /** Until the next sign of life, or until there is something to wipe for somebody. */
  #pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        this.#wake = () => {};
        resolve();
      };
      const cancel = this.#clock.after(this.#heartbeatIntervalMs, end);
      this.#wake = end;
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
    });
  }
}
