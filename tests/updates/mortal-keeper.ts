import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../contract/clock.ts';
import { runKeeper } from '../../fleet/agent/slots/run-keeper.ts';

/** The keeper as it is, but at one named place the power is cut: it and all it had started are gone at once. */

const [play = '', deathAt = '', ...parameters] = process.argv.slice(2);
const trialMs = 60_000;

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

/** The time of a trial is up when the play says so: a machine with other work to do is not to decide it. */
const playedClock: Clock = {
  ...systemClock,
  after(delayMs, callback) {
    if (delayMs !== trialMs) return systemClock.after(delayMs, callback);
    const look = () => {
      if (!existsSync(join(play, 'time-is-up'))) return;
      watcher.close();
      callback();
    };
    const watcher = watch(play, look);
    look();
    return () => watcher.close();
  },
};

await runKeeper({
  parameters,
  clock: playedClock,
  times: { trialMs, graceMs: 1000, firstPauseMs: 10 },
  atBoundary(name) {
    if (name === deathAt) cutPower();
  },
});
