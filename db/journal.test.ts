import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseId, IntentId, ItemCode } from '../contract/words.ts';
import { type Database, openDatabase } from './client.ts';
import { Journal } from './journal.ts';
import { readJournalReport } from './journal-report.ts';
import type { JournalStep, NewCaseStep, NewIntent } from './journal-step.ts';
import { nothingElse } from './test-step.ts';
import { Vault } from './vault.ts';

const caseId = '0a000000-0000-4000-8000-000000000000' as CaseId;
const submit = '0b000000-0000-4000-8000-000000000000' as IntentId;
const print = '0c000000-0000-4000-8000-000000000000' as IntentId;
const beganMs = Date.parse('2026-11-20T01:00:00Z');
const vault = new Vault(new Uint8Array(32).fill(7));

let directory: string;
let database: Database;
let journal: Journal;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-journal-'));
  const opened = openDatabase(join(directory, 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  database = opened.value;
  journal = new Journal(database);
});

afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

function intent(intentId: IntentId, kind: string, outbox: NewIntent['outbox']): NewIntent {
  return { intentId, kind, idempotencyKey: caseId, evidenceBefore: { cutCount: 4 }, outbox };
}

function step(over: Partial<JournalStep> = {}): JournalStep {
  return {
    caseId,
    atMs: beganMs,
    event: { type: 'something', data: {} },
    state: 'submission_intended',
    ...nothingElse,
    ...over,
  };
}

function begin(over: Partial<NewCaseStep> = {}): void {
  journal.beginCase({
    ...step({ intent: intent(submit, 'submit', { urgent: true }) }),
    itemCode: '310000000001' as ItemCode,
    itemVersion: 1,
    ...over,
  });
}

const urgent = { urgent: true, caseInHand: null, attemptsInPlace: 0 };
const later = '0d000000-0000-4000-8000-000000000000' as CaseId;

describe('a step of the journal', () => {
  it('is there whole: state, intent, errand, deadline, sealed content', () => {
    begin({
      deadlines: [{ name: 'submission_wait', dueMs: beganMs + 8000 }],
      seal: [{ kind: 'submission', content: vault.seal('a', 'x') }],
    });
    expect(journal.readCase(caseId)).toMatchObject({ itemVersion: 1, createdMs: beganMs });
    expect(journal.nextErrand(beganMs, 60_000, urgent)).toMatchObject({
      intentId: submit,
      kind: 'submit',
      attempts: 0,
    });
    expect(journal.deadlines()).toEqual([{ caseId, name: 'submission_wait', dueMs: beganMs + 8000 }]);
    expect(journal.hasSealedContent()).toBe(true);
    expect(journal.openActs()).toEqual([]);
  });

  it('that fails in its last part leaves nothing behind', () => {
    begin();
    const outcome = { intentId: print, state: 'confirmed', evidence: {} } as const;
    expect(() => journal.advanceCase(step({ state: 'case_closed', outcomes: [outcome] }))).toThrow(
      'not open',
    );
    expect(readJournalReport(database).cases[0]?.state).toBe('submission_intended');
    expect(database.prepare('SELECT count(*) AS n FROM journal_event').get()).toEqual({ n: 1 });
  });

  it('of a case that is not in the journal is refused', () => {
    expect(() => journal.advanceCase(step())).toThrow('not in the journal');
  });

  it('gives an outcome once: the second is a bug and not a second truth', () => {
    begin();
    const outcome = { intentId: submit, state: 'confirmed', evidence: {} } as const;
    journal.advanceCase(step({ outcomes: [outcome] }));
    expect(() => journal.advanceCase(step({ outcomes: [outcome] }))).toThrow('not open');
    expect(journal.earliestErrandMs(true)).toBeNull();
  });

  it('keeps acts on devices apart from errands', () => {
    begin();
    journal.advanceCase(step({ intent: intent(print, 'print_receipt', null) }));
    expect(journal.openActs()).toMatchObject([{ intentId: print, evidenceBefore: { cutCount: 4 } }]);
  });
});

describe('the outbox', () => {
  it('a postponed errand rests until its time, a hurried one does not', () => {
    begin();
    const row = journal.nextErrand(beganMs, 60_000, urgent);
    if (!row) throw new Error('nothing to send');
    journal.postponeErrand(row.outboxId, beganMs + 4000, 'timeout');
    expect(journal.nextErrand(beganMs + 3999, 60_000, urgent)).toBeNull();
    expect(journal.nextErrand(beganMs + 4000, 60_000, urgent)).toMatchObject({ attempts: 1 });
    journal.hurryErrands(beganMs);
    expect(journal.nextErrand(beganMs, 60_000, urgent)).not.toBeNull();
  });

  it('the clock was set back by a year -> the errand is sent now, not in a year', () => {
    begin({ atMs: beganMs });
    const yearMs = 365 * 86_400_000;
    expect(journal.nextErrand(beganMs - yearMs, 60_000, urgent)).toMatchObject({ intentId: submit });
  });

  it('what a resident waits for goes before what can wait', () => {
    begin();
    journal.advanceCase(step({ errandsCanWait: true }));
    begin({ caseId: later, intent: intent(print, 'submit', { urgent: true }) });
    expect(journal.nextErrand(beganMs, 60_000, urgent)?.intentId).toBe(print);
  });

  describe('of two submissions that can wait', () => {
    const inPlace = { urgent: false, caseInHand: null, attemptsInPlace: 2 };
    const next = (nowMs: number, over: { caseInHand?: CaseId } = {}) =>
      journal.nextErrand(nowMs, 60_000, { ...inPlace, ...over })?.intentId ?? null;

    beforeEach(() => {
      begin({ intent: intent(submit, 'submit', { urgent: false }) });
      begin({ caseId: later, intent: intent(print, 'submit', { urgent: false }) });
    });

    it('the older one is still being tried on behalf of its resident -> the younger one waits for it', () => {
      expect(next(beganMs, { caseInHand: caseId })).toBeNull();
      expect(next(beganMs, { caseInHand: later })).toBe(submit);
    });

    it('the older one failed a few times -> it keeps its place; failed too often -> the younger one passes it', () => {
      for (let attempt = 1; attempt <= 3; attempt++) {
        const row = journal.nextErrand(beganMs, 60_000, inPlace);
        expect(row?.intentId).toBe(submit);
        if (row) journal.postponeErrand(row.outboxId, beganMs + 4000, 'timeout');
        if (attempt <= 2) expect(next(beganMs)).toBeNull();
        else expect(next(beganMs)).toBe(print);
        if (attempt <= 2) journal.hurryErrands(beganMs);
      }
      expect(next(beganMs + 4000)).toBe(submit);
    });
  });
});

describe('a task', () => {
  function openTask(): number {
    begin({ tasks: [{ kind: 'missing_receipt', intentId: null }] });
    const [task] = journal.openTasks();
    if (!task) throw new Error('no task was opened');
    return task.taskId;
  }

  it('is listed with its case, and with the acceptance number once the city has given one', () => {
    openTask();
    expect(journal.openTasks()).toMatchObject([{ caseId, kind: 'missing_receipt', acceptanceNumber: null }]);
    const evidence = { acceptanceNumber: 'CASE-000009' };
    journal.advanceCase(step({ outcomes: [{ intentId: submit, state: 'confirmed', evidence }] }));
    expect(journal.openTasks()).toMatchObject([{ acceptanceNumber: 'CASE-000009' }]);
  });

  it('is closed once, with the reason and who did it, and the case remembers it', () => {
    const taskId = openTask();
    const closing = { taskId, reason: 'done_by_hand', attendantId: 'T-01' } as const;
    expect(journal.closeTask(closing, beganMs + 1000)).toBe(true);
    expect(journal.closeTask({ ...closing, reason: 'not_needed' }, beganMs + 2000)).toBe(false);
    expect(journal.openTasks()).toEqual([]);
    expect(
      database.prepare("SELECT at, data_json FROM journal_event WHERE type = 'task_closed'").all(),
    ).toEqual([{ at: '2026-11-20T01:00:01.000Z', data_json: JSON.stringify(closing) }]);
    expect(readJournalReport(database).cases[0]).toMatchObject({ openTasks: [], closedTasks: [{ taskId }] });
  });
});
