import { spawn } from 'node:child_process';
import { systemClock } from '../../contract/clock.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { startEngine } from '../../main/core/precheck/engine.ts';
import { PageReader } from '../../main/core/precheck/page-reader.ts';
import { type BenchRow, median, row } from './rows.ts';
import { deg1, photographPage } from './synthetic-page.ts';

const layout = 'resident-id-card-front';
const budgetMs = 1000;
const nativeDeadlineMs = 30_000;

/** One side of an identity card, warm, beside the `tesseract` command on the whole picture where it is installed. */
export async function measureOcr(): Promise<BenchRow[]> {
  const program = new URL('../../main/core/precheck/entry.ts', import.meta.url);
  const reader = new PageReader(() => startEngine(program), systemClock, fail);
  try {
    await reader.warm();
    const ourMs: number[] = [];
    const nativeMs: number[] = [];
    for (const [index, { personId, card }] of fictionalPeople.entries()) {
      const picture = await photographPage(layout, personId, { ...deg1, seed: index });
      const bytes = new Uint8Array(await picture.arrayBuffer());
      const native = await timeNative(bytes);
      if (native !== null) nativeMs.push(native);
      const begin = performance.now();
      const result = await reader.read(layout, bytes);
      // The first page pays for what is compiled on demand.
      if (index > 0) ourMs.push(performance.now() - begin);
      const number = result.ok && result.value.state === 'read' ? result.value.fields[1]?.text : null;
      if (number !== card.idNumber) throw new Error(`the number of ${personId} was not read`);
    }
    const peer = nativeMs.length > 0 ? { name: 'tesseract command', value: median(nativeMs) } : null;
    const name = 'pre-check of one ID card side, warm';
    return [row({ name, value: median(ourMs), unit: 'ms', budget: budgetMs, ...(peer && { peer }) })];
  } finally {
    reader.close();
  }
}

function fail(): never {
  throw new Error('the reading engine does not start');
}

/** Null where the command or its model is not installed. */
function timeNative(picture: Uint8Array): Promise<number | null> {
  const begin = performance.now();
  return new Promise((resolve) => {
    const command = spawn('tesseract', ['stdin', 'stdout', '-l', 'chi_sim'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
      timeout: nativeDeadlineMs,
    });
    command.on('error', () => resolve(null));
    command.on('close', (code) => resolve(code === 0 ? performance.now() - begin : null));
    // A command that is not there, or refuses, does not read its input to the end.
    command.stdin.on('error', () => {});
    command.stdin.end(picture);
  });
}
