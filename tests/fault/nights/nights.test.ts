import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditStore } from '../../../db/index.ts';
import { exportAudit } from '../../../main/core/audit/export.ts';
import { verifyAudit } from '../../../main/core/audit/verify.ts';
import { deadlineMs, fillTerminal, liveNight, openNight, setAheadMs } from './night.ts';

const program = fileURLToPath(new URL('./night-child.ts', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'budayang-nights-'));
const filled = join(root, 'filled');

beforeAll(() => fillTerminal(filled), 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function copyOfFilled(name: string): string {
  const directory = join(root, name);
  cpSync(filled, directory, { recursive: true });
  return directory;
}

/** The boundaries that one life passed until it ended, and how it ended. */
async function liveUntil(directory: string, killAt: number) {
  const ended = await promisify(execFile)(process.execPath, [program, directory, String(killAt)]).then(
    ({ stdout }) => ({ stdout, signal: null, complaints: '' }),
    (error: { stdout: string; stderr: string; signal: string | null }) => ({
      ...{ stdout: error.stdout, signal: error.signal, complaints: error.stderr },
    }),
  );
  return { ...ended, passed: ended.stdout.split('\n').filter(Boolean) };
}

/** Everything that must be the same whether the night was torn or not; times of writing left out. */
async function whatIsLeft(directory: string) {
  const { database, journal, keyRing, chores } = await openNight(directory);
  const all = (sql: string) => database.prepare(sql).all();
  const audit = new AuditStore(database, { terminalId: 'NIGHT-0001', clockTrust: () => 'synchronised' });
  const records = [...audit.records()];
  const verdict = await verifyAudit([...exportAudit(records, audit.cuts(), '2026-11-22T00:00:00.000Z')]);
  const sealed = all("SELECT case_id FROM sealed_payload WHERE kind = 'submission'") as { case_id: string }[];
  const left = {
    cases: all('SELECT case_id, state FROM case_record ORDER BY case_id'),
    events: all('SELECT count(*) AS count FROM journal_event'),
    intents: all('SELECT intent_id, state FROM intent ORDER BY intent_id'),
    counters: all('SELECT kind, acts FROM retired_act WHERE acts > 0 ORDER BY kind'),
    maintenance: all('SELECT act_id FROM maintenance_act ORDER BY act_id'),
    refills: all('SELECT refill_id FROM refill ORDER BY refill_id'),
    days: all('SELECT day, their_lines FROM reconciliation_day ORDER BY day'),
    findings: all('SELECT day, order_number, kind FROM reconciliation_finding'),
    tasks: all('SELECT kind, reference, closed_at FROM task'),
    deadlines: all('SELECT DISTINCT due_ms FROM deadline'),
    due: ['retention', 'key-rotation'].map((name) => chores.get(name)?.endedAt !== null),
    readable: sealed.filter(({ case_id }) => {
      const content = journal.sealedContent(case_id as never, 'submission');
      const opened = content && keyRing.vault.unseal(`${case_id}/submission`, content);
      return opened?.ok && opened.value === `of ${case_id}`;
    }).length,
    olderKeys: keyRing.vault.olderKeyIds.length,
    foreignKeys: database.pragma('foreign_key_check'),
    integrity: database.pragma('integrity_check'),
    auditProblems: verdict.problems,
    auditCut: audit.cuts().map(({ throughSeq }) => throughSeq),
    audited: [...new Set(records.map(({ action }) => action))].sort(),
  };
  database.close();
  return left;
}

describe('the work of a night, killed with SIGKILL at every boundary', () => {
  it('retention, change of keys, reconciliation and a set clock -> made up for by the next life, nothing twice, nothing lost', async () => {
    const unbroken = copyOfFilled('unbroken');
    const { passed, signal, complaints } = await liveUntil(unbroken, Number.POSITIVE_INFINITY);
    expect([signal, complaints]).toEqual([null, '']);
    const whole = await whatIsLeft(unbroken);
    expect(whole).toMatchObject({
      ...{ readable: 60, olderKeys: 0, foreignKeys: [], auditProblems: [] },
      deadlines: [{ due_ms: deadlineMs + setAheadMs }],
      findings: [{ kind: 'only_theirs' }],
      counters: [
        { kind: 'doors', acts: 2 },
        { kind: 'print', acts: 55 },
      ],
    });
    expect(whole.cases).toHaveLength(60);
    for (const [killAt, name] of passed.entries()) {
      const directory = copyOfFilled(`killed-${killAt}`);
      const life = await liveUntil(directory, killAt);
      expect([life.signal, life.passed.at(-1)]).toEqual(['SIGKILL', name]);
      await liveNight(directory, { clockIsSet: true, boundary: () => {} });
      expect({ killAt: name, ...(await whatIsLeft(directory)) }).toEqual({ killAt: name, ...whole });
      rmSync(directory, { recursive: true, force: true });
    }
    for (const word of [
      ...['retention.deleteCases', 'retention.deleteMaintenance', 'retention.deleteRefills'],
      ...['retention.deleteReconciledDays', 'retention.shrink', 'retention.truncateLog', 'cutAudit'],
      ...['rewrapSealed', 'audit', 'chores.end', 'reconciliation.record', 'clocks.shiftWaiting'],
    ]) {
      expect(passed).toEqual(expect.arrayContaining([`before commit ${word}`, `after commit ${word}`]));
    }
  }, 300_000);
});
