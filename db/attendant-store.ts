import type { CellAddress } from '../contract/device-classes.ts';
import { type AuditStamp, AuditStore, unnamedStamp } from './audit-store.ts';
import type { Database } from './client.ts';
import { instantOf } from './row-values.ts';

/** A storage unit whose filling is counted. */
export type StorageUnit = 'receipt_paper';

export interface Refill {
  /** ISO 8601 UTC. */
  at: string;
  /** Papers the journal counted until then. */
  printedBefore: number;
  /** What the device's own counter said then; null where it does not count. */
  deviceCounter: number | null;
}

export interface AttendantLock {
  /** Wrong PINs since the last right one. */
  failures: number;
  lockedUntilMs: number;
}

export interface CellOpenings extends CellAddress {
  times: number;
}

/** Refills, counters and wrong PINs of the technician's screens. Every write is on the disk when it returns. */
export class AttendantStore {
  readonly #noteRefill: AttendantStore['noteRefill'];
  readonly #putRefill;
  readonly #lastRefill;
  readonly #printed;
  readonly #openings;
  readonly #getLock;
  readonly #putLock;

  constructor(database: Database, stamp: AuditStamp = unnamedStamp) {
    const audit = new AuditStore(database, stamp);
    this.#noteRefill = database.transaction(
      (unit: StorageUnit, attendantId: string, atMs: number, deviceCounter: number | null) => {
        this.#putRefill.run(unit, attendantId, instantOf(atMs), this.printedCount(), deviceCounter);
        const nothing = { itemCode: null, caseId: null, outcome: null };
        audit.append({ actor: attendantId, action: 'refill_noted', effect: unit, ...nothing }, atMs);
      },
    ).immediate;
    this.#putRefill = database.prepare<[StorageUnit, string, string, number, number | null]>(
      'INSERT INTO refill (storage_unit, attendant_id, at, printed_before, device_counter) VALUES (?, ?, ?, ?, ?)',
    );
    this.#lastRefill = database.prepare<[StorageUnit], Refill>(
      `SELECT at, printed_before AS printedBefore, device_counter AS deviceCounter FROM refill
       WHERE storage_unit = ? ORDER BY refill_id DESC LIMIT 1`,
    );
    this.#printed = database
      .prepare<[], number>(
        `SELECT (SELECT count(*) FROM intent WHERE kind LIKE 'print\\_%' ESCAPE '\\' AND state IN ('confirmed', 'unknown'))
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
    this.#getLock = database.prepare<[string], AttendantLock>(
      'SELECT failures, locked_until_ms AS lockedUntilMs FROM attendant_lock WHERE attendant_id = ?',
    );
    this.#putLock = database.prepare<[string, number, number]>(
      'INSERT OR REPLACE INTO attendant_lock (attendant_id, failures, locked_until_ms) VALUES (?, ?, ?)',
    );
  }

  noteRefill(unit: StorageUnit, attendantId: string, atMs: number, deviceCounter: number | null): void {
    this.#noteRefill(unit, attendantId, atMs, deviceCounter);
  }

  lastRefill(unit: StorageUnit): Refill | null {
    return this.#lastRefill.get(unit) ?? null;
  }

  /** Papers that came out or may have come out, since the first start. */
  printedCount(): number {
    return this.#printed.get() ?? 0;
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
