import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Clock, systemClock } from '../../../contract/clock.ts';
import type { AtBoundary } from './boundaries.ts';
import { type KeeperTimes, SlotKeeper } from './keeper.ts';
import { SlotFiles } from './slot-files.ts';

const usage = `usage: keeper --slots DIRECTORY --data DIRECTORY [--keys DIRECTORY] [--trial-seconds 60] -- PARAMETERS OF THE SHELL

Starts the version of the terminal that has proved itself, tries new ones, and goes back. docs/updates.md.
`;

/** The keeper as a program: until it is asked to end. */
export async function runKeeper(options: {
  parameters: string[];
  clock?: Clock;
  times?: Partial<KeeperTimes>;
  atBoundary?: AtBoundary;
}): Promise<void> {
  const { values, positionals } = parseArgs({
    args: options.parameters,
    options: {
      slots: { type: 'string' },
      data: { type: 'string' },
      keys: { type: 'string' },
      'trial-seconds': { type: 'string', default: '60' },
    },
    allowPositionals: true,
  });
  const { slots, data, keys = `${data}.keys` } = values;
  const trialSeconds = Number(values['trial-seconds']);
  // What is left of 90 s is for the way back.
  const isTrialRight = trialSeconds >= 5 && trialSeconds <= 75;
  if (slots === undefined || data === undefined || !isTrialRight) {
    process.stderr.write(usage);
    process.exit(2);
  }
  const keeper = new SlotKeeper({
    files: new SlotFiles(resolve(slots)),
    places: { dataDirectory: resolve(data), keysDirectory: resolve(keys) },
    shellParameters: positionals,
    clock: options.clock ?? systemClock,
    write: (event) => process.stderr.write(`${JSON.stringify(event)}\n`),
    times: { trialMs: trialSeconds * 1000, ...options.times },
    ...(options.atBoundary ? { atBoundary: options.atBoundary } : {}),
  });
  const stop = () => void keeper.stop();
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  await keeper.run();
  process.exit(0);
}
