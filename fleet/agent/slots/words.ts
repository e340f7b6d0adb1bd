import { z } from 'zod';
import {
  actionIdSchema,
  mustAnswerSchema,
  proofSchema,
  releaseVersionSchema,
} from '../../../contract/fleet-update.ts';
import { slotNameSchema, slotStateSchema } from './state.ts';

/** What the agent of the version that runs and the keeper say to each other: lines of JSON on a local socket. */

/** Names the keeper's socket to what it starts. */
export const keeperVariable = 'BUDAYANG_KEEPER';

export const keeperAskSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('standing') }),
  /** Stop what runs and try what lies in the other slot. */
  z.strictObject({
    ask: z.literal('switch'),
    version: releaseVersionSchema,
    actionId: actionIdSchema,
    mustAnswer: mustAnswerSchema,
  }),
  /** On trial: what is not proved yet; nothing: all of it is. */
  z.strictObject({ ask: z.literal('proof'), missing: z.array(proofSchema) }),
  /** The fleet has been told of the outcome. */
  z.strictObject({ ask: z.literal('reported'), actionId: actionIdSchema }),
]);
export type KeeperAsk = z.infer<typeof keeperAskSchema>;

export const standingSchema = z.strictObject({
  /** Absolute path; the slots lie below. */
  directory: z.string(),
  /** Of the version that asks. */
  slot: slotNameSchema,
  version: releaseVersionSchema,
  /** Null: not on trial. */
  trial: slotStateSchema.shape.trial,
  outcome: slotStateSchema.shape.outcome,
});
export type Standing = z.infer<typeof standingSchema>;

export const keeperAnswerSchema = z.strictObject({ standing: standingSchema });

export const longestLine = 16 * 1024;
