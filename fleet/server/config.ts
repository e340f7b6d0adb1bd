import { z } from 'zod';
import { enrolmentCodeSchema } from '../../contract/fleet-membership.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { openingHoursSchema, relayConfigSchema } from '../help/index.ts';

const portSchema = z.number().int().min(0).max(65535);

/** 0 takes any free port. */
export const fleetConfigSchema = z.strictObject({
  /** Takes the database, the authority's key and the secrets of a start. */
  dataDirectory: z.string().min(1),
  /** Address on which terminals are heard. */
  listenOn: z.string().min(1).default('127.0.0.1'),
  /** Name or address by which terminals reach this machine; it stands in the server's certificate. */
  publicName: z.string().min(1).default('127.0.0.1'),
  enrolmentPort: portSchema.default(0),
  brokerPort: portSchema.default(0),
  /** Where terminals ask for updates. */
  updatePort: portSchema.default(0),
  /** The signed repository of releases; `updates/` of the data directory by default. */
  updateDirectory: z.string().min(1).optional(),
  /** So often a terminal asks for updates. */
  updatePollSeconds: z.number().int().min(1).max(86_400).default(60),
  /** The console is on 127.0.0.1 only; a web server with a certificate of its own goes before it. */
  consolePort: portSchema.default(0),
  /** What people type to reach the console where something stands before it, such as `https://fleet.example`. */
  consoleOrigin: z.url().optional(),
  /** The built page. */
  consoleDirectory: z.string().min(1),
  /** The built page of helpers. */
  helpDeskDirectory: z.string().min(1),
  /** The built archive of an empty database; see `DatabaseFiles`. */
  emptyDatabase: z.string().min(1),
  /** A PostgreSQL that runs by itself, 14 or newer; left out, one is embedded in this process. */
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** A Mosquitto that runs by itself, version 2; left out, a broker is embedded in this process. */
  broker: z
    .strictObject({
      /** `mqtts://host:port`, as terminals and this server reach it. */
      url: z.url({ protocol: /^mqtts$/, hostname: /./ }).regex(/:\d+\/?$/, 'a port is needed here'),
      /** Takes what Mosquitto needs, readable to the group of this directory. */
      directory: z.string().min(1),
    })
    .optional(),
  /** How long the cases by item and hour are kept. */
  casesKeptDays: z.number().int().min(1).max(3650).default(400),
  /** So long an enrolment code may be used. */
  codeLifetimeMinutes: z.number().int().min(1).max(10_080).default(60),
  /** When helpers answer calls; always by default. */
  helpHours: openingHoursSchema.default([]),
  /** For calls whose browsers do not reach each other directly. */
  relay: relayConfigSchema.optional(),
  /** The back end whose officers decide here what residents handed in from afar; without it there is no such list. */
  city: z
    .strictObject({ baseUrl: z.url({ protocol: /^https?$/ }), officerToken: z.string().min(32) })
    .optional(),
  /** At each start these get an enrolment code, which `start-secrets.json` tells; one named here, or a new one. */
  invite: z
    .array(z.strictObject({ terminalId: terminalIdSchema, code: enrolmentCodeSchema.optional() }))
    .max(100)
    .default([]),
});
export type FleetConfig = z.infer<typeof fleetConfigSchema>;
