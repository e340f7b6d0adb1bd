import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../client.ts';
import { Journal } from '../journal.ts';
import { readJournalReport } from '../journal-report.ts';
import { migrations } from './index.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-golden-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('a journal written by version 1 opens with all its cases, errands and tasks', () => {
    const path = join(directory, 'terminal.db');
    const old = openDatabase(path, migrations.slice(0, 1));
    if (!old.ok) throw new Error(old.error.kind);
    old.value.exec(readFileSync(join(import.meta.dirname, 'golden', '0001.sql'), 'utf8'));
    old.value.close();

    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.kind);
    const journal = new Journal(opened.value);
    expect(opened.value.pragma('foreign_key_check')).toEqual([]);
    expect(journal.unfinishedCases()).toHaveLength(1);
    expect(journal.nextErrand(1795136460000, 60_000)).toMatchObject({ kind: 'submit', attempts: 6 });
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
});
