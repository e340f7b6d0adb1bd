import type { ClockTrust } from '../contract/clock-trust.ts';
import type { CaseId, ItemCode } from '../contract/words.ts';
import {
  type AuditAnchor,
  type AuditCut,
  type AuditEntry,
  type AuditRecord,
  hashOf,
  isAuditEntry,
  noHash,
} from './audit-record.ts';
import type { Database } from './client.ts';
import { instantOf } from './row-values.ts';

/** What every record says besides what happened. */
export interface AuditStamp {
  terminalId: string;
  clockTrust(): ClockTrust;
}

/** Where nobody says which terminal it is. */
export const unnamedStamp: AuditStamp = { terminalId: 'unnamed', clockTrust: () => 'unsynchronised' };

interface Row {
  seq: number;
  at: string;
  clock: ClockTrust;
  terminal_id: string;
  actor: string;
  action: string;
  item_code: ItemCode | null;
  case_id: CaseId | null;
  effect: string | null;
  outcome: string | null;
  previous_hash: string;
  hash: string;
}

/** The audit log. Records are written inside the transaction of the step they tell of. */
export class AuditStore {
  readonly #stamp: AuditStamp;
  readonly #last;
  readonly #put;
  readonly #all;
  readonly #cuts;
  readonly #throughBefore;
  readonly #putCut;
  readonly #hashAt;
  readonly #deleteThrough;
  readonly #cutThrough;

  constructor(database: Database, stamp: AuditStamp) {
    this.#stamp = stamp;
    this.#last = database.prepare<[], AuditAnchor>(
      'SELECT seq, hash FROM audit_record ORDER BY seq DESC LIMIT 1',
    );
    this.#put = database.prepare<[number, string, ClockTrust, ...(string | null)[]]>(
      `INSERT INTO audit_record (seq, at, clock, terminal_id, actor, action, item_code, case_id, effect, outcome,
         previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#all = database.prepare<[], Row>('SELECT * FROM audit_record ORDER BY seq');
    this.#cuts = database.prepare<[], AuditCut>(
      `SELECT through_seq AS throughSeq, at, records, last_hash AS lastHash FROM audit_cut ORDER BY through_seq`,
    );
    // The log goes from its beginning only, up to the first record that is surely young enough: times of
    // an unconfirmed clock decide only where there are no others.
    this.#throughBefore = database
      .prepare<[string], number | null>(
        `SELECT coalesce(min(seq), (SELECT max(seq) FROM audit_record)) - 1 FROM audit_record
         WHERE at >= ? AND (clock = 'synchronised'
           OR NOT EXISTS (SELECT 1 FROM audit_record WHERE clock = 'synchronised'))`,
      )
      .pluck(true);
    this.#hashAt = database
      .prepare<[number], string>('SELECT hash FROM audit_record WHERE seq = ?')
      .pluck(true);
    this.#cutThrough = database
      .prepare<[], number | null>('SELECT max(through_seq) FROM audit_cut')
      .pluck(true);
    this.#putCut = database.prepare<[number, string, number, string]>(
      'INSERT INTO audit_cut (through_seq, at, records, last_hash) VALUES (?, ?, ?, ?)',
    );
    this.#deleteThrough = database.prepare<[number]>('DELETE FROM audit_record WHERE seq <= ?');
  }

  /** Belongs into the transaction of what it tells of. Throws where a field holds more than a code. */
  append(entry: AuditEntry, atMs: number): void {
    if (!isAuditEntry(entry)) throw new Error(`no words for the audit log: ${entry.action}`);
    const last = this.#last.get() ?? { seq: 0, hash: noHash };
    const record = {
      seq: last.seq + 1,
      at: instantOf(atMs),
      clock: this.#stamp.clockTrust(),
      terminalId: this.#stamp.terminalId,
      ...entry,
      previousHash: last.hash,
    };
    const { seq, at, clock, terminalId, previousHash } = record;
    const { actor, action, itemCode, caseId, effect, outcome } = entry;
    const hash = hashOf(record);
    this.#put.run(
      ...([seq, at, clock, terminalId, actor, action] as const),
      ...([itemCode, caseId, effect, outcome, previousHash, hash] as const),
    );
  }

  /** The end of the chain; null before the first record. */
  anchor(): AuditAnchor | null {
    return this.#last.get() ?? null;
  }

  *records(): Generator<AuditRecord> {
    for (const row of this.#all.iterate()) {
      const { terminal_id, item_code, case_id, previous_hash, hash, ...same } = row;
      yield {
        ...same,
        terminalId: terminal_id,
        itemCode: item_code,
        caseId: case_id,
        previousHash: previous_hash,
        hash,
      };
    }
  }

  cuts(): AuditCut[] {
    return this.#cuts.all();
  }

  /** How many records are older than this and would go. */
  countBefore(beforeMs: number): number {
    const through = this.#throughBefore.get(instantOf(beforeMs)) ?? 0;
    return Math.max(0, through - (this.#cutThrough.get() ?? 0));
  }

  /**
   * Takes away the records before an instant and leaves a stub with their number and the hash of the
   * last one. Belongs into one transaction.
   *
   * @returns how many went.
   */
  cutBefore(beforeMs: number, atMs: number): number {
    const records = this.countBefore(beforeMs);
    if (records === 0) return 0;
    const through = (this.#cutThrough.get() ?? 0) + records;
    const lastHash = this.#hashAt.get(through);
    if (lastHash === undefined) throw new Error(`audit record ${through} is not there`);
    this.#putCut.run(through, instantOf(atMs), records, lastHash);
    this.#deleteThrough.run(through);
    return records;
  }
}
