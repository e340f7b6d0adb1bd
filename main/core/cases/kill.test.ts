import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { benchLedgerEntrySchema } from '../../../contract/bench.ts';
import { cityLedgerEntrySchema } from '../../../contract/city.ts';
import { openDatabaseForReading, readJournalReport } from '../../../db/index.ts';
import { findViolations } from './invariants.ts';

const program = fileURLToPath(new URL('./kill-child.ts', import.meta.url));

/** Runs the program; kills it with SIGKILL after so many lines of its output. Gives what it wrote to stderr. */
function live(directory: string, mode: 'live' | 'settle', killAfterLines: number): Promise<string> {
  const child = spawn(process.execPath, [program, directory, mode], { stdio: ['ignore', 'pipe', 'pipe'] });
  let lines = 0;
  let complaints = '';
  createInterface({ input: child.stdout }).on('line', () => {
    lines += 1;
    if (lines === killAfterLines) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', () => resolve(complaints)));
}

function ledger(directory: string, file: string): unknown[] {
  const path = join(directory, file);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line));
}

it('kill -9 again and again in the middle of cases -> no case lost, nothing twice, every intent ended', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'budayang-kill-'));
  try {
    for (const lines of [2, 3, 4, 5, 6, 7, 9, 11, 14]) {
      expect(await live(directory, 'live', lines)).toBe('');
    }
    expect(await live(directory, 'settle', Infinity)).toBe('');
    const opened = openDatabaseForReading(join(directory, 'terminal.db'));
    if (!opened.ok) throw new Error(opened.error.kind);
    const report = readJournalReport(opened.value);
    opened.value.close();
    expect(report.cases.length).toBeGreaterThanOrEqual(9);
    const bench = ledger(directory, 'bench.jsonl').map((entry) => benchLedgerEntrySchema.parse(entry));
    const city = ledger(directory, 'city.jsonl').map((entry) => cityLedgerEntrySchema.parse(entry));
    expect(findViolations(report, bench, city)).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}, 180_000);
