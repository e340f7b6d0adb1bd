import { buildAll } from './build-all.ts';
import type { Check, CheckRow } from './checks/check.ts';
import { staticChecks } from './checks/static-checks.ts';
import { testSuites } from './checks/test-suites.ts';

/**
 * Every check and every test, or those named on the command line (`npm test -- types lint`). Progress goes to the
 * error stream; standard output ends with `N passed, N failed`.
 */

const width = 16;

async function runAll(checks: Check[], atOnce: number): Promise<CheckRow[]> {
  const waiting = [...checks];
  const rows: CheckRow[] = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) rows.push(...(await runOne(check)));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return rows;
}

async function runOne(check: Check): Promise<CheckRow[]> {
  const startedAtMs = performance.now();
  const result = await check.run();
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  const failed = result.rows.some((row) => row.failed > 0);
  process.stderr.write(`${failed ? 'FAILED' : 'ok'} ${check.name} (${seconds} s)\n`);
  if (failed) process.stderr.write(`${result.output.trimEnd()}\n\n`);
  return result.rows;
}

function printTable(rows: CheckRow[]): void {
  const lines = rows.map(({ name, passed, failed, note }) => {
    const numbers =
      passed + failed === 0
        ? ''
        : `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    return `${name.padEnd(width)}${numbers}${note === '' ? '' : `  ${note}`}`;
  });
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

async function main(wanted: string[]): Promise<void> {
  const isWanted = (check: Check) => wanted.length === 0 || wanted.includes(check.name);
  const checks = staticChecks.filter(isWanted);
  const suites = testSuites.filter(isWanted);
  const names = [...staticChecks, ...testSuites].map((check) => check.name);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`there is no check named ${unknown.join(', ')}; there are ${names.join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const rows = await runAll(checks, 2);
  if (suites.length > 0) {
    rows.push(...(await runOne(buildCheck)), ...(await runAll(suites, 1)));
  }
  printTable(rows);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

const buildCheck: Check = {
  name: 'build',
  async run() {
    try {
      await buildAll();
      return { rows: [{ name: 'build', passed: 1, failed: 0, note: '' }], output: '' };
    } catch (error) {
      return { rows: [{ name: 'build', passed: 0, failed: 1, note: '' }], output: String(error) };
    }
  },
};

await main(process.argv.slice(2));
