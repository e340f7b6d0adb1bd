import { type Clock, systemClock } from '../../contract/clock.ts';
import type { ScannedCode } from '../../contract/device-classes.ts';
import type { DeviceStatus } from '../../contract/device-common.ts';
import type { Feed } from '../../link/index.ts';
import {
  KeptConnection,
  noRecoveryMeans,
  onlineStatus,
  type RecoveryMeans,
  SingleConsumer,
} from '../host/index.ts';
import type { ByteLine, Transport } from '../transport/index.ts';
import { CodeFramer, type CodeSuffix } from './code-framer.ts';
import { decodeCode } from './decode-code.ts';
import type { CodeScanner } from './port.ts';
import { ScannerSession } from './scanner-session.ts';
import { type TriggerFamily, triggerCommands } from './trigger-commands.ts';

export interface SerialScannerOptions {
  transport: Transport;
  trigger: TriggerFamily;
  suffix: CodeSuffix;
  clock?: Clock;
  means?: RecoveryMeans | undefined;
  idleGapMs?: number;
  answerDeadlineMs?: number;
  /** Between two questions whether the unit is there; the trigger is told again as often. */
  heartbeatIntervalMs?: number;
  /** A code seen again so soon after it was last seen is still the same one held there. */
  sameCodeMs?: number;
}

/** Scanner on a serial line (RS-232, USB CDC) or behind a serial server, with trigger commands. */
export class SerialScanner implements CodeScanner {
  readonly status: Feed<DeviceStatus>;
  readonly #options: Required<SerialScannerOptions>;
  readonly #connection: KeptConnection<DeviceStatus>;
  readonly #consumer = new SingleConsumer<ScannedCode>(() => {
    this.#lastCode = { text: '', seenAtMs: 0 };
    this.#wake();
  });
  #lastCode = { text: '', seenAtMs: 0 };
  #wake: () => void = () => {};

  constructor(options: SerialScannerOptions) {
    this.#options = {
      clock: systemClock,
      means: noRecoveryMeans,
      idleGapMs: 50,
      answerDeadlineMs: 700,
      heartbeatIntervalMs: 1000,
      sameCodeMs: 1500,
      ...options,
    };
    const { transport, clock, means } = this.#options;
    this.#connection = new KeptConnection<DeviceStatus>({
      transport,
      clock,
      means,
      away: (status) => status,
      serve: (line, signal) => this.#serve(line, signal),
    });
    this.status = this.#connection.status;
  }

  watchCodes(signal: AbortSignal): AsyncGenerator<ScannedCode, void, void> {
    return this.#consumer.watch(AbortSignal.any([signal, this.#connection.stopping]));
  }

  start(): void {
    this.#connection.start();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  async #serve(line: ByteLine, signal: AbortSignal): Promise<void> {
    const { trigger, suffix, clock, idleGapMs, answerDeadlineMs } = this.#options;
    const commands = triggerCommands[trigger];
    const session = new ScannerSession({
      line,
      commands,
      clock,
      idleGapMs,
      answerDeadlineMs,
      framer: new CodeFramer(suffix, commands),
      onCode: (bytes) => this.#takeCode(decodeCode(bytes)),
    });
    const answers = async () => (await session.isPresent(signal)) || null;
    const isPresent = async () =>
      ((await answers()) ?? (await this.#connection.askAgain(answers, signal))) !== null;
    let present = await isPresent();
    while (present) {
      this.#connection.publish(onlineStatus);
      const watched = this.#consumer.watched;
      await session.setTrigger(watched);
      const woken = await this.#pause(signal, watched);
      if (!woken) present = await isPresent();
    }
    session.close();
    if (this.#connection.stopping.aborted) await line.write(commands.off);
  }

  #takeCode(code: ScannedCode): void {
    const nowMs = this.#options.clock.monotonicMs();
    const held =
      code.text === this.#lastCode.text && nowMs - this.#lastCode.seenAtMs < this.#options.sameCodeMs;
    this.#lastCode = { text: code.text, seenAtMs: nowMs };
    if (!held) this.#consumer.emit(code);
  }

  /** Until the next sign of life is due; true if watching began or ended meanwhile. */
  #pause(signal: AbortSignal, watched: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        this.#wake = () => {};
        resolve(!signal.aborted && this.#consumer.watched !== watched);
      };
      const cancel = this.#options.clock.after(this.#options.heartbeatIntervalMs, end);
      this.#wake = () => {
        if (this.#consumer.watched !== watched) end();
      };
      signal.addEventListener('abort', end, { once: true });
      this.#wake();
      if (signal.aborted) end();
    });
  }
}
