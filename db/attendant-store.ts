import type { CellAddress } from '../contract/device-classes.ts';
import { type AuditStamp, AuditStore, unnamedStamp } from './audit-store.ts';
import type { Database } from './client.ts';
import { instantOf } from './row-values.ts';

/** What a person said was in a storage unit. */
export interface NotedCount {
  /** ISO 8601 UTC. */
  at: string;
  /** Null: filled whole, noted by an earlier program. */
  count: number | null;
  /** Papers, sheets or items the journal had counted until then. */
  usedBefore: number;
  /** What the device's own counter said then; null where it does not count. */
  deviceCounter: number | null;
}

/** A count as it is entered. */
export type NewCount = Pick<NotedCount, 'usedBefore' | 'deviceCounter'> & { count: number };

export interface AttendantLock {
  /** Wrong PINs since the last right one. */
  failures: number;
  lockedUntilMs: number;
}

export interface CellOpenings extends CellAddress {
  times: number;
}

/** What passes through a reader and leaves no act in the journal. */
export type ReadName = 'cards_read' | 'codes_scanned';

/** Everything since the first start of this terminal's memory. */
export interface LifeCounts {
  papers: number;
  cells_opened: number;
  door_openings: number;
  items_dispensed: number;
  items_captured: number;
  sheets: number;
  cards_read: number;
  codes_scanned: number;
}

interface ActCounts {
  doors: number;
  dispensed: number;
  captured: number;
  sheets: number;
}

/** Counted in rows that retention has taken away. */
const retired = (kind: string) => `(SELECT coalesce(sum(acts), 0) FROM retired_act WHERE kind = '${kind}')`;

/** Refills, counters and wrong PINs of the technician's screens. Every write is on the disk when it returns. */
export class AttendantStore {
  readonly #noteCount: AttendantStore['noteCount'];
  readonly #putCount;
  readonly #lastCount;
  readonly #printed;
  readonly #openings;
  readonly #acts;
  readonly #reads;
  readonly #addReads;
  readonly #getLock;
  readonly #putLock;

  constructor(database: Database, stamp: AuditStamp = unnamedStamp) {
    const audit = new AuditStore(database, stamp);
    this.#noteCount = database.transaction(
      (unit: string, noted: NewCount, attendantId: string, atMs: number) => {
        const { count, usedBefore, deviceCounter } = noted;
        this.#putCount.run(unit, attendantId, instantOf(atMs), count, usedBefore, deviceCounter);
        const nothing = { itemCode: null, caseId: null, outcome: null };
        audit.append({ actor: attendantId, action: 'refill_noted', effect: unit, ...nothing }, atMs);
      },
    ).immediate;
    this.#putCount = database.prepare<[string, string, string, number, number, number | null]>(
      `INSERT INTO refill (storage_unit, attendant_id, at, count, printed_before, device_counter)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#lastCount = database.prepare<[string], NotedCount>(
      `SELECT at, count, printed_before AS usedBefore, device_counter AS deviceCounter FROM refill
       WHERE storage_unit = ? ORDER BY refill_id DESC LIMIT 1`,
    );
    this.#printed = database
      .prepare<[], number>(
        `SELECT (SELECT count(*) FROM intent WHERE kind LIKE 'print\\_%' ESCAPE '\\' AND kind <> 'print_document'
             AND state IN ('confirmed', 'unknown'))
           + (SELECT count(*) FROM maintenance_act WHERE kind = 'print_test_slip' AND state IN ('confirmed', 'unknown'))
           + (SELECT coalesce(sum(acts), 0) FROM retired_act WHERE kind = 'print')`,
      )
      .pluck(true);
    this.#openings = database.prepare<[], CellOpenings>(
      `SELECT board, cell, sum(acts) AS times FROM (
         SELECT evidence_before_json ->> '$.board' AS board, evidence_before_json ->> '$.cell' AS cell, 1 AS acts
         FROM intent WHERE kind = 'open_cell' AND state = 'confirmed'
         UNION ALL
         SELECT evidence_before_json ->> '$.board', evidence_before_json ->> '$.cell', 1
         FROM maintenance_act WHERE kind = 'open_cell' AND state = 'confirmed'
         UNION ALL
         SELECT board, cell, acts FROM retired_act WHERE kind = 'open_cell'
       ) GROUP BY board, cell ORDER BY board, cell`,
    );
    const confirmed = `SELECT kind, outcome.evidence_json AS evidence FROM intent JOIN outcome USING (intent_id)
         WHERE intent.state = 'confirmed'
       UNION ALL SELECT kind, evidence_json FROM maintenance_act WHERE state = 'confirmed'`;
    this.#acts = database.prepare<[], ActCounts>(
      `SELECT count(*) FILTER (WHERE kind = 'open_door') + ${retired('doors')} AS doors,
         count(*) FILTER (WHERE kind GLOB 'dispense_*') + ${retired('dispensed')} AS dispensed,
         count(*) FILTER (WHERE kind GLOB 'capture_*') + ${retired('captured')} AS captured,
         coalesce(sum(evidence ->> '$.sheetsOut') FILTER (WHERE kind GLOB 'print_*'), 0) + ${retired('sheets')} AS sheets
       FROM (${confirmed})`,
    );
    this.#reads = database.prepare<[], { name: string; count: number }>('SELECT name, count FROM read_count');
    this.#addReads = database.prepare<[string, number]>(
      `INSERT INTO read_count (name, count) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET count = count + excluded.count`,
    );
    this.#getLock = database.prepare<[string], AttendantLock>(
      'SELECT failures, locked_until_ms AS lockedUntilMs FROM attendant_lock WHERE attendant_id = ?',
    );
    this.#putLock = database.prepare<[string, number, number]>(
      'INSERT OR REPLACE INTO attendant_lock (attendant_id, failures, locked_until_ms) VALUES (?, ?, ?)',
    );
  }

  noteCount(unit: string, noted: NewCount, attendantId: string, atMs: number): void {
    this.#noteCount(unit, noted, attendantId, atMs);
  }

  lastCount(unit: string): NotedCount | null {
    return this.#lastCount.get(unit) ?? null;
  }

  /** Papers that came out or may have come out, since the first start. */
  printedCount(): number {
    return this.#printed.get() ?? 0;
  }

  /** What the journal and the readers have counted since the first start. */
  lifeCounts(): LifeCounts {
    const reads = new Map(this.#reads.all().map(({ name, count }) => [name, count]));
    const acts = this.#acts.get();
    return {
      papers: this.printedCount(),
      cells_opened: this.openings().reduce((sum, { times }) => sum + times, 0),
      door_openings: acts?.doors ?? 0,
      items_dispensed: acts?.dispensed ?? 0,
      items_captured: acts?.captured ?? 0,
      sheets: acts?.sheets ?? 0,
      cards_read: reads.get('cards_read') ?? 0,
      codes_scanned: reads.get('codes_scanned') ?? 0,
    };
  }

  addReads(name: ReadName, count: number): void {
    this.#addReads.run(name, count);
  }

  /** How often each cell was opened by command; cells that never were are missing. */
  openings(): CellOpenings[] {
    return this.#openings.all();
  }

  readLock(attendantId: string): AttendantLock {
    return this.#getLock.get(attendantId) ?? { failures: 0, lockedUntilMs: 0 };
  }

  writeLock(attendantId: string, { failures, lockedUntilMs }: AttendantLock): void {
    this.#putLock.run(attendantId, failures, lockedUntilMs);
  }
}
