import { z } from 'zod';
import {
  actionIdSchema,
  mustAnswerSchema,
  releaseVersionSchema,
  type UpdateProblem,
  updateProblemSchema,
} from '../../../contract/fleet-update.ts';

export const slotNameSchema = z.enum(['a', 'b']);
export type SlotName = z.infer<typeof slotNameSchema>;

export function otherSlot(slot: SlotName): SlotName {
  return slot === 'a' ? 'b' : 'a';
}

const trialSchema = z.strictObject({
  slot: slotNameSchema,
  version: releaseVersionSchema,
  actionId: actionIdSchema,
  mustAnswer: mustAnswerSchema,
  /**
   * `preparing`: the new version has not run; `running`: it may have changed the database; `returning`: the database is
   * being put back.
   */
  step: z.enum(['preparing', 'running', 'returning']),
  /** Why it is being given up; null while it is not. */
  problem: updateProblemSchema.nullable(),
});
export type Trial = z.infer<typeof trialSchema>;

const outcomeSchema = z.strictObject({
  actionId: actionIdSchema,
  version: releaseVersionSchema,
  /** Null: it proved itself and runs. */
  problem: updateProblemSchema.nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** All the keeper remembers, in one small file. */
export const slotStateSchema = z.strictObject({
  format: z.literal('slots-1'),
  /** The slot whose version has proved itself. */
  active: slotNameSchema,
  trial: trialSchema.nullable(),
  /** Of the last trial, until the fleet was told. */
  outcome: outcomeSchema.nullable(),
});
export type SlotState = z.infer<typeof slotStateSchema>;

export const firstState: SlotState = { format: 'slots-1', active: 'a', trial: null, outcome: null };

export type Candidate = Pick<Trial, 'version' | 'actionId' | 'mustAnswer'>;

/** A trial of what lies in the other slot; null while there is one already. */
export function beginTrial(state: SlotState, candidate: Candidate): SlotState | null {
  if (state.trial) return null;
  const slot = otherSlot(state.active);
  return { ...state, trial: { ...candidate, slot, step: 'preparing', problem: null } };
}

/** The copy of the database is whole: from now on the candidate may run. */
export function letRun(state: SlotState): SlotState {
  return withTrial(state, { step: 'running' });
}

/** What ran may have changed the database, which has to be put back before anything else starts. */
export function giveUp(state: SlotState, problem: UpdateProblem): SlotState {
  if (state.trial?.step === 'preparing') return closed(state, state.active, problem);
  return withTrial(state, { step: 'returning', problem });
}

export function isPutBack(state: SlotState): SlotState {
  return closed(state, state.active, state.trial?.problem ?? 'power_cut');
}

export function isProved(state: SlotState): SlotState {
  return state.trial?.step === 'running' ? closed(state, state.trial.slot, null) : state;
}

export function isReported(state: SlotState, actionId: string): SlotState {
  return state.outcome?.actionId === actionId ? { ...state, outcome: null } : state;
}

/** At every start of the keeper: a trial that was torn off is over, whatever tore it. */
export function afterStart(state: SlotState): SlotState {
  if (!state.trial || state.trial.step === 'returning') return state;
  return giveUp(state, 'power_cut');
}

function withTrial(state: SlotState, change: Partial<Trial>): SlotState {
  return state.trial ? { ...state, trial: { ...state.trial, ...change } } : state;
}

function closed(state: SlotState, active: SlotName, problem: UpdateProblem | null): SlotState {
  if (!state.trial) return state;
  const { actionId, version } = state.trial;
  return { ...state, active, trial: null, outcome: { actionId, version, problem } };
}
