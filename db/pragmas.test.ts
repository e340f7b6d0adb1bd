import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { assertPragmas } from './pragmas.ts';

describe('pragmas', () => {
  it('a database that cannot keep a write-ahead log -> refused by name', () => {
    expect(assertPragmas(new Sqlite(':memory:'))).toEqual({
      ok: false,
      error: { kind: 'pragma_refused', pragma: 'journal_mode', expected: 'wal', actual: 'memory' },
    });
  });
});
