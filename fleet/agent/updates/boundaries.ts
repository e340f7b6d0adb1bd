/** Places at which a power cut is played in tests: after what the name says, before what comes next. */
export const updaterBoundaries = [
  'action_seen',
  'release_trusted',
  'downloaded',
  'unpacked',
  'slot_emptied',
  'slot_filled',
  'rest_taken',
  'switch_asked',
  'outcome_heard',
  'outcome_told',
] as const;
export type UpdaterBoundary = (typeof updaterBoundaries)[number];
