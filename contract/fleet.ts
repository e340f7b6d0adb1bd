import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { deviceClassSchema, deviceStateSchema, faultSchema, storageUnitSchema } from './device-common.ts';
import { caseDaySchema } from './fleet-cases.ts';
import { enrolmentCodeSchema } from './fleet-membership.ts';
import { outOfServiceReasonSchema, terminalTroubleSchema } from './terminal-trouble.ts';
import {
  instantSchema,
  localizedTextSchema,
  placeSchema,
  type TerminalId,
  terminalIdSchema,
} from './words.ts';

/**
 * What a terminal and its fleet say to each other. Nothing here has room for a person: states, codes,
 * counts and versions only. Every object is strict, so that a message with anything more is refused.
 */

/**
 * A terminal that was silent for `silentAfterMs` is taken for unreachable. One whose power was cut is told by the
 * broker after one and a half times the keep-alive.
 */
export const fleetTimes = { reportEveryMs: 30_000, silentAfterMs: 75_000, keepaliveSeconds: 20 } as const;

const shortTextSchema = z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) });

/** A fault with the words of the driver that names it, because the fleet knows no drivers. */
const reportedFaultSchema = z.strictObject({
  ...faultSchema.shape,
  vendorCode: z.string().max(80).nullable(),
  words: shortTextSchema,
});
export type ReportedFault = z.infer<typeof reportedFaultSchema>;

const reportedStorageUnitSchema = z.strictObject(storageUnitSchema.shape);
export type ReportedStorageUnit = z.infer<typeof reportedStorageUnitSchema>;

export const reportedDeviceSchema = z.strictObject({
  deviceClass: deviceClassSchema,
  /** Is its driver's process there? Where it is not, the state is `unknown`. */
  hostRuns: z.boolean(),
  state: deviceStateSchema,
  fault: reportedFaultSchema.nullable(),
  storage: z.array(reportedStorageUnitSchema).max(60),
});
export type ReportedDevice = z.infer<typeof reportedDeviceSchema>;

/** Something only a person can settle: what, of which item, and since when; never whose. */
const reportedTaskSchema = z.strictObject({
  taskId: z.number().int(),
  kind: z.string().max(60),
  itemName: localizedTextSchema,
  openedAt: instantSchema,
});
export type ReportedTask = z.infer<typeof reportedTaskSchema>;

/** So many of the oldest are told one by one. */
export const mostReportedTasks = 50;

/** What the core knows of its terminal. */
export const terminalStatusSchema = z.strictObject({
  site: localizedTextSchema,
  terminalName: localizedTextSchema,
  /** Null: the configuration does not tell. */
  place: placeSchema.nullable().default(null),
  /** Null: residents are served, or could be. */
  outOfService: outOfServiceReasonSchema.nullable(),
  troubles: z.array(terminalTroubleSchema).max(10),
  cityReachable: z.boolean(),
  tasks: z.strictObject({
    count: z.number().int().min(0),
    oldest: z.array(reportedTaskSchema).max(mostReportedTasks),
  }),
  devices: z.array(reportedDeviceSchema).max(20),
});
export type TerminalStatus = z.infer<typeof terminalStatusSchema>;

/** The line from the core to the agent on the same terminal: what is so now, and then each change. */
export const terminalStatusContract = {
  watchStatus: oc.output(eventIterator(terminalStatusSchema)),
  /** The last days with their cases, the oldest first. */
  watchCases: oc.output(eventIterator(z.array(caseDaySchema))),
};

const versionsSchema = z.strictObject({
  program: z.string().min(1).max(40),
  runtime: z.string().min(1).max(40),
  system: z.string().min(1).max(80),
});
export type Versions = z.infer<typeof versionsSchema>;

/** Payload of the status topic, on each change and at least every `reportEveryMs`. */
export const statusReportSchema = z.strictObject({
  format: z.literal('status-1'),
  /** Counts up from 1 since the agent started. */
  sequence: z.number().int().min(1),
  /** By the terminal's clock, which may be wrong. */
  sentAt: instantSchema,
  /** Does the core run? Where it does not, `status` is the last it told. */
  coreRuns: z.boolean(),
  status: terminalStatusSchema.nullable(),
  versions: versionsSchema,
});
export type StatusReport = z.infer<typeof statusReportSchema>;

/** Payload of the presence topic: the last will, which the broker speaks when the terminal no longer can. */
export const presenceSchema = z.strictObject({ presence: z.literal('unreachable') });

/** A status is a few KiB; nothing a terminal may say is longer than this. */
export const longestMessageBytes = 64 * 1024;

export const topicKinds = ['status', 'presence', 'cases'] as const;
export type TopicKind = (typeof topicKinds)[number];

/** `budayang/1/terminals/<terminalId>/<kind>`; 1 is the version of these messages. */
export function topicOf(terminalId: TerminalId, kind: TopicKind): string {
  return topicPattern(terminalId, kind);
}

/** The same with what a broker's list of rights puts for the terminal. */
export function topicPattern(terminal: string, kind: TopicKind): string {
  return `budayang/1/terminals/${terminal}/${kind}`;
}

/** Every topic of every terminal, for who listens to all of them. */
export const everyTerminal = 'budayang/1/terminals/#';

/** Whose topic it is and which; null for every other topic. */
export function parseTopic(topic: string): { terminalId: TerminalId; kind: TopicKind } | null {
  const found = /^budayang\/1\/terminals\/([^/]+)\/([a-z]+)$/.exec(topic);
  const terminalId = terminalIdSchema.safeParse(found?.[1]);
  const kind = topicKinds.find((each) => each === found?.[2]);
  return terminalId.success && kind ? { terminalId: terminalId.data, kind } : null;
}

const pemSchema = z.string().min(50).max(20_000);

/** Body of `POST /enrolments`. */
export const enrolmentRequestSchema = z.strictObject({
  terminalId: terminalIdSchema,
  code: enrolmentCodeSchema,
  /** PKCS #10, for a key that never leaves the terminal. */
  certificateRequest: pemSchema,
});

/** Its answer: what the terminal needs to speak from now on. */
export const enrolmentAnswerSchema = z.strictObject({
  certificate: pemSchema,
  /** `mqtts://host:port` */
  brokerUrl: z.url({ protocol: /^mqtts$/ }),
  /** Where it asks for updates, `https://host:port`; a server of an earlier version has none. */
  updateUrl: z.url({ protocol: /^https$/ }).optional(),
});
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>;

/** Why an enrolment is refused: `code_unknown` also for one that was made for another terminal. */
export const enrolmentRefusalSchema = z.strictObject({
  refused: z.enum(['code_unknown', 'code_used', 'code_expired', 'request_malformed']),
});
export type EnrolmentRefusal = z.infer<typeof enrolmentRefusalSchema>['refused'];
