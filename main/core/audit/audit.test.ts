import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseId, ItemCode } from '../../../contract/words.ts';
import { type AuditRecord, AuditStore, type Database, hashOf, openDatabase } from '../../../db/index.ts';
import { exportAudit } from './export.ts';
import { verifyAudit } from './verify.ts';

const atMs = Date.parse('2026-11-22T02:00:00Z');
const dayMs = 86_400_000;
let directory: string;
let database: Database;
let store: AuditStore;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-audit-'));
  const opened = openDatabase(join(directory, 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  database = opened.value;
  store = new AuditStore(database, { terminalId: 'TEST-0001', clockTrust: () => 'synchronised' });
});

afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

function write(count: number, fromMs = atMs): void {
  for (let index = 0; index < count; index++) {
    store.append(
      {
        actor: index % 3 === 0 ? 'T-01' : 'resident',
        action: 'effect_concluded',
        itemCode: '310000000001' as ItemCode,
        caseId: '0a000000-0000-4000-8000-000000000000' as CaseId,
        effect: 'print_receipt',
        outcome: 'confirmed',
      },
      fromMs + index * 1000,
    );
  }
}

const exported = () => [...exportAudit(store.records(), store.cuts(), '2026-11-22T03:00:00.000Z')];
const kinds = async (lines: string[], anchors: { seq: number; hash: string }[] = []) =>
  (await verifyAudit(lines, anchors)).problems.map(({ kind, seq }) => `${kind} ${seq}`);

/** The line of a record, changed as somebody with the file and this program could. */
function altered(text: string | undefined, change: Partial<AuditRecord>): string {
  const record = { ...JSON.parse(text ?? ''), ...change };
  return `${JSON.stringify({ ...record, hash: hashOf(record) })}\n`;
}

describe('an exported audit log', () => {
  it('nothing touched -> whole', async () => {
    write(5);
    const verdict = await verifyAudit(exported());
    expect(verdict).toMatchObject({ records: 5, firstSeq: 1, lastSeq: 5, problems: [] });
  });

  it('any one byte of any line changed -> found', async () => {
    write(6);
    const lines = exported();
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 127 }), async (at, where, by) => {
        const line = at % lines.length;
        const bytes = Buffer.from(lines[line] ?? '');
        const place = where % (bytes.length - 1);
        bytes[place] = (bytes[place] ?? 0) ^ by;
        const changed = bytes.toString('utf8');
        // What only the head says of itself (when it was exported) is no part of the chain.
        if (line === 0) return;
        const verdict = await verifyAudit([...lines.slice(0, line), changed, ...lines.slice(line + 1)]);
        expect(verdict.problems).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('the number of the last record changed on the last line only -> found', async () => {
    write(6);
    const lines = exported();
    const end = lines.at(-1) ?? '';
    expect(await kinds([...lines.slice(0, -1), end.replace('"lastSeq":6', '"lastSeq":7')])).toEqual([
      'truncated 7',
    ]);
  });

  it('an outcome changed -> named; its hash made anew -> the next record does not follow', async () => {
    write(5);
    const lines = exported();
    const forged = lines[3]?.replace('confirmed', 'failed') ?? '';
    expect(await kinds(lines.with(3, forged))).toEqual(['changed 3']);
    expect(await kinds(lines.with(3, altered(lines[3], { outcome: 'failed' })))).toEqual(['unlinked 4']);
  });

  it('records taken out -> named by number', async () => {
    write(8);
    const lines = exported();
    const found = await verifyAudit(lines.toSpliced(3, 2));
    expect(found.problems[0]).toMatchObject({ kind: 'missing', seq: 3, line: 4 });
    expect(found.problems[0]?.detail).toBe('records 3 to 4 should come before record 5');
  });

  it('two records changed places -> found', async () => {
    write(6);
    const lines = exported();
    const [third = '', fourth = ''] = lines.slice(3, 5);
    expect((await kinds(lines.with(3, fourth).with(4, third)))[0]).toBe('missing 3');
    expect(await kinds(lines.with(3, fourth).with(4, third))).toContain('reordered 3');
  });

  it('the end cut off -> found by the last line, and by a noted anchor even if that is forged', async () => {
    write(6);
    const lines = exported();
    const anchor = { seq: 6, hash: store.anchor()?.hash ?? '' };
    expect(await kinds(lines.slice(0, 5))).toEqual(['truncated 4']);
    const { hash } = JSON.parse(lines[4] ?? '');
    const end = `${JSON.stringify({ end: true, records: 4, lastSeq: 4, lastHash: hash })}\n`;
    const forged = [...lines.slice(0, 5), end];
    expect(await kinds(forged)).toEqual([]);
    expect(await kinds(forged, [anchor])).toEqual(['truncated 6']);
  });

  it('a whole new chain -> found by a noted anchor', async () => {
    write(4);
    const anchor = store.anchor() ?? { seq: 0, hash: '' };
    let previousHash = '0'.repeat(64);
    const lines = exported().slice(0, -1);
    const forged = lines.slice(1).map((text) => {
      const record = altered(text, { outcome: 'failed', previousHash });
      previousHash = JSON.parse(record).hash;
      return record;
    });
    const end = `${JSON.stringify({ end: true, records: 4, lastSeq: 4, lastHash: previousHash })}\n`;
    const all = [lines[0] ?? '', ...forged, end];
    expect(await kinds(all)).toEqual([]);
    expect(await kinds(all, [anchor])).toEqual(['anchor_differs 4']);
  });

  it('an empty log is whole', async () => {
    expect(await kinds(exported())).toEqual([]);
  });
});

describe('the audit log in the database', () => {
  it.each([
    [`UPDATE audit_record SET outcome = 'failed' WHERE seq = 2`],
    ['DELETE FROM audit_record WHERE seq = 2'],
    ['DELETE FROM audit_record'],
    [
      `INSERT INTO audit_record SELECT 9, at, clock, terminal_id, actor, action, item_code, case_id, effect,
        outcome, previous_hash, hash FROM audit_record WHERE seq = 3`,
    ],
    [`INSERT INTO audit_cut VALUES (2, '2026-11-22T02:00:00.000Z', 2, 'not the hash')`],
    [`INSERT INTO audit_cut SELECT 3, at, 1, hash FROM audit_record WHERE seq = 3`],
  ])('%s -> refused', (sql) => {
    write(3);
    expect(() => database.exec(sql)).toThrow(/audit|cut/);
    expect([...store.records()]).toHaveLength(3);
  });

  it.each([['张三'], ['13800000000'], ['310000199001011234'], ['Zhang San']])(
    'a person in a field (%s) -> refused',
    (text) => {
      const entry = { actor: 'resident', action: 'effect_concluded', itemCode: null, caseId: null } as const;
      expect(() => store.append({ ...entry, effect: text, outcome: null }, atMs)).toThrow();
      expect(() => store.append({ ...entry, effect: null, outcome: text }, atMs)).toThrow();
    },
  );

  it('old records cut by retention -> the rest is whole, the stub says what went, and cannot be removed', async () => {
    write(10, atMs - 500 * dayMs);
    write(5);
    expect(store.cutBefore(atMs - 400 * dayMs, atMs)).toBe(10);
    expect(store.cutBefore(atMs - 400 * dayMs, atMs)).toBe(0);
    write(2, atMs + dayMs);
    const lines = exported();
    expect(await verifyAudit(lines)).toMatchObject({ firstSeq: 11, lastSeq: 17, problems: [] });
    expect(await kinds(lines.toSpliced(1, 1))).toContain('missing 11');
    expect(() => database.exec('DELETE FROM audit_cut')).toThrow();
    expect(() => database.exec('DELETE FROM audit_record WHERE seq = 12')).toThrow();
    const head = JSON.parse(lines[0] ?? '');
    const forged = `${JSON.stringify({ ...head, cuts: [{ ...head.cuts[0], lastHash: '1'.repeat(64) }] })}\n`;
    expect(await kinds(lines.with(0, forged))).toEqual(['unlinked 11']);
  });

  it('records stamped by a clock that was wrong -> neither cut too early nor kept for ever', () => {
    write(3);
    const wrong = new AuditStore(database, { terminalId: 'TEST-0001', clockTrust: () => 'stepped' });
    const entry = { actor: 'terminal', action: 'x', itemCode: null, caseId: null, effect: null } as const;
    wrong.append({ ...entry, outcome: null }, Date.UTC(1970, 0, 2));
    expect(store.countBefore(atMs - 400 * dayMs)).toBe(0);
    wrong.append({ ...entry, outcome: null }, Date.UTC(2099, 0, 2));
    write(3, atMs + 500 * dayMs);
    expect(store.countBefore(atMs + 400 * dayMs)).toBe(5);
  });
});
