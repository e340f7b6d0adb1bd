import { implement } from '@orpc/server';
import type { Right } from '../../../contract/fleet-console.ts';
import { fleetRolloutContract } from '../../../contract/fleet-rollouts.ts';
import type { ConsoleContext, MemberErrors } from '../console-context.ts';
import type { WriteEvent } from '../log.ts';
import type { Updates } from './start-updates.ts';

/** The console's verbs about rollouts. */
export function rolloutVerbs(
  { rollouts, releases }: Pick<Updates, 'rollouts' | 'releases'>,
  allowed: (
    context: ConsoleContext,
    right: Right,
    errors: MemberErrors,
  ) => Promise<{ userName: string; district: string | null }>,
  write: WriteEvent,
) {
  const os = implement(fleetRolloutContract).$context<ConsoleContext>();
  /** A rollout goes to every terminal: who belongs to a district has no part in it. */
  const allowedForAll = async (context: ConsoleContext, right: Right, errors: MemberErrors) => {
    const user = await allowed(context, right, errors);
    if (user.district !== null) throw errors.NO_RIGHT();
    return user;
  };
  return os.router({
    listReleases: os.listReleases.handler(async ({ context, errors }) => {
      await allowedForAll(context, 'view_terminals', errors);
      const found = await releases();
      if (!found.ok) throw errors.REPOSITORY_BROKEN();
      return found.value.map(({ sha256: _sha256, ...release }) => release);
    }),
    list: os.list.handler(async ({ context, errors }) => {
      await allowedForAll(context, 'view_terminals', errors);
      return rollouts.list();
    }),
    start: os.start.handler(async ({ input, context, errors }) => {
      const { userName: by } = await allowedForAll(context, 'roll_out', errors);
      const found = await releases();
      if (!found.ok) throw errors.REPOSITORY_BROKEN();
      const release = found.value.find(({ name }) => name === input.releaseName);
      if (!release) throw errors.NO_SUCH_RELEASE();
      const started = await rollouts.start(release, input, by);
      if (!started.ok) throw started.error === 'one_runs' ? errors.ONE_RUNS() : errors.NO_TERMINALS();
      write({ event: 'rollout_started', rolloutId: started.value, release: release.name, by });
      return { rolloutId: started.value };
    }),
    stop: os.stop.handler(async ({ input, context, errors }) => {
      const { userName: by } = await allowedForAll(context, 'roll_out', errors);
      await rollouts.stop(input.rolloutId);
      write({ event: 'rollout_stopped', rolloutId: input.rolloutId, by });
      return { done: true as const };
    }),
  });
}
