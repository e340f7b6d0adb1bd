import type { EnrolmentRefusal } from '../../contract/fleet.ts';
import type { TerminalState } from '../../contract/fleet-console.ts';
import type { ActionState, RolloutProblem } from '../../contract/fleet-rollouts.ts';

/**
 * What the fleet server writes down. A terminal appears by its id and an admin by the name of the account; what a
 * refused message said is not kept.
 */
export type FleetEvent =
  | { event: 'terminal_enrolled'; terminalId: string }
  | { event: 'enrolment_refused'; cause: EnrolmentRefusal }
  | { event: 'connection_refused'; cause: 'no_identity' | 'other_identity' | 'not_enrolled' }
  | {
      event: 'message_refused';
      terminalId: string;
      cause: 'foreign_topic' | 'outside_schema' | 'too_long' | 'subscription' | 'other_time';
    }
  | { event: 'broker_connected' }
  | { event: 'broker_lost'; reason: string }
  | { event: 'terminal_state_changed'; terminalId: string; state: TerminalState }
  /** Of another district than the person's. */
  | { event: 'access_refused'; userName: string; terminalId: string; cause: 'other_district' }
  | { event: 'person_refused'; userName: string; cause: 'other_district' }
  | { event: 'call_refused'; userName: string; terminalId: string; cause: 'other_district' }
  | { event: 'token_refused'; door: 'console' | 'help_desk' | 'help_terminal' }
  | { event: 'district_set'; terminalId: string; by: string }
  | { event: 'sign_in_refused'; cause: 'wrong' | 'locked' }
  | { event: 'signed_in'; userName: string }
  | { event: 'terminal_invited'; terminalId: string; by: string }
  | { event: 'update_ended'; terminalId: string; state: ActionState; problem: RolloutProblem | null }
  | { event: 'rollout_started'; rolloutId: number; release: string; by: string }
  | { event: 'rollout_stopped'; rolloutId: number; by: string }
  | { event: 'case_document_opened'; caseId: string; by: string }
  | { event: 'case_decided'; caseId: string; verdict: 'accepted' | 'returned'; by: string }
  | { event: 'city_refused'; code: string }
  | { event: 'user_added'; userName: string; role: string; by: string }
  | { event: 'user_removed'; userName: string; by: string };

export type WriteEvent = (event: FleetEvent) => void;
