import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { deviceClassSchema } from './device-common.ts';
import { memoryTroubleSchema } from './terminal-trouble.ts';

/**
 * The variable that tells a core it is on trial: the path of a file that is there as long as the new version has not
 * proved itself. A core on trial opens the database and shows the first screen, and serves nobody.
 */
export const trialVariable = 'BUDAYANG_TRIAL';

/** The variable that names the version of a release to what is started of it. */
export const releaseVariable = 'BUDAYANG_RELEASE';

/** What the core can say of itself that proves a version. */
export const terminalHealthSchema = z.strictObject({
  onTrial: z.boolean(),
  /** Null: the database is open and of this version. */
  databaseTrouble: memoryTroubleSchema.nullable(),
  /** Devices whose driver runs and which answer it. */
  answering: z.array(deviceClassSchema),
  /** The window has drawn a screen of the core, and something can be read on it. */
  screenDrawn: z.boolean(),
});
export type TerminalHealth = z.infer<typeof terminalHealthSchema>;

const done = z.strictObject({ done: z.literal(true) });

/** From the agent to the core of the same terminal. */
export const terminalUpdateContract = {
  watchHealth: oc.output(eventIterator(terminalHealthSchema)),
  /**
   * Takes the terminal out of service for an update, if nobody is being served. It comes back by itself when the agent's
   * line ends, or after two minutes.
   */
  takeRest: oc.output(z.strictObject({ rests: z.boolean() })),
  giveRestBack: oc.output(done),
  /** The version has proved itself: the core starts anew and serves. */
  endTrial: oc.output(done),
  /** Takes contents over without a restart, for the next resident; wrong ones change nothing. */
  take: oc
    .errors({ REFUSED: { status: 422 } })
    .input(z.strictObject({ kind: z.enum(['catalogue', 'notices']), directory: z.string().min(1) }))
    .output(done),
};
