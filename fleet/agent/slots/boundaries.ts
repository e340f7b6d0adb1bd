/** Places at which a power cut is played in tests: after what the name says, before what comes next. */
export const keeperBoundaries = [
  'state_read',
  'shell_started',
  'trial_written',
  'shell_stopped',
  'copy_begun',
  'copy_made',
  'trial_running_written',
  'candidate_started',
  'proof_heard',
  'proof_written',
  'trial_mark_removed',
  'giving_up_written',
  'candidate_stopped',
  'putting_back_begun',
  'put_back',
  'return_written',
  'report_heard',
] as const;
export type KeeperBoundary = (typeof keeperBoundaries)[number];

export type AtBoundary = (name: KeeperBoundary) => void;
