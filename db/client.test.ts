import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase, openDatabaseForReading } from './client.ts';
import { migrations } from './migrations/index.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-db-'));
  path = join(directory, 'data', 'terminal.db');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function open(): Database {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

function firstStart(): void {
  open().close();
}

describe('the terminal database', () => {
  it('first start -> made, marked, and every promise of durability is really on', () => {
    const database = open();
    const read = (pragma: string) => database.pragma(pragma, { simple: true });
    expect(read('journal_mode')).toBe('wal');
    expect(read('synchronous')).toBe(2);
    expect(read('foreign_keys')).toBe(1);
    expect(read('secure_delete')).toBe(1);
    expect(read('user_version')).toBe(migrations.length);
    expect(statSync(join(directory, 'data', 'terminal.id')).mode & 0o777).toBe(0o600);
    database.close();
  });

  it('the database vanished -> refused; cases are never forgotten by starting empty', () => {
    firstStart();
    unlinkSync(path);
    expect(openDatabase(path)).toEqual({ ok: false, error: { kind: 'missing' } });
  });

  it('the database is an empty file -> refused as well', () => {
    firstStart();
    truncateSync(path, 0);
    expect(openDatabase(path)).toEqual({ ok: false, error: { kind: 'missing' } });
  });

  it('written by a newer program -> refused and left as it is', () => {
    const database = open();
    database.pragma('user_version = 99');
    database.close();
    expect(openDatabase(path)).toEqual({
      ok: false,
      error: { kind: 'newer_than_program', found: 99, supported: migrations.length },
    });
    expect(openDatabaseForReading(path)).toMatchObject({ ok: false, error: { kind: 'newer_than_program' } });
  });

  it('damaged pages -> refused as corrupt, data kept', () => {
    const database = open();
    const insert = database.prepare(
      `INSERT INTO case_record VALUES (?, '310000000001', 1, 'case_closed', '{}', 0, 0)`,
    );
    for (let index = 0; index < 500; index++) insert.run(crypto.randomUUID());
    database.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 8 * 4096, bytes.length - 4096);
    writeFileSync(path, bytes);
    expect(openDatabase(path)).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('not a database at all -> refused', () => {
    firstStart();
    writeFileSync(path, 'something else entirely, longer than a header of sixteen bytes');
    expect(openDatabase(path)).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
  });

  it("another program's database -> refused", () => {
    firstStart();
    unlinkSync(path);
    const other = new Sqlite(path);
    other.exec('CREATE TABLE t (x); PRAGMA user_version = 1');
    other.close();
    expect(openDatabase(path)).toMatchObject({ ok: false, error: { kind: 'corrupt' } });
  });

  it('the place cannot be written -> refused with the reason', () => {
    writeFileSync(join(directory, 'data'), 'a file where the directory should be');
    expect(openDatabase(path)).toMatchObject({ ok: false, error: { kind: 'cannot_open' } });
  });

  it('a migration fails in the middle -> nothing of it stays and the old data still opens', () => {
    firstStart();
    const broken = { version: migrations.length + 1, name: 'broken', up: 'CREATE TABLE half (x); NONSENSE;' };
    expect(openDatabase(path, [...migrations, broken])).toMatchObject({
      ok: false,
      error: { kind: 'migration_failed', version: migrations.length + 1 },
    });
    const database = open();
    expect(database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).all()).toEqual([]);
    database.close();
  });

  it('a look from outside works while the terminal writes', () => {
    const database = open();
    const reading = openDatabaseForReading(path);
    expect(reading.ok).toBe(true);
    if (reading.ok) reading.value.close();
    database.close();
  });
});
