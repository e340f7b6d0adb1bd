import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseId } from '../../contract/words.ts';
import { AttendantStore } from '../attendant-store.ts';
import { hashOf } from '../audit-record.ts';
import { AuditStore } from '../audit-store.ts';
import { ChoreStore } from '../chore-store.ts';
import { openDatabase } from '../client.ts';
import { ClockStore } from '../clock-store.ts';
import { Journal } from '../journal.ts';
import { readJournalReport } from '../journal-report.ts';
import { ReconciliationStore } from '../reconciliation-store.ts';
import { migrations } from './index.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-golden-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A database that was migrated version by version, with the golden rows of each written when it was the newest. */
function writtenBy(version: number): string {
  const path = join(directory, 'terminal.db');
  for (const [index, each] of migrations.slice(0, version).entries()) {
    const old = openDatabase(path, migrations.slice(0, index + 1));
    if (!old.ok) throw new Error(old.error.kind);
    const golden = `${String(each.version).padStart(4, '0')}.sql`;
    old.value.exec(readFileSync(join(import.meta.dirname, 'golden', golden), 'utf8'));
    old.value.close();
  }
  return path;
}

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('a journal written by version 1 opens with all its cases, errands and tasks', () => {
    const path = writtenBy(1);

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    const journal = new Journal(opened.value);
    expect(opened.value.pragma('foreign_key_check')).toEqual([]);
    expect(journal.unfinishedCases()).toHaveLength(1);
    expect(
      journal.nextErrand(1795136460000, 60_000, { urgent: false, caseInHand: null, attemptsInPlace: 0 }),
    ).toMatchObject({
      kind: 'submit',
      attempts: 6,
    });
    expect(journal.deadlines()).toMatchObject([{ name: 'resident_expected' }]);
    expect(readJournalReport(opened.value).cases).toMatchObject([
      { state: 'delivery_finished', acceptanceNumber: null, sealed: ['submission'] },
      {
        acceptanceNumber: 'CASE-000002',
        intents: [{ kind: 'submit' }, { kind: 'open_cell', cell: { board: 1, cell: 2 } }],
      },
      {
        intents: [{ kind: 'print_certificate', documentId: '0b000000-0000-4000-8000-000000000004' }],
        openTasks: [{ kind: 'unclear_certificate' }],
      },
    ]);
    opened.value.close();
  });

  it('a journal written by version 2 keeps closed tasks, open acts, refills and wrong PINs', () => {
    const path = writtenBy(2);

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(opened.value.pragma('foreign_key_check')).toEqual([]);
    const journal = new Journal(opened.value);
    const store = new AttendantStore(opened.value);
    expect(journal.openTasks()).toEqual([]);
    expect(journal.openMaintenanceActs()).toMatchObject([{ kind: 'open_cell', evidenceBefore: { cell: 2 } }]);
    expect(store.lastCount('receipt_paper')).toMatchObject({
      count: null,
      usedBefore: 1,
      deviceCounter: 9,
    });
    expect(store.printedCount()).toBe(2);
    expect(store.openings()).toEqual([{ board: 1, cell: 2, times: 1 }]);
    expect(store.readLock('T-02')).toEqual({ failures: 3, lockedUntilMs: 1795226700000 });
    const report = readJournalReport(opened.value);
    expect(report.cases[2]).toMatchObject({
      openTasks: [],
      closedTasks: [{ kind: 'unclear_certificate' }],
    });
    expect(report.maintenance).toMatchObject([
      { documentId: '0d000000-0000-4000-8000-000000000001', state: 'confirmed' },
      { cell: { board: 1, cell: 2 }, state: 'open' },
    ]);
    opened.value.close();
  });

  it('a journal written by version 3 keeps acts of every kind, and what they come to', () => {
    const path = writtenBy(3);

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    const store = new AttendantStore(opened.value);
    store.addReads('cards_read', 3);
    store.addReads('codes_scanned', 1);
    expect(store.lifeCounts()).toEqual({
      papers: 2,
      cells_opened: 1,
      door_openings: 1,
      items_dispensed: 1,
      items_captured: 0,
      sheets: 0,
      cards_read: 815,
      codes_scanned: 1,
    });
    expect(readJournalReport(opened.value).maintenance).toHaveLength(5);
    opened.value.close();
  });

  it('a journal written by version 4 keeps sealed keys, the cut audit log, chores, the clock and counters', () => {
    const path = writtenBy(4);

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(opened.value.pragma('foreign_key_check')).toEqual([]);
    const journal = new Journal(opened.value);
    const caseId = '0a000000-0000-4000-8000-000000000003' as CaseId;
    expect(journal.sealedContent(caseId, 'certificate')).toMatchObject({ profile: 'sm4-gcm' });
    const audit = new AuditStore(opened.value, { terminalId: 'TEST-0001', clockTrust: () => 'synchronised' });
    expect([...audit.records()].map(({ seq }) => seq)).toEqual([2, 3]);
    expect(audit.cuts()).toMatchObject([{ throughSeq: 1, records: 1 }]);
    expect([...audit.records()].every((record) => hashOf(record) === record.hash)).toBe(true);
    expect(new ChoreStore(opened.value).get('retention')).toMatchObject({ dueMs: 1795293000000 });
    expect(new ClockStore(opened.value).last()).toMatchObject({ bootId: 'boot-1' });
    const store = new AttendantStore(opened.value);
    expect(store.printedCount()).toBe(42);
    expect(store.lifeCounts()).toMatchObject({ sheets: 7, door_openings: 1 });
    expect(store.openings()).toEqual([{ board: 1, cell: 2, times: 6 }]);
    opened.value.close();
  });

  it('a journal written by version 5 keeps a task that belongs to no case, and which days were reconciled', () => {
    const path = writtenBy(5);

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    expect(opened.value.pragma('foreign_key_check')).toEqual([]);
    const journal = new Journal(opened.value);
    const reference = 'A0000000000040008000000000000001';
    expect(journal.openTasks()).toMatchObject([{ taskId: 7, caseId: null, reference }]);
    expect(journal.closeTask({ taskId: 7, reason: 'done_by_hand', attendantId: 'T-01' }, 1)).toBe(true);
    expect(journal.openTasks()).toEqual([]);
    const store = new ReconciliationStore(opened.value);
    expect([store.isDone('2026-11-22'), store.isDone('2026-11-23')]).toEqual([true, false]);
    expect(readJournalReport(opened.value).cases[2]?.closedTasks).toMatchObject([
      { kind: 'unclear_certificate' },
    ]);
    opened.value.close();
  });

  it('a journal written by version 6 keeps what was counted, and whole rolls of before stay whole', () => {
    const path = writtenBy(6);

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    const store = new AttendantStore(opened.value);
    expect(store.lastCount('dispenser_hopper')).toMatchObject({ count: 150, usedBefore: 1 });
    expect(store.lastCount('receipt_paper')).toMatchObject({ count: null, usedBefore: 1 });
    opened.value.close();
  });

  it('a journal with claims keeps whom a code belongs to, and the salt of the codes', () => {
    const path = writtenBy(7);

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    const journal = new Journal(opened.value);
    expect(journal.caseOfClaim('hash-of-a-claim-code')).toBe('0a000000-0000-4000-8000-000000000003');
    expect(journal.caseOfClaim('another')).toBeNull();
    expect(Buffer.from(journal.claimSalt(new Uint8Array(16))).toString('hex')).toBe(
      '00112233445566778899aabbccddeeff',
    );
    opened.value.close();
  });
});
