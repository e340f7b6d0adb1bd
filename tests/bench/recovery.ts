import { join } from 'node:path';
import { startStack } from '../../build/stack.ts';
import { type BenchRow, percentile, row } from './rows.ts';
import { benchDirectory } from './workplace.ts';

const rounds = 9;
const budgetMs = 3000;

/** From `kill -9` of the core to the next core that serves: the slowest of several. */
export async function measureRecovery(): Promise<BenchRow[]> {
  const stack = await startStack({ directory: join(benchDirectory, 'recovery') });
  try {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const pid = stack.corePid();
      const begunAt = performance.now();
      process.kill(pid, 'SIGKILL');
      await stack.nextCoreReady(pid);
      samples.push(performance.now() - begunAt);
    }
    return [
      row({
        name: 'kill -9 of the core to back in service, slowest',
        value: percentile(samples, 1),
        unit: 'ms',
        budget: budgetMs,
      }),
    ];
  } finally {
    await stack.stop();
  }
}
