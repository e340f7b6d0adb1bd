import { measureJournalledStep } from '../../main/core/cases/step.bench.ts';
import { type BenchRow, row } from './rows.ts';

const budgetRatio = 1.3;

/** One step of a case with its journal entry, intent and outbox row, against one bare commit of the same database. */
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
  ];
}
