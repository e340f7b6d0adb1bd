import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  cellAddressSchema,
  doorStateSchema,
  itemPresenceSchema,
  paperStateSchema,
} from './device-classes.ts';
import { deviceStateSchema, effectSchema, faultSchema, storageUnitSchema } from './device-common.ts';
import { terminalTroubleSchema } from './terminal-trouble.ts';
import { attendantIdSchema, instantSchema, languageSchema, localizedTextSchema } from './words.ts';

/**
 * The technician's screens, between the window and the core, on the window's one line. Nothing in
 * the view identifies a resident; a technician appears by the code of the enrolment.
 */

/** Only digits, so that a keypad is enough. */
export const attendantPinSchema = z.string().regex(/^\d{6,12}$/);

/** A fault in plain words. `known` is false where the code has no words yet; then the code itself is shown. */
export const explainedFaultSchema = faultSchema.extend({ known: z.boolean(), words: localizedTextSchema });
export type ExplainedFault = z.infer<typeof explainedFaultSchema>;

/** What a device answered when it was asked. */
export const deviceAnswerSchema = z.object({
  /** `no_answer`: its host is away or did not answer in time. */
  verdict: z.enum(['passed', 'attention', 'failed', 'no_answer']),
  answerMs: z.number().int(),
  at: instantSchema,
  state: deviceStateSchema,
  fault: explainedFaultSchema.nullable(),
});
export type DeviceAnswer = z.infer<typeof deviceAnswerSchema>;

/** A storage unit as the terminal knows it: what the device told, and what was counted where it tells nothing. */
export const attendedStorageUnitSchema = storageUnitSchema.extend({
  name: localizedTextSchema,
  /** May its count be set by hand? Not where the device counts by itself. */
  settable: z.boolean(),
  /** When a person last filled or counted it; null if nobody did. */
  notedAt: instantSchema.nullable(),
});
export type AttendedStorageUnit = z.infer<typeof attendedStorageUnitSchema>;

export const attendedDeviceSchema = z.object({
  deviceClass: z.string(),
  name: localizedTextSchema,
  /** False while its host is away; the state is then `unknown`. */
  hostRuns: z.boolean(),
  state: deviceStateSchema,
  fault: explainedFaultSchema.nullable(),
  asking: z.boolean(),
  answer: deviceAnswerSchema.nullable(),
  /** Empty where the device holds nothing that is counted, or has not told yet. */
  storage: z.array(attendedStorageUnitSchema),
});
export type AttendedDevice = z.infer<typeof attendedDeviceSchema>;

export const paperSupplySchema = z.object({
  /** What the printer's own sensors say; null without a printer or while it is away. */
  sensor: paperStateSchema.nullable(),
  /** Papers since the first start, as the journal counts them. */
  printedInAll: z.number().int(),
  printedSinceRefill: z.number().int(),
  /** Null: the roll in the printer was not noted when it was put in. */
  refilledAt: instantSchema.nullable(),
  cutsPerRoll: z.number().int(),
  /** Estimate of papers left on the roll; null before the first noted roll. */
  remaining: z.number().int().nullable(),
  lowAt: z.number().int(),
  level: z.enum(['full', 'low', 'out', 'unknown']),
  /** The printer's own counter of cuts; null if it does not count or was not asked yet. */
  deviceCuts: z.number().int().nullable(),
});
export type PaperSupply = z.infer<typeof paperSupplySchema>;

export const attendedCellSchema = cellAddressSchema.extend({
  door: doorStateSchema,
  item: itemPresenceSchema,
  leftOpen: z.boolean(),
  /** Times opened by command since the first start. */
  openings: z.number().int(),
});

const faultCodeSchema = z.string().nullable();

export const selfTestSchema = z.object({
  startedAt: instantSchema,
  /** In the order asked; one after another. */
  results: z.array(deviceAnswerSchema.extend({ deviceClass: z.string(), name: localizedTextSchema })),
  phase: z.enum(['asking', 'printing', 'ended']),
  /** The report on paper: null before it is printed and where there is no receipt printer. */
  slip: z
    .object({ effect: effectSchema, fault: localizedTextSchema.nullable(), faultCode: faultCodeSchema })
    .nullable(),
});
export type SelfTest = z.infer<typeof selfTestSchema>;

export const attendedTaskSchema = z.object({
  taskId: z.number().int(),
  kind: z.string(),
  itemName: localizedTextSchema,
  openedAt: instantSchema,
  /** Null while the city has not accepted the case. */
  acceptanceNumber: z.string().nullable(),
  /** First characters of the case, as printed on a waiting slip. */
  slipNumber: z.string(),
});

export const taskReasonSchema = z.enum(['done_by_hand', 'not_needed']);

/** A cell being opened, or the last one opened in this session. */
export const cellActSchema = cellAddressSchema.extend({
  phase: z.enum(['opening', 'ended']),
  effect: effectSchema.nullable(),
  fault: localizedTextSchema.nullable(),
});

/** One event of the core's log: names, codes and figures, no sentences and no person. */
export const logLineSchema = z.object({
  /** Counts the lines since the core's start. */
  line: z.number().int(),
  at: instantSchema,
  event: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LogLine = z.infer<typeof logLineSchema>;

const openViewSchema = z.object({
  state: z.literal('open'),
  attendantId: attendantIdSchema,
  /** Of the countdown before the session ends by itself; null while somebody works. */
  secondsLeft: z.number().int().nullable(),
  devices: z.array(attendedDeviceSchema),
  /** What is wrong with the terminal itself, each with a next act. */
  troubles: z.array(terminalTroubleSchema),
  /** False where the terminal's memory cannot be opened: no tasks, no counters, no acts on devices. */
  memory: z.boolean(),
  paper: paperSupplySchema.nullable(),
  cells: z.array(attendedCellSchema),
  cellAct: cellActSchema.nullable(),
  selfTest: selfTestSchema.nullable(),
  tasks: z.array(attendedTaskSchema),
  /** Newest first. */
  log: z.array(logLineSchema),
});
export type OpenAttendantView = z.infer<typeof openViewSchema>;

export const attendantViewSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('closed') }),
  z.object({
    state: z.literal('card'),
    problem: z.enum(['not_enrolled', 'unreadable', 'reader_away']).nullable(),
    checking: z.boolean(),
  }),
  z.object({
    state: z.literal('pin'),
    problem: z.enum(['wrong']).nullable(),
    attemptsLeft: z.number().int(),
    checking: z.boolean(),
  }),
  z.object({ state: z.literal('locked'), until: instantSchema }),
  openViewSchema,
]);
export type AttendantView = z.infer<typeof attendantViewSchema>;

const verb = z.object({ requestId: z.uuid() });
const done = z.object({ done: z.literal(true) });
const verbErrors = {
  /** The verb needs an open session of an attendant. */
  NO_ATTENDANT: { status: 401 },
  /** A resident is being served, nobody is enrolled, or what is meant is not there or under way. */
  NOT_NOW: { status: 409 },
} as const;
const command = oc.errors(verbErrors).output(done);

export const attendantContract = {
  /** The current view at once, then every new one. */
  watch: oc.output(eventIterator(attendantViewSchema)),
  /** From the welcome or the out-of-service screen only. */
  begin: command.input(verb),
  /** After the card. */
  enterPin: command.input(verb.extend({ pin: attendantPinSchema })),
  /** From any of the technician's screens; the terminal is the residents' again. */
  end: oc.input(verb).output(done),
  reportActivity: oc.output(done),
  device: {
    /** Asks the device's host anew and takes the time. */
    askAgain: command.input(verb.extend({ deviceClass: z.string() })),
  },
  selfTest: { run: command.input(verb.extend({ language: languageSchema })) },
  paper: {
    /** A new roll is in the receipt printer: counting begins anew. */
    noteRefill: command.input(verb),
  },
  storage: {
    /**
     * A technician filled, emptied or counted: so many items are in this unit now. Filled up is its
     * `capacity`. `NOT_NOW` for a unit that is not `settable` or holds fewer.
     */
    setCount: command.input(
      verb.extend({
        deviceClass: z.string(),
        unitId: storageUnitSchema.shape.unitId,
        count: z.number().int().min(0).max(100_000),
      }),
    ),
  },
  task: { close: command.input(verb.extend({ taskId: z.number().int(), reason: taskReasonSchema })) },
  locker: { openCell: command.input(verb.extend(cellAddressSchema.shape)) },
};
