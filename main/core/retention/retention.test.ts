import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { terminalConfigSchema } from '../../../contract/terminal-config.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import type { CaseId, IntentId, ItemCode } from '../../../contract/words.ts';
import {
  AttendantStore,
  type Database,
  type Evidence,
  Journal,
  type JournalStep,
  type MaintenanceAct,
  openDatabase,
  RetentionStore,
  Vault,
} from '../../../db/index.ts';
import { nothingElse } from '../../../db/test-step.ts';
import { runRetention } from './retention.ts';

const dayMs = 86_400_000;
const rules = terminalConfigSchema.shape.retention.parse({});
let directory: string;
let database: Database;
let journal: Journal;
let clock: SteppedClock;
let givenUp: IntentId[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-retention-'));
  const opened = openDatabase(join(directory, 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  database = opened.value;
  journal = new Journal(database, { terminalId: 'TEST-0001', clockTrust: () => 'synchronised' });
  clock = new SteppedClock();
  givenUp = [];
});

afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

const uuid = () => crypto.randomUUID();

function addCase(ageDays: number, over: Partial<JournalStep> = {}): CaseId {
  const caseId = uuid() as CaseId;
  const intentId = uuid() as IntentId;
  const intent = {
    intentId,
    kind: 'print_receipt',
    idempotencyKey: intentId,
    evidenceBefore: {},
    outbox: null,
  };
  const atMs = clock.wallMs() - ageDays * dayMs;
  const step: JournalStep = {
    caseId,
    atMs,
    event: { type: 'case_begun', data: {} },
    state: 'case_closed',
    ...nothingElse,
    intent,
    ...over,
  };
  journal.beginCase({ ...step, itemCode: '310000000001' as ItemCode, itemVersion: 1 });
  if (step.intent && !over.intent) {
    const outcomes = [{ intentId, state: 'confirmed', evidence: {} }] as const;
    journal.advanceCase({ ...step, intent: null, tasks: [], seal: [], outcomes });
  }
  return caseId;
}

function run(clockIsPlausible = true) {
  return runRetention(
    {
      rules,
      journal,
      store: new RetentionStore(database),
      clock,
      clockIsPlausible: () => clockIsPlausible,
      giveUpRating: (_caseId, intentId) => givenUp.push(intentId),
    },
    new AbortController().signal,
  );
}

const errand = (kind: string) => {
  const intentId = uuid() as IntentId;
  return { intentId, kind, idempotencyKey: intentId, evidenceBefore: {}, outbox: { urgent: false } };
};

describe('retention', () => {
  it('a closed case goes after its time with everything that hangs on it, a younger one stays', async () => {
    const old = addCase(31);
    const young = addCase(29);
    expect(await run()).toMatchObject({ cases: 1, overdueContents: 0 });
    expect(journal.readCase(old)).toBeNull();
    expect(journal.readCase(young)).not.toBeNull();
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(database.prepare('SELECT count(*) FROM intent').pluck(true).get()).toBe(1);
  });

  it('what waits or is open never goes, however old: a confirmed case is never lost', async () => {
    const vault = new Vault(new Uint8Array(32));
    const kept = [
      addCase(400, { state: 'delivery_finished' }),
      addCase(400, { tasks: [{ kind: 'missing_receipt', intentId: null }] }),
      addCase(400, { intent: errand('submit') }),
      addCase(400, {
        state: 'submission_intended',
        intent: errand('submit'),
        seal: [{ kind: 'submission', content: vault.seal('a', 'x') }],
      }),
    ];
    expect(await run()).toMatchObject({ cases: 0, openTasks: 1, waitingErrands: 2, overdueContents: 1 });
    for (const caseId of kept) expect(journal.readCase(caseId)).not.toBeNull();
  });

  it('a rating nobody took for a month is given up; one being brought at this moment is not', async () => {
    const old = errand('rate');
    addCase(31, { state: 'delivery_finished', intent: old });
    addCase(31, { state: 'delivery_finished', intent: errand('rate') });
    database.prepare('UPDATE outbox SET next_attempt_ms = 0').run();
    database
      .prepare('UPDATE outbox SET next_attempt_ms = ? WHERE intent_id = ?')
      .run(clock.wallMs() + 60_000, old.intentId);
    expect(await run()).toMatchObject({ ratings: 1 });
    expect(givenUp).toEqual([old.intentId]);
  });

  it('a clock that may be wrong by years -> nothing goes, and the report says so', async () => {
    addCase(400);
    expect(await run(false)).toMatchObject({ postponed: 'clock' });
    expect(database.prepare('SELECT count(*) FROM case_record').pluck(true).get()).toBe(1);
  });

  it('counters of paper go on although what was counted is gone', async () => {
    const store = new AttendantStore(database);
    addCase(31);
    addCase(1);
    const roll = { count: 300, usedBefore: store.printedCount(), deviceCounter: null };
    store.noteCount('receipt_paper', roll, 'T-01', clock.wallMs() - 300 * dayMs);
    store.noteCount('receipt_paper', roll, 'T-01', clock.wallMs() - 200 * dayMs);
    expect(await run()).toMatchObject({ refills: 1 });
    expect(store.printedCount()).toBe(2);
    expect(store.lastCount('receipt_paper')).toMatchObject({ usedBefore: 2 });
  });

  it('a reconciled day goes with its findings, unless one of them still waits for a person', async () => {
    const addDay = (day: string, taskId: number, closedAt: string | null) => {
      database
        .prepare('INSERT INTO reconciliation_day VALUES (?, ?, 0, 1, 0, 1000)')
        .run(day, `${day}T18:00:00.000Z`);
      database
        .prepare('INSERT INTO task (task_id, kind, opened_at, closed_at) VALUES (?, ?, ?, ?)')
        .run(taskId, 'reconciliation_only_theirs', `${day}T18:00:00.000Z`, closedAt);
      database
        .prepare(
          "INSERT INTO reconciliation_finding VALUES (?, 'A1', 'payment', 'only_theirs', NULL, 1000, ?)",
        )
        .run(day, taskId);
    };
    addDay('2001-01-01', 1, '2001-01-02T00:00:00.000Z');
    addDay('2001-01-03', 2, null);
    expect(await run()).toMatchObject({ reconciledDays: 1, openTasks: 1 });
    expect(database.prepare('SELECT day FROM reconciliation_finding').pluck(true).all()).toEqual([
      '2001-01-03',
    ]);
    expect(database.prepare('SELECT task_id FROM task').pluck(true).all()).toEqual([2]);
  });

  it('what technicians did goes after half a year, what it came to does not', async () => {
    const store = new AttendantStore(database);
    const act = (
      kind: MaintenanceAct['kind'],
      ageDays: number,
      evidence: Evidence,
      evidenceBefore: Evidence = {},
    ) => {
      const actId = uuid() as IntentId;
      const atMs = clock.wallMs() - ageDays * dayMs;
      journal.beginMaintenanceAct({ actId, kind, attendantId: 'T-01', evidenceBefore }, atMs);
      journal.endMaintenanceAct({ intentId: actId, state: 'confirmed', evidence }, atMs);
    };
    for (const ageDays of [300, 200, 10]) {
      act('open_door', ageDays, {});
      act('dispense_item', ageDays, {});
      act('capture_item', ageDays, {});
      act('print_test_page', ageDays, { sheetsOut: 2 });
      act('print_test_slip', ageDays, {});
      act('open_cell', ageDays, {}, { board: 1, cell: 7 });
    }
    const before = store.lifeCounts();
    expect(before).toMatchObject({
      door_openings: 3,
      items_dispensed: 3,
      items_captured: 3,
      sheets: 6,
      papers: 3,
    });
    expect(await run()).toMatchObject({ maintenanceActs: 12 });
    expect(store.lifeCounts()).toEqual(before);
    expect(store.openings()).toEqual([{ board: 1, cell: 7, times: 3 }]);
  });

  it('a year of cases -> the file stays as large as a month of them', async () => {
    for (let index = 0; index < 600; index++) addCase(31 + index / 2);
    const largest = statSync(join(directory, 'terminal.db')).size;
    const report = await run();
    expect(report).toMatchObject({ cases: 600 });
    expect(Number(report.databaseBytes)).toBeLessThan(Number(report.bytesBefore));
    expect(statSync(join(directory, 'terminal.db-wal')).size).toBe(0);
    expect(statSync(join(directory, 'terminal.db')).size).toBeLessThan(largest + 1_000_000);
  });

  it('the raw files hold nothing of a case that went', async () => {
    const old = addCase(31);
    database.pragma('wal_checkpoint(TRUNCATE)');
    const onDisk = () =>
      Buffer.concat(readdirSync(directory).map((name) => readFileSync(join(directory, name)))).includes(
        `"${old}"`,
      );
    database.prepare('UPDATE case_record SET state_json = json_object(?, ?)').run('id', old);
    database.pragma('wal_checkpoint(TRUNCATE)');
    expect(onDisk()).toBe(true);
    await run();
    expect(onDisk()).toBe(false);
  });

  it('every table that hangs on a case goes with it, or retention would fail on the first row there', () => {
    const tables = database
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`)
      .pluck(true)
      .all();
    const hanging = tables.filter((table) =>
      database
        .prepare<[string], string>('SELECT "table" FROM pragma_foreign_key_list(?)')
        .pluck(true)
        .all(table)
        .some((parent) => parent === 'case_record' || parent === 'intent'),
    );
    const named = [
      'journal_event',
      'task',
      'deadline',
      'claim',
      'sealed_payload',
      'outcome',
      'intent',
      // Where a row waits here, its case is not over and stays.
      'outbox',
    ];
    expect(hanging.toSorted()).toEqual(named.toSorted());
  });
});
