import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { benchLedgerEntrySchema } from '../../../contract/bench.ts';
import { cityLedgerEntrySchema } from '../../../contract/city.ts';
import type { CaseId } from '../../../contract/words.ts';
import { AuditStore, openDatabaseForReading, readJournalReport } from '../../../db/index.ts';
import { seededRandom } from '../../../fixtures/index.ts';
import { exportAudit } from '../../../main/core/audit/export.ts';
import { verifyAudit } from '../../../main/core/audit/verify.ts';
import { findViolations } from '../../../main/core/cases/index.ts';
import { databasePath, openTerminalData } from '../terminal-data.ts';
import { cutPower, forgetfulEnvironment, type Loss } from './forgetful-disk.ts';

const confirmingChild = fileURLToPath(new URL('./confirming-child.ts', import.meta.url));
const caseChild = fileURLToPath(new URL('../../../main/core/cases/kill-child.ts', import.meta.url));
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'budayang-power-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a program on a forgetful disk and cuts the power after so many lines of its output. */
async function runUntilCut(options: {
  program: string;
  parameters: string[];
  prefix: string;
  lines: number;
  random: () => number;
}): Promise<{ said: string[]; complaints: string; loss: Loss }> {
  const { program, parameters, prefix, lines, random } = options;
  const notesPath = join(directory, 'notes');
  const child = spawn(process.execPath, [program, ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...forgetfulEnvironment(prefix, notesPath) },
  });
  const said: string[] = [];
  let complaints = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  await new Promise((resolve) => child.on('close', resolve));
  return { said, complaints, loss: cutPower(notesPath, random) };
}

/** How many confirmed cases are missing after a power cut; all of them where nothing can be opened. */
async function missingAfterCut(
  synchronous: string,
  seed: number,
): Promise<{ missing: number; lost: number }> {
  const random = seededRandom(`power ${seed}`);
  const checkpointPages = [10, 40, 1000][seed % 3];
  const { said, complaints, loss } = await runUntilCut({
    program: confirmingChild,
    parameters: [directory, synchronous, String(checkpointPages)],
    prefix: directory,
    lines: 5 + Math.floor(random() * 60),
    random: seed % 4 === 0 ? () => 0 : random,
  });
  expect(complaints).toBe('');
  rmSync(`${databasePath(directory)}-shm`, { force: true });
  const memory = await openTerminalData(directory);
  if (!memory.ok) return { missing: said.length, lost: loss.lost };
  const { database, journal, vault } = memory.value;
  const isThere = (caseId: CaseId) => {
    const sealed = journal.sealedContent(caseId, 'submission');
    return sealed !== null && vault.unseal(`${caseId}/submission`, sealed).ok;
  };
  const missing = said.filter((line) => !isThere(line as CaseId)).length;
  expect(database.pragma('foreign_key_check')).toEqual([]);
  const audit = new AuditStore(database, { terminalId: 'POWER-0001', clockTrust: () => 'synchronised' });
  expect(
    (await verifyAudit(exportAudit(audit.records(), audit.cuts(), new Date().toISOString()))).problems,
  ).toEqual([]);
  database.close();
  return { missing, lost: loss.lost };
}

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
const mostCuts = 120;

describe('the power goes on a disk that forgets what was not synced', () => {
  it('synchronous = FULL, as the terminal sets it -> every confirmed case is there, readable, audited', async () => {
    let lost = 0;
    // A cut seldom meets the moment between a write and its sync: until one has, there are more cuts.
    for (let seed = 1; seed <= seeds.length || (lost === 0 && seed <= mostCuts); seed++) {
      const found = await missingAfterCut('FULL', seed);
      expect(found.missing, `seed ${seed}`).toBe(0);
      lost += found.lost;
      rmSync(directory, { recursive: true, force: true });
      directory = mkdtempSync(join(tmpdir(), 'budayang-power-'));
    }
    // Some cut really took something away: writes that nobody had been told of.
    expect(lost).toBeGreaterThan(0);
  });

  it.each(['NORMAL', 'OFF'])(
    'synchronous = %s, which the terminal refuses -> confirmed cases are gone: the disk does forget',
    async (synchronous) => {
      let missing = 0;
      for (const seed of seeds.slice(0, 4)) {
        missing += (await missingAfterCut(synchronous, seed)).missing;
        rmSync(directory, { recursive: true, force: true });
        directory = mkdtempSync(join(tmpdir(), 'budayang-power-'));
      }
      expect(missing).toBeGreaterThan(0);
    },
  );

  it('in the middle of whole cases, again and again -> no case lost, nothing twice, every intent ended', async () => {
    const random = seededRandom('power in cases');
    const cutAfter = async (mode: 'live' | 'settle', lines: number) => {
      const parameters = [directory, mode];
      const prefix = join(directory, 'terminal.db');
      const run = await runUntilCut({ program: caseChild, parameters, prefix, lines, random });
      expect(run.complaints).toBe('');
      rmSync(join(directory, 'terminal.db-shm'), { force: true });
    };
    for (const lines of [2, 3, 4, 5, 6, 7, 9, 11, 14]) await cutAfter('live', lines);
    await cutAfter('settle', Number.POSITIVE_INFINITY);
    const opened = openDatabaseForReading(join(directory, 'terminal.db'));
    if (!opened.ok) throw new Error(opened.error.kind);
    const report = readJournalReport(opened.value);
    opened.value.close();
    const read = (file: string) => {
      const path = join(directory, file);
      return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
    };
    const bench = read('bench.jsonl').map((line) => benchLedgerEntrySchema.parse(JSON.parse(line)));
    const city = read('city.jsonl').map((line) => cityLedgerEntrySchema.parse(JSON.parse(line)));
    expect(report.cases.length).toBeGreaterThanOrEqual(7);
    expect(findViolations(report, bench, city)).toEqual([]);
  });
});
