import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import type { CaseId, ItemCode } from '../../../contract/words.ts';
import { type Database, Journal, KeyRing, openDatabase, plainKeySealer } from '../../../db/index.ts';
import { nothingElse } from '../../../db/test-step.ts';
import { rewrapAll, rotateKeys } from './rotate-keys.ts';

const clock = new SteppedClock();
const never = new AbortController().signal;
const secret = '何叶试 310000199001010010';
let directory: string;
let database: Database;
let journal: Journal;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-rotation-'));
  const opened = openDatabase(join(directory, 'data', 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  database = opened.value;
  journal = new Journal(database);
});

afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

async function openRing(profile: 'aes-256-gcm' | 'sm4-gcm' = 'aes-256-gcm'): Promise<KeyRing> {
  const ring = await KeyRing.open({
    path: join(directory, 'keys', 'ring.json'),
    dataDirectory: join(directory, 'data'),
    profile,
    sealer: plainKeySealer,
    formerSealers: [],
    keyExpected: journal.hasSealedContent(),
    nowMs: 0,
  });
  if (!ring.ok) throw new Error(ring.error.kind);
  return ring.value;
}

function sealCases(ring: KeyRing, count: number): CaseId[] {
  return Array.from({ length: count }, () => {
    const caseId = crypto.randomUUID() as CaseId;
    journal.beginCase({
      caseId,
      itemCode: '310000000001' as ItemCode,
      itemVersion: 1,
      atMs: 0,
      event: { type: 'case_begun', data: {} },
      state: 'submission_intended',
      ...nothingElse,
      seal: [{ kind: 'submission', content: ring.vault.seal(`${caseId}/submission`, secret) }],
    });
    return caseId;
  });
}

function readable(ring: KeyRing, caseIds: CaseId[]): number {
  return caseIds.filter((caseId) => {
    const sealed = journal.sealedContent(caseId, 'submission');
    return sealed && ring.vault.unseal(`${caseId}/submission`, sealed).ok;
  }).length;
}

const onDisk = () =>
  Buffer.concat(
    readdirSync(join(directory, 'data'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

describe('changing the key of the vault', () => {
  it.each(['aes-256-gcm', 'sm4-gcm'] as const)(
    'to %s: every case stays readable, and the old wrapped keys are gone from the raw files',
    async (profile) => {
      const before = await openRing();
      const caseIds = sealCases(before, 130);
      const wrapped = journal.sealedContent(caseIds[7] ?? ('' as CaseId), 'submission')?.wrappedKey;
      const ring = await openRing(profile);
      await rotateKeys(ring, journal, clock, never);
      expect(readable(ring, caseIds)).toBe(130);
      expect(readable(await openRing(profile), caseIds)).toBe(130);
      expect(ring.vault.olderKeyIds).toEqual([]);
      expect(readable(before, caseIds)).toBe(0);
      expect(onDisk().includes(Buffer.from(wrapped ?? 'none'))).toBe(false);
    },
  );

  it('cut after any step -> every case readable by the next start, which goes on to the end', async () => {
    const caseIds = sealCases(await openRing(), 130);
    for (const stepsUntilCut of [0, 1, 2]) {
      const ring = await openRing();
      await ring.addKey(clock.wallMs());
      let after = null;
      for (let step = 0; step < stepsUntilCut; step++) after = journal.rewrapSealed(ring.vault, after, 50);
      const next = await openRing();
      expect(readable(next, caseIds)).toBe(130);
      await rewrapAll(next, journal, clock, never);
      expect(next.vault.olderKeyIds).toEqual([]);
      expect(readable(next, caseIds)).toBe(130);
    }
  });

  it('one content is damaged -> the others are brought over all the same', async () => {
    const ring = await openRing();
    const caseIds = sealCases(ring, 60);
    database
      .prepare(`UPDATE sealed_payload SET wrapped_key = zeroblob(60) WHERE case_id = ?`)
      .run(caseIds[0] ?? '');
    await rotateKeys(ring, journal, clock, never);
    expect(readable(ring, caseIds)).toBe(59);
  });

  it('the raw files show neither the person nor, once acknowledged, the ciphertext', async () => {
    const [caseId = '' as CaseId] = sealCases(await openRing(), 1);
    const sealed = journal.sealedContent(caseId, 'submission');
    const ciphertext = Buffer.from(sealed?.ciphertext ?? 'none');
    const wrapped = Buffer.from(sealed?.wrappedKey ?? 'none');
    expect(onDisk().includes('何叶试') || onDisk().includes('199001010010')).toBe(false);
    expect(onDisk().includes(ciphertext)).toBe(true);
    const stored = journal.readCase(caseId);
    journal.advanceCase({
      caseId,
      atMs: 0,
      event: { type: 'submission_accepted', data: {} },
      state: 'delivery_started',
      stateJson: stored?.stateJson ?? '{}',
      intent: null,
      outcomes: [],
      tasks: [],
      claims: [],
      deadlines: [],
      seal: [],
      erase: ['submission'],
      errandsCanWait: false,
    });
    journal.truncateLog();
    expect(onDisk().includes(ciphertext) || onDisk().includes(wrapped)).toBe(false);
  });
});
