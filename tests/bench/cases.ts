import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fillJournal, measureStart } from '../../main/core/cases/queue.bench.ts';
import { measureJournalledStep } from '../../main/core/cases/step.bench.ts';
import { measureQueue } from './queue.ts';
import { type BenchRow, median, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const budgetRatio = 1.3;
const keptCases = 100_000;
const recoveryBudgetMs = 3000;
const starts = 5;

/** One step of a case against a bare commit, the start over a long journal, and a long queue being sent. */
export async function measureCases(): Promise<BenchRow[]> {
  const { stepMs, bareCommitMs } = await measureJournalledStep();
  return [
    row({
      name: 'one journalled step, median',
      value: stepMs,
      unit: 'ms',
      budget: bareCommitMs * budgetRatio,
      peer: { name: 'a bare commit at synchronous=FULL', value: bareCommitMs },
    }),
    await measureRecoveryOfLongJournal(),
    ...(await measureQueue()),
  ];
}

async function measureRecoveryOfLongJournal(): Promise<BenchRow> {
  const directory = join(benchDirectory, 'long-journal');
  rmSync(directory, { recursive: true, force: true });
  fillJournal(directory, keptCases);
  const samples: number[] = [];
  for (let round = 0; round < starts; round++) samples.push(await measureStart(directory));
  rmSync(directory, { recursive: true, force: true });
  return row({
    name: `recovery of a journal with ${keptCases} cases, median`,
    value: median(samples),
    unit: 'ms',
    budget: recoveryBudgetMs,
  });
}
