import { EventPublisher } from '@orpc/server';
import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import { fleetTimes, type StatusReport, statusReportSchema } from '../../contract/fleet.ts';
import type { StateCause, TerminalPage, TerminalRow, TerminalState } from '../../contract/fleet-console.ts';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import type { Database } from './database.ts';
import type { WriteEvent } from './log.ts';
import type { TerminalMessage } from './messages.ts';
import { stateOfTerminal } from './state-of-terminal.ts';

const terminalRow = z.object({
  terminal_id: terminalIdSchema,
  enrolled_at_ms: z.coerce.number(),
  certificate_fingerprint: z.string(),
  certificate_until_ms: z.coerce.number(),
  heard_at_ms: z.coerce.number().nullable(),
  report: z.string().nullable(),
});

interface Entry {
  terminalId: TerminalId;
  enrolledAtMs: number;
  certificateFingerprint: string;
  certificateUntilMs: number;
  heardAtMs: number | null;
  /** The broker said that it is gone, and nothing was heard since. */
  gone: boolean;
  report: StatusReport | null;
  state: TerminalState;
  causes: StateCause[];
  sinceMs: number;
}

const lookEveryMs = 5000;
/** A terminal that says the same again is written down so seldom. */
const writeHeardEveryMs = 600_000;

/** Every terminal of the fleet and how it is, from what it says and from its silence. */
export class TerminalBook {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #write: WriteEvent;
  readonly #onFailure: (error: unknown) => void;
  readonly #entries = new Map<TerminalId, Entry>();
  readonly #writtenAtMs = new Map<TerminalId, number>();
  readonly #changes = new EventPublisher<{ changed: null }>({ maxBufferedEvents: 1 });
  #cancelLook = () => {};

  constructor(options: {
    database: Database;
    clock: Clock;
    write: WriteEvent;
    onFailure: (error: unknown) => void;
  }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#write = options.write;
    this.#onFailure = options.onFailure;
  }

  /** Also after an enrolment, when there is one more or one has a new certificate. */
  async load(): Promise<void> {
    const rows = await this.#database.read(terminalRow, 'SELECT * FROM terminal');
    for (const row of rows) {
      const known = this.#entries.get(row.terminal_id);
      const enrolment = {
        terminalId: row.terminal_id,
        enrolledAtMs: row.enrolled_at_ms,
        certificateFingerprint: row.certificate_fingerprint,
        certificateUntilMs: row.certificate_until_ms,
      };
      if (known) {
        Object.assign(known, enrolment);
        continue;
      }
      const entry: Entry = {
        ...enrolment,
        heardAtMs: row.heard_at_ms,
        gone: false,
        report: readReport(row.report),
        state: 'unreachable',
        causes: [],
        sinceMs: row.heard_at_ms ?? row.enrolled_at_ms,
      };
      this.#entries.set(row.terminal_id, entry);
      this.#judge(entry);
    }
    this.#changes.publish('changed', null);
    this.#lookLater();
  }

  isCurrent(terminalId: TerminalId, fingerprint: string): boolean {
    return this.#entries.get(terminalId)?.certificateFingerprint === fingerprint;
  }

  hear(message: TerminalMessage): void {
    const entry = this.#entries.get(message.terminalId);
    if (!entry) return;
    if (message.kind === 'presence') {
      entry.gone = true;
    } else {
      const before = entry.report;
      entry.gone = false;
      entry.heardAtMs = this.#clock.wallMs();
      entry.report = message.report;
      if (isNews(before, message.report) || this.#isWrittenLongAgo(entry)) this.#keep(entry);
    }
    this.#judge(entry);
    this.#changes.publish('changed', null);
  }

  rows(): TerminalRow[] {
    return [...this.#entries.values()].map(rowOf);
  }

  page(terminalId: TerminalId): TerminalPage | null {
    const entry = this.#entries.get(terminalId);
    if (!entry) return null;
    return {
      ...rowOf(entry),
      report: entry.report,
      enrolledAt: instant(entry.enrolledAtMs),
      certificateUntil: instant(entry.certificateUntilMs),
    };
  }

  /** What `look` sees now, and again after each change; a slow follower misses steps in between, never the last. */
  async *follow<Seen>(look: () => Seen, signal: AbortSignal | undefined): AsyncGenerator<Seen, void, void> {
    const changes = this.#changes.subscribe('changed', signal ? { signal } : {});
    yield look();
    for await (const _change of changes) yield look();
  }

  stop(): void {
    this.#cancelLook();
  }

  #lookLater(): void {
    this.#cancelLook();
    this.#cancelLook = this.#clock.after(lookEveryMs, () => {
      let changed = false;
      for (const entry of this.#entries.values()) changed = this.#judge(entry) || changed;
      if (changed) this.#changes.publish('changed', null);
      this.#lookLater();
    });
  }

  /** True when the state is another one now. */
  #judge(entry: Entry): boolean {
    const nowMs = this.#clock.wallMs();
    const silentForMs = entry.heardAtMs === null ? Number.POSITIVE_INFINITY : nowMs - entry.heardAtMs;
    const reachable = !entry.gone && silentForMs < fleetTimes.silentAfterMs;
    const { state, causes } = stateOfTerminal({ reachable, report: entry.report });
    entry.causes = causes;
    if (state === entry.state) return false;
    entry.state = state;
    entry.sinceMs = nowMs;
    this.#write({ event: 'terminal_state_changed', terminalId: entry.terminalId, state });
    return true;
  }

  #isWrittenLongAgo({ terminalId }: Entry): boolean {
    const writtenAtMs = this.#writtenAtMs.get(terminalId) ?? Number.NEGATIVE_INFINITY;
    return this.#clock.monotonicMs() - writtenAtMs > writeHeardEveryMs;
  }

  #keep({ terminalId, heardAtMs, report }: Entry): void {
    this.#writtenAtMs.set(terminalId, this.#clock.monotonicMs());
    this.#database
      .write('UPDATE terminal SET heard_at_ms = $2, report = $3 WHERE terminal_id = $1', [
        terminalId,
        heardAtMs,
        JSON.stringify(report),
      ])
      .catch(this.#onFailure);
  }
}

function rowOf({ terminalId, report, state, sinceMs, heardAtMs, causes }: Entry): TerminalRow {
  return {
    terminalId,
    site: report?.status?.site ?? null,
    terminalName: report?.status?.terminalName ?? null,
    state,
    since: instant(sinceMs),
    heardAt: heardAtMs === null ? null : instant(heardAtMs),
    causes,
  };
}

/** Anything but the number and the time of the report. */
function isNews(before: StatusReport | null, now: StatusReport): boolean {
  const said = (report: StatusReport) => JSON.stringify([report.coreRuns, report.status, report.versions]);
  return before === null || said(before) !== said(now);
}

/** One of an older release that does not fit any more is as good as none. */
function readReport(text: string | null): StatusReport | null {
  if (text === null) return null;
  const parsed = statusReportSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
