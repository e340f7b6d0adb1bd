import { mkdir } from 'node:fs/promises';
import type { Clock } from '../../../contract/clock.ts';
import type { Database } from '../queries.ts';
import { readReleases } from './releases.ts';
import { Rollouts } from './rollouts.ts';
import { startUpdateListener, type UpdateListenerOptions } from './update-listener.ts';

const lookEveryMs = 5000;

export interface Updates {
  url: string;
  rollouts: Rollouts;
  releases(): ReturnType<typeof readReleases>;
  stop(): Promise<void>;
}

/** Everything of this server about updates. */
export async function startUpdates(
  options: Omit<UpdateListenerOptions, 'rollouts'> & { database: Database; clock: Clock },
): Promise<Updates> {
  const { database, clock, directory, onFailure } = options;
  await mkdir(directory, { recursive: true });
  const rollouts = new Rollouts(database, clock);
  const listener = await startUpdateListener({ ...options, rollouts });
  let cancelLook = () => {};
  let looking = Promise.resolve();
  const lookLater = () => {
    cancelLook = clock.after(lookEveryMs, () => {
      looking = rollouts.lookAround().catch(onFailure).then(lookLater);
    });
  };
  lookLater();
  return {
    url: listener.url,
    rollouts,
    releases: () => readReleases(directory),
    async stop() {
      await listener.stop();
      await looking;
      cancelLook();
    },
  };
}
