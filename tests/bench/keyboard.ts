import { readFileSync } from 'node:fs';
import { PinyinEngine } from '../../renderer/ui/keyboard/pinyin-engine.ts';
import { pinyinTableSchema } from '../../renderer/ui/keyboard/pinyin-table.ts';
import { type BenchRow, median, row } from './rows.ts';

/** One frame at 60 Hz leaves the rest to drawing. */
const budgetMs = 10;
const rounds = 25;
/** From one letter to what no syllables can be made of. */
const inputs = ['z', 'zhangwei', 'shanghaishipudongxinqu', 'yiyiyiyiyi', 'shiqishiliulu', 'bcdfghjklm'];
const tableUrl = new URL('../../renderer/ui/keyboard/pinyin-table.generated.json', import.meta.url);

/** The candidates of one more letter on the keyboard, for the input that takes longest. */
export async function measureKeyboard(): Promise<BenchRow[]> {
  const table = pinyinTableSchema.parse(JSON.parse(readFileSync(tableUrl, 'utf8')));
  const engine = await PinyinEngine.build(table, async () => {});
  const medians = inputs.map((input) =>
    median(
      Array.from({ length: rounds }, () => {
        const begunAt = performance.now();
        engine.lookUp(input, { preferNames: true });
        return performance.now() - begunAt;
      }),
    ),
  );
  return [
    row({
      name: 'pinyin candidates, slowest input',
      value: Math.max(...medians),
      unit: 'ms',
      budget: budgetMs,
    }),
  ];
}
