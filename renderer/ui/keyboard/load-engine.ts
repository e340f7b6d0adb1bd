import { PinyinEngine } from './pinyin-engine.ts';
import { pinyinTableSchema } from './pinyin-table.ts';

let loading: Promise<PinyinEngine> | null = null;

/** Loads the table once; later calls get the same engine. */
export function loadPinyinEngine(): Promise<PinyinEngine> {
  loading ??= import('./pinyin-table.generated.json', { with: { type: 'json' } }).then(
    ({ default: table }) => new PinyinEngine(pinyinTableSchema.parse(table)),
  );
  return loading;
}

/** Loads the engine when the window has nothing else to do, so that the first field opens at once. */
export function preloadPinyinEngine(): () => void {
  const handle = requestIdleCallback(() => {
    loadPinyinEngine().catch(() => {
      // Asked for again when a field opens, where the failure is shown.
    });
  });
  return () => cancelIdleCallback(handle);
}
