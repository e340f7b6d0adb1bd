export { type Agent, type AgentEvent, agentSettingsSchema, startAgent } from './agent.ts';
export type { CorePort } from './updates/core-port.ts';
