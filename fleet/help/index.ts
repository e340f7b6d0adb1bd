export { createHelpHub, type HelpHub, type HelpHubOptions } from './hub.ts';
