import { restartAskedExitCode } from '../../link/index.ts';
import type { CoreParts } from './core-parts.ts';
import type { MemoryFailure, openMemory } from './memory.ts';
import { watchTrouble } from './memory-watch.ts';

/** Without its memory the terminal serves nobody, says why, and starts afresh once it can be opened. */
export function waitForMemory(
  { clockWatch, log, session, troubles }: CoreParts,
  { trouble, reason }: MemoryFailure,
  tryMemory: () => ReturnType<typeof openMemory>,
): void {
  session.putOutOfService(trouble);
  troubles.setMemory(trouble);
  log.write({ event: 'core_out_of_service', reason });
  watchTrouble({
    clock: clockWatch.clock,
    everyMs: 5000,
    told: trouble,
    async look() {
      const again = await tryMemory();
      if (!again.ok) return again.error.trouble;
      again.value.database.close();
      // A technician at the screen goes on first; then a fresh start, as after any repair.
      if (session.takeTerminal()) process.exit(restartAskedExitCode);
      return trouble;
    },
    onChange(other) {
      if (other) troubles.setMemory(other);
    },
  });
}
