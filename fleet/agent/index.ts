export { type Agent, type AgentEvent, startAgent } from './agent.ts';
export { agentSettingsSchema } from './settings.ts';
export type { CorePort } from './updates/core-port.ts';
