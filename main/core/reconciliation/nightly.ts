import type { Clock } from '../../../contract/clock.ts';
import { terminalIdSchema } from '../../../contract/words.ts';
import type { ReconciliationStore } from '../../../db/index.ts';
import type { CityConnection } from '../city/index.ts';
import { dayOf, ourLinesOf, reconcile } from './compare.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** How far back a day that could not be reconciled is made up for. */
const daysBack = 7;
/** Yesterday is closed by then also for what was begun before midnight. */
const notBeforeHour = 2;

export interface NightlyOptions {
  store: ReconciliationStore;
  city: Pick<CityConnection, 'readReconciliationFile'>;
  terminalId: string;
  clock: Clock;
  onReconciled(day: string, lines: number, tasks: number): void;
  onFailed(day: string, detail: string): void;
  onFailure(error: unknown): void;
}

/** Each hour: every day of the last week that was not held against the city's file yet. Returns how to end it. */
export function startNightlyReconciliation(options: NightlyOptions): () => void {
  const { clock, onFailure } = options;
  let cancel = () => {};
  let ended = false;
  const arm = () => {
    cancel = clock.after(hourMs, () => {
      reconcileDueDays(options)
        .catch(onFailure)
        .finally(() => {
          if (!ended) arm();
        });
    });
  };
  arm();
  return () => {
    ended = true;
    cancel();
  };
}

export async function reconcileDueDays(options: NightlyOptions): Promise<void> {
  const { store, city, clock, onReconciled, onFailed } = options;
  const terminalId = terminalIdSchema.parse(options.terminalId);
  const latestMs = clock.wallMs() - notBeforeHour * hourMs - dayMs;
  for (let back = daysBack - 1; back >= 0; back--) {
    const day = dayOf(latestMs - back * dayMs);
    if (store.isDone(day)) continue;
    const reply = await city.readReconciliationFile({ terminalId, day });
    if (reply.kind !== 'answer') {
      onFailed(day, 'detail' in reply ? reply.detail : reply.kind);
      return;
    }
    if (reply.value.day !== day || reply.value.terminalId !== terminalId) {
      onFailed(day, 'other_file');
      return;
    }
    const reconciled = reconcile(day, ourLinesOf(day, store.moneyIntents()), reply.value.lines);
    onReconciled(day, reconciled.theirLines, store.record(reconciled, clock.wallMs()));
  }
}
