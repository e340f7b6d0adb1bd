import { z } from 'zod';

/** What each program prints as one line of JSON when it serves. */
export const cityReadySchema = z.object({
  ready: z.literal(true),
  baseUrl: z.url(),
  controlUrl: z.url(),
});

export const benchReadySchema = z.object({
  ready: z.literal(true),
  controlUrl: z.url(),
  devices: z.record(z.string(), z.object({ tcpPort: z.number().int(), pty: z.string().nullable() })),
  cameraFile: z.string(),
});
export type BenchReady = z.infer<typeof benchReadySchema>;

export const fleetReadySchema = z.object({
  ready: z.literal(true),
  consoleUrl: z.url(),
  enrolmentUrl: z.url(),
  secretsFile: z.string(),
});

/** What the fleet server tells once at its start, in a file of its user alone. */
export const fleetSecretsSchema = z.object({
  admin: z.object({ userName: z.string(), oneTimePassword: z.string() }).nullable(),
});
export type FleetSecrets = z.infer<typeof fleetSecretsSchema>;

export const shellReadySchema = z.object({ ready: z.literal(true), url: z.url() });

/** Of the other lines of the shell, the one that tells which process is the core now. */
export const coreStartedSchema = z.object({
  type: z.literal('child_started'),
  name: z.literal('core'),
  pid: z.number().int(),
});

/** The core has loaded, recovered and serves. */
export const coreReadySchema = coreStartedSchema.extend({ type: z.literal('child_ready') });
