import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { electronBinaryPath } from '../electron-runtime.ts';
import { root } from '../root.ts';
import type { Check, CheckRow } from './check.ts';
import { runTool } from './run-tool.ts';

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          fullName: z.string().default(''),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
export type TestReport = z.infer<typeof reportSchema>;

/** Which row of the table a test file belongs to. */
export function kindOfTestFile(path: string): string {
  if (/conformance/.test(path)) return 'conformance';
  if (/\/tests\/flow\//.test(path)) return 'flow';
  return 'unit';
}

/**
 * Counts the tests of a report. A file that could not be loaded counts as one failed test; a skipped test counts as
 * failed too, because a test that is not run proves nothing.
 */
export function countTests(report: TestReport, kindOf: (path: string) => string): CheckRow[] {
  const rows = new Map<string, CheckRow>();
  for (const file of report.testResults) {
    const name = kindOf(file.name);
    const row = rows.get(name) ?? { name, passed: 0, failed: 0, note: '' };
    rows.set(name, row);
    const passed = file.assertionResults.filter((test) => test.status === 'passed').length;
    const failed = file.assertionResults.length - passed;
    row.passed += passed;
    row.failed += failed === 0 && file.status !== 'passed' ? 1 : failed;
  }
  return [...rows.values()];
}

/** The failed tests with their first lines of explanation, to stand above everything else a suite printed. */
export function describeFailures(report: TestReport): string {
  const lines: string[] = [];
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status !== 'passed');
    if (failed.length === 0 && file.status !== 'passed')
      lines.push(`${file.name}: ${firstLines(file.message)}`);
    for (const test of failed) {
      lines.push(`${file.name}: ${test.fullName}: ${firstLines(test.failureMessages?.[0] ?? test.status)}`);
    }
  }
  return lines.map((line) => `FAILED ${line.replaceAll(`${root}/`, '')}\n`).join('');
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 4).join('\n  ').slice(0, 400);
}

function suite(name: string, project: string, kindOf: (path: string) => string): Check {
  return {
    name,
    async run() {
      const reportPath = join(root, 'out', 'test', `${project}.json`);
      await rm(reportPath, { force: true });
      const tool = await runTool('vitest/vitest.mjs', [
        'run',
        `--project=${project}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportPath}`,
      ]);
      if (!existsSync(reportPath)) {
        return { rows: [{ name, passed: 0, failed: 1, note: 'no report' }], output: tool.output };
      }
      const report = reportSchema.parse(JSON.parse(await readFile(reportPath, 'utf8')));
      const rows = countTests(report, kindOf);
      const failed = rows.some((row) => row.failed > 0);
      // An error outside every test, such as a promise nobody waited for.
      if (tool.exitCode !== 0 && !failed)
        rows.push({ name, passed: 0, failed: 1, note: 'error outside the tests' });
      return { rows, output: `${describeFailures(report)}\n${tool.output}` };
    },
  };
}

const power = suite('power', 'power', () => 'power');
const electronSmoke = suite('electron', 'electron', () => 'electron smoke');

export const testSuites: Check[] = [
  suite('tests', 'unit', kindOfTestFile),
  suite('e2e', 'e2e', () => 'e2e'),
  {
    name: power.name,
    async run() {
      const missing = [
        ...(process.getuid?.() === 0 ? [] : ['root, to make small disks']),
        ...(existsSync('/usr/bin/gcc') ? [] : ['gcc, for the lost writes']),
      ];
      if (missing.length === 0) return power.run();
      const note = `NOT RUN: full, read-only and forgetful disks need ${missing.join(' and ')}`;
      return { rows: [{ name: 'power', passed: 0, failed: 0, note }], output: '' };
    },
  },
  {
    name: electronSmoke.name,
    async run() {
      if (existsSync(electronBinaryPath)) return electronSmoke.run();
      const note = 'NOT RUN: the Electron runtime is not installed here, so the production shell is untested';
      return { rows: [{ name: 'electron smoke', passed: 0, failed: 0, note }], output: '' };
    },
  },
];
