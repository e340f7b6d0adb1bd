import type { CorePort } from '../../fleet/agent/index.ts';

/** A terminal whose core does not run: its agent reports, and can update nothing. */
export const coreAway: CorePort = {
  health: () => null,
  onChange: () => () => {},
  takeRest: async () => 'away',
  giveRestBack: async () => {},
  endTrial: async () => {},
  take: async () => null,
};
