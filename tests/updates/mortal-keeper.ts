import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runKeeper } from '../../fleet/agent/slots/run-keeper.ts';

/** The keeper as it is, but at one named place the power is cut: it and all it had started are gone at once. */

const [play = '', deathAt = '', trialMs = '', ...parameters] = process.argv.slice(2);

function cutPower(): void {
  const pidFile = join(play, 'running-pid');
  if (existsSync(pidFile)) {
    try {
      process.kill(-Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
    } catch {
      // It had ended already.
    }
  }
  process.kill(process.pid, 'SIGKILL');
}

await runKeeper({
  parameters,
  times: { trialMs: Number(trialMs), graceMs: 1000, firstPauseMs: 10 },
  atBoundary(name) {
    if (name === deathAt) cutPower();
  },
});
