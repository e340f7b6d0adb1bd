import type { Clock } from '../../contract/clock.ts';
import type { Fault } from '../../contract/device-common.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { pause } from '../host/index.ts';
import type { ReportLine, TransportFailure } from '../transport/index.ts';
import { padFault } from './fault-texts.ts';
import { faultOfResult } from './status.ts';
import {
  decodeStuReport,
  type StuCapability,
  type StuInformation,
  type StuInkThreshold,
  type StuStatus,
  stuPenOption,
  stuReports,
  stuStatusCode,
} from './stu-codec.ts';

export type SessionFailure = 'silent' | 'unreadable';

export interface StuSetUp {
  information: StuInformation;
  capability: StuCapability;
  threshold: StuInkThreshold;
  /** What each pen report carries, see `stuPenOption`. */
  penOption: number;
}

/** What STU pads draw from and down to, where they do not tell it. */
const usualThreshold: StuInkThreshold = { on: 21, off: 16 };
/** Clearing takes an STU-520 0.6 s. */
const readyDeadlineMs = 2000;
const readyPollMs = 40;

type Report<Value> = Parameters<typeof decodeStuReport<Value>>[0];

/** Questions and commands on one open line, each with a deadline. */
export class StuSession {
  readonly #line: ReportLine;
  readonly #clock: Clock;
  readonly #deadlineMs: number;

  constructor(options: { line: ReportLine; clock: Clock; deadlineMs: number }) {
    this.#line = options.line;
    this.#clock = options.clock;
    this.#deadlineMs = options.deadlineMs;
  }

  readStatus(): Promise<Result<StuStatus, SessionFailure>> {
    return this.#read(stuReports.status);
  }

  /** What the pad is, and what it can do. Ends an encrypted session that another program left open. */
  async setUp(): Promise<Result<StuSetUp, SessionFailure>> {
    const status = await this.readStatus();
    if (!status.ok) return status;
    if (status.value.statusCode === stuStatusCode.capture) await this.#set(stuReports.endCapture, 0);
    const information = await this.#read(stuReports.information);
    if (!information.ok) return information;
    const capability = await this.#read(stuReports.capability);
    if (!capability.ok) return capability;
    const threshold = await this.#read(stuReports.inkThreshold);
    return ok({
      information: information.value,
      capability: capability.value,
      threshold: threshold.ok ? threshold.value : usualThreshold,
      penOption: await this.#choosePenOption(),
    });
  }

  /** Everything off the pad, which draws no ink from then on. Null when the pad said that it did. */
  async wipe(): Promise<Fault | null> {
    if (!(await this.#set(stuReports.inkingMode, 0))) return padFault('not_wiped');
    const ready = await this.#waitUntilReady();
    if (ready) return ready;
    if (!(await this.#set(stuReports.clearScreen, 0))) return padFault('not_wiped');
    const status = await this.readStatus();
    const refused = status.ok ? faultOfResult(status.value.lastResult) : padFault('not_wiped');
    if (refused) return refused;
    return this.#waitUntilReady();
  }

  /**
   * On a pad that is blank. `begin` is called when no report of earlier is on its way any more, and before
   * the first one that shows on the pad.
   */
  async takeInk(begin: () => void): Promise<Fault | null> {
    if (!(await this.#read(stuReports.inkingMode)).ok) return padFault('no_answer');
    begin();
    if (!(await this.#set(stuReports.inkingMode, 1))) return padFault('no_answer');
    const told = await this.#read(stuReports.inkingMode);
    if (!told.ok) return padFault('no_answer');
    return told.value.value === 1 ? null : padFault('not_now', `inking ${told.value.value}`);
  }

  /** To the state after power on, without leaving the bus. */
  async reset(): Promise<void> {
    await this.#set(stuReports.reset, 0);
  }

  /** Time and sequence where the pad has them (430, 530, 540), time alone (520), or nothing (300, 500). */
  async #choosePenOption(): Promise<number> {
    for (const wanted of [stuPenOption.timeAndSequence, stuPenOption.timeCount]) {
      await this.#set(stuReports.penOptionMode, wanted);
      const told = await this.#read(stuReports.penOptionMode);
      if (!told.ok) break;
      if (told.value.value === wanted) return wanted;
    }
    return stuPenOption.none;
  }

  async #waitUntilReady(): Promise<Fault | null> {
    const untilMs = this.#clock.monotonicMs() + readyDeadlineMs;
    for (;;) {
      const status = await this.readStatus();
      if (!status.ok) return padFault('no_answer');
      if (status.value.statusCode === stuStatusCode.ready) return null;
      if (this.#clock.monotonicMs() >= untilMs) {
        return padFault('not_wiped', `status ${status.value.statusCode.toString(16).padStart(2, '0')}`);
      }
      await pause(this.#clock, readyPollMs, new AbortController().signal);
    }
  }

  async #read<Value>(report: Report<Value>): Promise<Result<Value, SessionFailure>> {
    const answer = await this.#within(this.#line.readFeatureReport(report.id));
    if (!answer.ok) return err('silent');
    const decoded = decodeStuReport(report, answer.value);
    return decoded.ok ? decoded : err('unreadable');
  }

  async #set(report: Report<{ value: number }>, value: number): Promise<boolean> {
    return (await this.#within(this.#line.sendFeatureReport(report.body.encode({ value })))).ok;
  }

  #within<Value>(answer: Promise<Result<Value, TransportFailure>>): Promise<Result<Value, TransportFailure>> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(this.#deadlineMs, () =>
        resolve(err({ kind: 'timeout', detail: `no answer within ${this.#deadlineMs} ms` })),
      );
      void answer.then((result) => {
        cancel();
        resolve(result);
      });
    });
  }
}
