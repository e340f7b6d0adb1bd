export { type Agent, type AgentEvent, agentSettingsSchema, startAgent } from './agent.ts';
