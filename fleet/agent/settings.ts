import { z } from 'zod';
import { fleetMembershipSchema } from '../../contract/fleet-membership.ts';
import { terminalIdSchema } from '../../contract/words.ts';

export const agentSettingsSchema = z.strictObject({
  terminalId: terminalIdSchema,
  dataDirectory: z.string().min(1),
  fleet: fleetMembershipSchema,
});
export type AgentSettings = z.infer<typeof agentSettingsSchema>;
