import type { Clock } from '../../contract/clock.ts';
import type { MemoryTrouble } from '../../contract/terminal-trouble.ts';

/**
 * Looks from time to time what is in the way of the terminal's memory, and tells each change.
 *
 * @param told what is known already; null for nothing.
 * @returns ends it.
 */
export function watchTrouble(options: {
  clock: Pick<Clock, 'after'>;
  everyMs: number;
  told: MemoryTrouble | null;
  look(): Promise<MemoryTrouble | null>;
  onChange(trouble: MemoryTrouble | null): void;
}): () => void {
  const { clock, everyMs, look, onChange } = options;
  let { told } = options;
  let cancel = () => {};
  let stopped = false;
  const arm = () => {
    cancel = clock.after(everyMs, () => {
      void look().then((trouble) => {
        if (stopped) return;
        if (trouble !== told) {
          told = trouble;
          onChange(trouble);
        }
        arm();
      });
    });
  };
  arm();
  return () => {
    stopped = true;
    cancel();
  };
}
