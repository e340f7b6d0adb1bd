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

export const shellReadySchema = z.object({ ready: z.literal(true), url: z.url() });

/** Of the other lines of the shell, the one that tells which process is the core now. */
export const coreStartedSchema = z.object({
  type: z.literal('child_started'),
  name: z.literal('core'),
  pid: z.number().int(),
});

/** The core has loaded, recovered and serves. */
export const coreReadySchema = coreStartedSchema.extend({ type: z.literal('child_ready') });
