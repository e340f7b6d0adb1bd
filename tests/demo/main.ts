import { playTaxVisits } from './tax-visits.ts';
import { playUsualVisits } from './usual-visits.ts';
import { clearOut, type TimedStep } from './workplace.ts';

/**
 * `npm run demo [-- --tax] [--json]`: automated residents, or a company's tax clerk, at a whole terminal. Screens and
 * papers are left as pictures under `out/demo/`; the exit code is 0 only if all ledgers agree.
 */

const asJson = process.argv.includes('--json');
clearOut();
process.exit(process.argv.includes('--tax') ? await demoOfTax() : await demoOfResidents());

async function demoOfTax(): Promise<number> {
  const { steps, isComplete, violations } = await playTaxVisits();
  const ledgersAgree = violations.length === 0;
  const ok = isComplete && ledgersAgree;
  if (asJson) process.stdout.write(`${JSON.stringify({ ok, steps, ledgersAgree })}\n`);
  else printSteps(steps);
  return end(ok, violations);
}

async function demoOfResidents(): Promise<number> {
  const { cases, isComplete, violations } = await playUsualVisits();
  const ledgersAgree = violations.length === 0;
  const ok = isComplete && ledgersAgree;
  if (asJson) process.stdout.write(`${JSON.stringify({ ok, cases, ledgersAgree })}\n`);
  else {
    for (const { item, acceptanceNumber, steps } of cases) {
      process.stdout.write(`\n${item}  ${acceptanceNumber}\n`);
      printSteps(steps);
    }
  }
  return end(ok, violations);
}

function printSteps(steps: readonly TimedStep[]): void {
  const width = Math.max(...steps.map(({ name }) => name.length), 16);
  for (const { name, ms } of steps) {
    process.stdout.write(`  ${name.padEnd(width)} ${String(ms).padStart(6)} ms\n`);
  }
}

function end(ok: boolean, violations: readonly string[]): number {
  for (const violation of violations) process.stderr.write(`${violation}\n`);
  const agree = violations.length === 0 ? 'agree' : 'DISAGREE';
  if (!asJson) process.stdout.write(`\nledgers ${agree}; pictures under out/demo/\n`);
  return ok ? 0 : 1;
}
