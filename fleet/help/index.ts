export type { CallBacks } from './call-backs.ts';
export { createHelpHub, type HelpHub, type HelpHubOptions, terminalPath } from './hub.ts';
export { isOpenAt, openingHoursSchema } from './opening-hours.ts';
export { type RelayConfig, relayConfigSchema } from './relay.ts';
