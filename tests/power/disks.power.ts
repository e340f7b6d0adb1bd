import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, diskFailure, inUseName } from '../../db/index.ts';
import { seededRandom } from '../../fixtures/index.ts';
import type { Memory } from '../../main/core/memory.ts';
import { SmallDisk } from './small-disk.ts';
import { confirmCase, databasePath, openTerminalData } from './terminal-data.ts';

let disk: SmallDisk;
const open: Database[] = [];

beforeEach(() => {
  disk = new SmallDisk(8);
});

afterEach(() => {
  for (const database of open.splice(0)) database.close();
  disk.unmount();
});

async function start(): Promise<Memory> {
  const memory = await openTerminalData(disk.path);
  if (!memory.ok) throw new Error(memory.error.reason);
  open.push(memory.value.database);
  return memory.value;
}

/** What the terminal says instead of starting. */
async function trouble(): Promise<string> {
  const memory = await openTerminalData(disk.path);
  if (!memory.ok) return memory.error.trouble;
  memory.value.database.close();
  return 'none';
}

/** The program dies without a word; what it held open is let go by the system. */
function die(memory: Memory): void {
  open.splice(open.indexOf(memory.database), 1);
  // Closing would tidy up, as a dead program does not: its log is kept and put back.
  const log = `${databasePath(disk.path)}-wal`;
  const kept = readFileSync(log);
  const whole = readFileSync(databasePath(disk.path));
  memory.database.close();
  writeFileSync(databasePath(disk.path), whole);
  writeFileSync(log, kept);
  writeFileSync(join(disk.path, 'data', inUseName), '');
}

function fill(): string {
  const path = join(disk.path, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(65_536);
  try {
    for (;;) writeSync(file, block);
  } catch {
    // Full.
  } finally {
    closeSync(file);
  }
  return path;
}

describe('a full disk', () => {
  it('in the middle of service -> the step fails whole, nothing confirmed is lost, and it comes back by itself', async () => {
    const memory = await start();
    const confirmed = [confirmCase(memory.journal, memory.vault)];
    const filler = fill();
    let failure: unknown = null;
    for (let cases = 0; failure === null && cases < 1000; cases++) {
      try {
        confirmed.push(confirmCase(memory.journal, memory.vault, 200_000));
      } catch (error) {
        failure = error;
      }
    }
    expect(diskFailure(failure)).toEqual({ kind: 'disk_full' });
    die(memory);
    rmSync(filler);
    const again = await start();
    for (const caseId of confirmed) expect(again.journal.readCase(caseId)).not.toBeNull();
    expect(again.journal.unfinishedCases()).toHaveLength(confirmed.length);
    expect(again.database.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('at the start -> disk_full; the filler removed -> it starts, with every case', async () => {
    const memory = await start();
    const caseId = confirmCase(memory.journal, memory.vault);
    die(memory);
    const filler = fill();
    expect(await trouble()).toBe('disk_full');
    rmSync(filler);
    expect((await start()).journal.readCase(caseId)).not.toBeNull();
  });

  it('before the very first start -> disk_full, and nothing half made stands in the way later', async () => {
    const filler = fill();
    expect(['disk_full', 'database']).toContain(await trouble());
    rmSync(filler);
    expect(await trouble()).toBe('none');
  });
});

describe('a disk that cannot be written', () => {
  it('at the start -> disk_read_only; writable again -> it starts, with every case', async () => {
    const memory = await start();
    const caseId = confirmCase(memory.journal, memory.vault);
    die(memory);
    disk.setWritable(false);
    expect(await trouble()).toBe('disk_read_only');
    disk.setWritable(true);
    expect((await start()).journal.readCase(caseId)).not.toBeNull();
  });
});

describe('files that somebody took away or broke', () => {
  it('the log is gone after a crash -> log missing, again and again, until it is put back', async () => {
    const memory = await start();
    const caseId = confirmCase(memory.journal, memory.vault);
    die(memory);
    const log = `${databasePath(disk.path)}-wal`;
    renameSync(log, `${log}.away`);
    expect(await trouble()).toBe('database_log_missing');
    expect(await trouble()).toBe('database_log_missing');
    renameSync(`${log}.away`, log);
    expect((await start()).journal.readCase(caseId)).not.toBeNull();
  });

  it('closed properly -> no log is missed', async () => {
    (await start()).database.close();
    open.splice(0);
    expect(await trouble()).toBe('none');
  });

  it('the keys are gone while a case waits -> vault_locked, and no new keys in their place', async () => {
    const memory = await start();
    confirmCase(memory.journal, memory.vault);
    memory.database.close();
    open.splice(0);
    const ring = join(disk.path, 'keys', 'ring.json');
    renameSync(ring, `${ring}.away`);
    expect(await trouble()).toBe('vault_locked');
    expect(await trouble()).toBe('vault_locked');
    renameSync(`${ring}.away`, ring);
    expect(await trouble()).toBe('none');
  });

  it('of a newer program -> database_newer, not a byte of it touched', async () => {
    const memory = await start();
    memory.database.pragma('user_version = 99');
    memory.database.close();
    open.splice(0);
    const before = readFileSync(databasePath(disk.path));
    expect(await trouble()).toBe('database_newer');
    expect(readFileSync(databasePath(disk.path)).equals(before)).toBe(true);
  });

  it('bytes turned at random places -> a named trouble or everything still there; never a silent loss', async () => {
    const memory = await start();
    const confirmed = Array.from({ length: 60 }, () => confirmCase(memory.journal, memory.vault, 3000));
    memory.database.close();
    open.splice(0);
    const whole = readFileSync(databasePath(disk.path));
    const named: Record<string, number> = {};
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(`turned bytes ${seed}`);
      const bytes = Buffer.from(whole);
      for (let turn = 0; turn < 3; turn++) {
        const page = Math.floor(random() * (bytes.length / 4096));
        // The beginning of a page holds its structure; contents have their own seals.
        const place = page * 4096 + Math.floor(random() * 64);
        bytes[place] = (bytes[place] ?? 0) ^ (1 + Math.floor(random() * 255));
      }
      writeFileSync(databasePath(disk.path), bytes);
      const found = await trouble();
      named[found] = (named[found] ?? 0) + 1;
      if (found === 'none') {
        const again = await start();
        const there = confirmed.filter((caseId) => again.journal.readCase(caseId) !== null);
        expect(there.length, `seed ${seed}`).toBe(confirmed.length);
        again.database.close();
        open.splice(0);
      }
    }
    expect(named.database_damaged ?? 0).toBeGreaterThan(20);
  });
});
