import { EventPublisher } from '@orpc/server';
import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import { fleetTimes, type StatusReport, statusReportSchema } from '../../contract/fleet.ts';
import type {
  StateCause,
  TerminalPage,
  TerminalRow,
  TerminalRows,
  TerminalState,
} from '../../contract/fleet-console.ts';
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
  district: z.string().nullable(),
  heard_at_ms: z.coerce.number().nullable(),
  report: z.string().nullable(),
});

interface Entry {
  terminalId: TerminalId;
  enrolledAtMs: number;
  certificateFingerprint: string;
  certificateUntilMs: number;
  district: string | null;
  heardAtMs: number | null;
  /** The broker said that it is gone, and nothing was heard since. */
  gone: boolean;
  report: StatusReport | null;
  state: TerminalState;
  causes: StateCause[];
  sinceMs: number;
  /** Of the last change; see `changedSince`. */
  revision: number;
}

const lookEveryMs = 5000;
/** Thousands of terminals may speak within a second: so often at most a follower is woken. */
const shortestPauseMs = 250;
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
  #revision = 0;
  /** Of the last change of who may see what. */
  #regrouped = 0;
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

  /** Also after an enrolment, when there is one more or one has a new certificate; then of that terminal alone. */
  async load(terminalId: TerminalId | null = null): Promise<void> {
    const rows = await this.#database.read(
      terminalRow,
      'SELECT * FROM terminal WHERE $1::text IS NULL OR terminal_id = $1',
      [terminalId],
    );
    for (const row of rows) {
      const known = this.#entries.get(row.terminal_id);
      const enrolment = {
        terminalId: row.terminal_id,
        enrolledAtMs: row.enrolled_at_ms,
        certificateFingerprint: row.certificate_fingerprint,
        certificateUntilMs: row.certificate_until_ms,
        district: row.district,
      };
      if (known) {
        if (known.district !== row.district) this.#regrouped = this.#revision + 1;
        Object.assign(known, enrolment);
        this.#changed(known);
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
        revision: 0,
      };
      this.#entries.set(row.terminal_id, entry);
      this.#judge(entry);
      this.#changed(entry);
    }
    this.#lookLater();
  }

  isCurrent(terminalId: TerminalId, fingerprint: string): boolean {
    return this.#entries.get(terminalId)?.certificateFingerprint === fingerprint;
  }

  hear(message: TerminalMessage): void {
    const entry = this.#entries.get(message.terminalId);
    if (!entry || message.kind === 'cases') return;
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
    this.#changed(entry);
  }

  /**
   * What is new since `revision`; all where it is 0 or where terminals have changed their districts.
   * @param sees of which districts.
   */
  changedSince(
    revision: number,
    sees: (district: string | null) => boolean,
  ): TerminalRows & { revision: number } {
    const all = revision < Math.max(this.#regrouped, 1);
    const rows = [...this.#entries.values()]
      .filter((entry) => (all || entry.revision > revision) && sees(entry.district))
      .map(rowOf);
    return { all, rows, revision: Math.max(this.#revision, 1) };
  }

  /** Of a member; undefined: it is none. */
  districtOf(terminalId: TerminalId): string | null | undefined {
    return this.#entries.get(terminalId)?.district;
  }

  revisionOf(terminalId: TerminalId): number {
    return this.#entries.get(terminalId)?.revision ?? 0;
  }

  async setDistrict(terminalId: TerminalId, district: string | null): Promise<void> {
    await this.#database.write('UPDATE terminal SET district = $2 WHERE terminal_id = $1', [
      terminalId,
      district,
    ]);
    await this.load(terminalId);
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

  /** Now, and again after changes; a slow follower misses steps in between, never the last. */
  async *wakes(signal: AbortSignal | undefined): AsyncGenerator<void, void, void> {
    const changes = this.#changes.subscribe('changed', signal ? { signal } : {});
    yield;
    for await (const _change of changes) {
      yield;
      await new Promise<void>((resolve) => this.#clock.after(shortestPauseMs, resolve));
    }
  }

  stop(): void {
    this.#cancelLook();
  }

  #lookLater(): void {
    this.#cancelLook();
    this.#cancelLook = this.#clock.after(lookEveryMs, () => {
      for (const entry of this.#entries.values()) if (this.#judge(entry)) this.#changed(entry);
      this.#lookLater();
    });
  }

  #changed(entry: Entry): void {
    this.#revision += 1;
    entry.revision = this.#revision;
    this.#changes.publish('changed', null);
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

function rowOf({ terminalId, district, report, state, sinceMs, heardAtMs, causes }: Entry): TerminalRow {
  return {
    terminalId,
    site: report?.status?.site ?? null,
    terminalName: report?.status?.terminalName ?? null,
    district,
    place: report?.status?.place ?? null,
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
