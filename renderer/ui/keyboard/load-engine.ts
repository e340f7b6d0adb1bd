import type { Clock } from '../../../contract/clock.ts';
import { PinyinEngine } from './pinyin-engine.ts';

let loading: Promise<PinyinEngine> | null = null;

function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}

/** Loads the table once; later calls get the same engine. */
export function loadPinyinEngine(): Promise<PinyinEngine> {
  loading ??= import('./pinyin-table.generated.json', { with: { type: 'json' } }).then(({ default: table }) =>
    PinyinEngine.build(table, pause),
  );
  return loading;
}

const restMs = 1500;

/** Loads the engine after the first screen stands, in small pieces, so that the first field opens at once. */
export function preloadPinyinEngine(clock: Clock): () => void {
  return clock.after(restMs, () => {
    loadPinyinEngine().catch(() => {
      // Asked for again when a field opens, where the failure is shown.
    });
  });
}
