import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  releaseKindSchema,
  releaseVersionSchema,
  updateProblemSchema,
  updateStepSchema,
} from './fleet-update.ts';
import { instantSchema, terminalIdSchema } from './words.ts';

/** Rollouts on the console: a release goes to the terminals ring by ring. */

export const rolloutProblemSchema = z.enum([
  ...updateProblemSchema.options,
  /** Nothing was heard of it for as long as the rollout allows. */
  'silent',
]);
export type RolloutProblem = z.infer<typeof rolloutProblemSchema>;

/** Of one terminal in one rollout. `waiting`: its ring has not begun. */
export const actionStateSchema = z.enum([
  'waiting',
  'running',
  'success',
  'error',
  'cancelling',
  'cancelled',
]);
export type ActionState = z.infer<typeof actionStateSchema>;

export const rolloutStateSchema = z.enum(['running', 'stopped', 'finished']);
export const stopCauseSchema = z.enum(['by_hand', 'too_many_errors', 'too_few_successes']);
export type StopCause = z.infer<typeof stopCauseSchema>;

export const rolloutActionSchema = z.object({
  terminalId: terminalIdSchema,
  state: actionStateSchema,
  /** The last it told of its way; null before it told any. */
  step: updateStepSchema.nullable(),
  problem: rolloutProblemSchema.nullable(),
  heardAt: instantSchema.nullable(),
});
export type RolloutAction = z.infer<typeof rolloutActionSchema>;

export const rolloutSchema = z.object({
  rolloutId: z.number().int(),
  releaseName: z.string(),
  kind: releaseKindSchema,
  version: releaseVersionSchema,
  state: rolloutStateSchema,
  stopCause: stopCauseSchema.nullable(),
  startedBy: z.string(),
  startedAt: instantSchema,
  rings: z.array(z.object({ begun: z.boolean(), actions: z.array(rolloutActionSchema) })),
});
export type Rollout = z.infer<typeof rolloutSchema>;

/** A release that lies in the repository; whether it is authentic each terminal finds out for itself. */
export const offeredReleaseSchema = z.object({
  name: z.string(),
  kind: releaseKindSchema,
  version: releaseVersionSchema,
  bytes: z.number().int(),
});
export type OfferedRelease = z.infer<typeof offeredReleaseSchema>;

const percentSchema = z.number().int().min(0).max(100);

export const rolloutPlanSchema = z.object({
  releaseName: z.string().min(1).max(200),
  /** How much of the fleet has it when a ring is through; grows, and ends with 100. */
  rings: z
    .array(percentSchema.min(1))
    .min(1)
    .max(10)
    .refine(
      (rings) => rings.every((share, place) => share > (rings[place - 1] ?? 0)) && rings.at(-1) === 100,
    ),
  /** Of a ring, before the next one begins. */
  successPercent: percentSchema,
  /** Of a ring: more errors than this stop everything. */
  errorPercent: percentSchema,
  /** A terminal that says nothing of its update for so long counts as an error. */
  silenceMinutes: z.number().int().min(1).max(43_200),
});
export type RolloutPlan = z.infer<typeof rolloutPlanSchema>;

const errors = {
  NOT_SIGNED_IN: { status: 401 },
  NO_RIGHT: { status: 403 },
} as const;
/** What lies in the repository of updates cannot be read. */
const repositoryErrors = { ...errors, REPOSITORY_BROKEN: { status: 503 } } as const;

export const fleetRolloutContract = {
  listReleases: oc.errors(repositoryErrors).output(z.array(offeredReleaseSchema)),
  /** Newest first, the last twenty. */
  list: oc.errors(errors).output(z.array(rolloutSchema)),
  start: oc
    .errors({
      ...repositoryErrors,
      NO_SUCH_RELEASE: { status: 404 },
      ONE_RUNS: { status: 409 },
      NO_TERMINALS: { status: 409 },
    })
    .input(rolloutPlanSchema)
    .output(z.object({ rolloutId: z.number().int() })),
  stop: oc
    .errors(errors)
    .input(z.object({ rolloutId: z.number().int() }))
    .output(z.object({ done: z.literal(true) })),
};
