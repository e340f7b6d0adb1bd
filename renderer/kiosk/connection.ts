import type { AttendantView } from '../../contract/attendant.ts';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../../contract/clock.ts';
import type { CallEvent } from '../../contract/help-call.ts';
import type { KioskView, PadInk } from '../../contract/kiosk.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { electronLines, type KioskClient, type Line, type OpenLine, webSocketLines } from './line.ts';

/** What a technician sees; it stands in place of the resident's screens. */
export type ShownAttendantView = Exclude<AttendantView, { state: 'closed' }>;

export interface WindowState {
  readonly line: 'opening' | 'open' | 'lost';
  /** Null until the core has spoken, and again at once when the line is lost: nothing personal stays. */
  readonly view: KioskView | null;
  /** Null while no technician has the terminal. */
  readonly attendant: ShownAttendantView | null;
  /** Counts the lines. Screen ids begin anew with every core, so what is kept by screen is kept by both. */
  readonly lineNumber: number;
}

export type VerbFailure =
  /** The screen has moved on; the newer view is on its way. */
  | 'moved_on'
  /** The line dropped before the answer; the verb is not repeated. */
  | 'line_lost'
  | 'failed';

export interface VerbHead {
  readonly requestId: string;
  readonly screenId: number;
}

export type Verb = (
  client: KioskClient,
  head: VerbHead,
  options: { readonly signal: AbortSignal },
) => Promise<unknown>;

/** The window's side of the conversation with the core. */
export interface KioskConnection {
  subscribe(listener: () => void): () => void;
  getState(): WindowState;
  /** Sends one verb for the given screen, once. */
  send(screenId: number, verb: Verb): Promise<Result<null, VerbFailure>>;
  /** A person touched or typed. */
  reportActivity(): void;
  /** Something can be read in the window. */
  reportDrawn(screen: string): void;
  /** Follows what is written on the signature pad; the returned function ends it. */
  watchPad(listener: (ink: PadInk) => void): () => void;
  /** Follows the call under way, once; the returned function ends it. */
  followCall(listener: (event: CallEvent) => void): () => void;
}

const reopenDelayMs = 250;
const verbTimeoutMs = 20_000;

export class CoreConnection implements KioskConnection {
  readonly #openLine: OpenLine;
  readonly #clock: Clock;
  readonly #random: RandomSource;
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<() => void>();
  #state: WindowState = { line: 'opening', view: null, attendant: null, lineNumber: 0 };
  #line: Line | null = null;

  constructor(openLine: OpenLine, clock: Clock, random: RandomSource) {
    this.#openLine = openLine;
    this.#clock = clock;
    this.#random = random;
  }

  /** Holds a line and watches until `stop`. */
  async run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const line = await this.#openLine(signal);
        this.#line = line;
        await this.#watch(line);
      } catch {
        // A line that cannot be opened or breaks is opened anew below; there is nothing else to do.
      }
      this.#line = null;
      if (this.#state.line === 'open') {
        this.#publish({ ...this.#state, line: 'lost', view: null, attendant: null });
      }
      await this.#pause(reopenDelayMs);
    }
  }

  stop(): void {
    this.#stopping.abort();
    this.#line?.close();
  }

  /**
   * The core checks every view against the contract before it leaves, and is of the same build: checking
   * again here would cost a quarter of the time to the first screen (decision 043).
   */
  async #watch(line: Line): Promise<void> {
    const lineNumber = this.#state.lineNumber + 1;
    try {
      for await (const view of await line.client.watch()) {
        const isFirst = this.#state.lineNumber !== lineNumber;
        this.#publish({ ...this.#state, line: 'open', view, lineNumber });
        // After the first screen, which it must not delay.
        if (isFirst) void this.#watchAttendant(line);
      }
    } finally {
      line.close();
    }
  }

  async #watchAttendant(line: Line): Promise<void> {
    try {
      for await (const view of await line.client.attendant.watch()) {
        if (this.#line !== line) return;
        this.#publish({ ...this.#state, attendant: view.state === 'closed' ? null : view });
      }
    } catch {
      // The line is gone, which the other watch notices too.
    }
  }

  async send(screenId: number, verb: Verb): Promise<Result<null, VerbFailure>> {
    const line = this.#line;
    if (!line || line.ended.aborted) return err('line_lost');
    const deadline = new AbortController();
    const cancelDeadline = this.#clock.after(verbTimeoutMs, () => deadline.abort());
    try {
      await verb(line.client, { requestId: this.#random.uuid(), screenId }, { signal: deadline.signal });
      return ok(null);
    } catch (error) {
      if (line.ended.aborted) return err('line_lost');
      return err(isMovedOn(error) ? 'moved_on' : 'failed');
    } finally {
      cancelDeadline();
    }
  }

  reportActivity(): void {
    const line = this.#line;
    if (!line || line.ended.aborted) return;
    const { client } = line;
    const report = this.#state.attendant ? client.attendant.reportActivity() : client.reportActivity();
    report.catch(() => {
      // The line is gone; the core that counted the silence is gone with it.
    });
  }

  reportDrawn(screen: string): void {
    this.#line?.client.reportDrawn({ screen }).catch(() => {
      // The line is gone; the next one is told anew.
    });
  }

  watchPad(listener: (ink: PadInk) => void): () => void {
    const ending = new AbortController();
    void this.#followPad(listener, AbortSignal.any([ending.signal, this.#stopping.signal]));
    return () => ending.abort();
  }

  followCall(listener: (event: CallEvent) => void): () => void {
    const ending = new AbortController();
    void this.#followCall(listener, AbortSignal.any([ending.signal, this.#stopping.signal]));
    return () => ending.abort();
  }

  async #followCall(listener: (event: CallEvent) => void, signal: AbortSignal): Promise<void> {
    try {
      const events = await this.#line?.client.call.follow(undefined, { signal });
      for await (const event of events ?? []) listener(event);
    } catch {
      // The line is gone, and with it the call; the next view says so.
    }
  }

  async #followPad(listener: (ink: PadInk) => void, signal: AbortSignal): Promise<void> {
    const line = this.#line;
    while (line && this.#line === line && !signal.aborted) {
      try {
        for await (const ink of await line.client.signature.watchPad(undefined, { signal })) {
          if (signal.aborted) return;
          listener(ink);
        }
      } catch {
        // The line or the screen is gone, or the stream broke: it is taken up again while the screen stands.
      }
      await this.#pause(reopenDelayMs);
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  getState(): WindowState {
    return this.#state;
  }

  #publish(state: WindowState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(delayMs, resolve);
      this.#stopping.signal.addEventListener(
        'abort',
        () => {
          cancel();
          resolve();
        },
        { once: true },
      );
    });
  }
}

function isMovedOn(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'STALE_SCREEN' || error.code === 'NOT_NOW' || error.code === 'NO_ATTENDANT';
}

/**
 * Finds out which shell opened this window and connects. The Node shell puts a token into the
 * address, which is read once and removed; without one the port comes from Electron's preload.
 */
export function connectToCore(host: Window): CoreConnection {
  const token = new URLSearchParams(host.location.hash.slice(1)).get('token');
  if (token === null) return new CoreConnection(electronLines(host), systemClock, systemRandom);
  host.history.replaceState(null, '', host.location.pathname + host.location.search);
  const url = new URL('/rpc', host.location.href);
  url.protocol = 'ws:';
  url.searchParams.set('token', token);
  return new CoreConnection(webSocketLines(url.href), systemClock, systemRandom);
}
