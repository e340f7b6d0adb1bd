import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  cellAddressSchema,
  doorOpeningSchema,
  doorStateSchema,
  itemPresenceSchema,
  paperStateSchema,
} from './device-classes.ts';
import {
  deviceStateSchema,
  effectSchema,
  faultSchema,
  recoverySchema,
  storageUnitSchema,
} from './device-common.ts';
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

/** One thing a device tells of itself, or that is known of a task, in words: `Gate`, `empty`. */
export const shownFactSchema = z.object({ label: localizedTextSchema, value: localizedTextSchema });
export type ShownFact = z.infer<typeof shownFactSchema>;

/** What a device answered when it was asked. */
export const deviceAnswerSchema = z.object({
  /** `no_answer`: its host is away or did not answer in time. */
  verdict: z.enum(['passed', 'attention', 'failed', 'no_answer']),
  answerMs: z.number().int(),
  at: instantSchema,
  state: deviceStateSchema,
  fault: explainedFaultSchema.nullable(),
  facts: z.array(shownFactSchema),
});
export type DeviceAnswer = z.infer<typeof deviceAnswerSchema>;

/** What a technician makes a device do, by its class. All but the readings move something and stand in the journal. */
export const benchCommandSchema = z.discriminatedUnion('command', [
  /** Shows of the card that is laid within 20 s what identifies nobody. */
  z.object({ command: z.literal('read_card') }),
  /** Trigger on until a code is held up, 20 s at most. */
  z.object({ command: z.literal('scan_code') }),
  /** The pad takes ink until nobody writes any more; told are strokes and pressure, never the ink. */
  z.object({ command: z.literal('try_signature') }),
  /** A slip with every size of letters, lines and a QR code. */
  z.object({ command: z.literal('print_test_slip') }),
  /** The shortest slip: it proves feed and knife. */
  z.object({ command: z.literal('feed_and_cut') }),
  z.object({ command: z.literal('print_test_page') }),
  z.object({ command: z.literal('open_cell'), ...cellAddressSchema.shape }),
  z.object({ command: z.literal('open_door'), pulseMs: doorOpeningSchema.shape.pulseMs }),
  /** One item out to the gate. */
  z.object({ command: z.literal('dispense_item') }),
  /** What lies at the gate or inside goes into the bin. */
  z.object({ command: z.literal('capture_item') }),
  /** One item to the gate and from there into the bin: hopper, path, gate and bin in one go. */
  z.object({ command: z.literal('dispense_to_bin') }),
]);
export type BenchCommand = z.infer<typeof benchCommandSchema>;
export const benchCommandNameSchema = z.enum(
  benchCommandSchema.options.map(({ shape }) => shape.command.value),
);
export type BenchCommandName = BenchCommand['command'];

/** The last bench command of a device in this session. */
export const benchRunSchema = z.object({
  command: benchCommandSchema,
  phase: z.enum(['running', 'ended']),
  startedAt: instantSchema,
  /** Null while it runs. Of a reading: `done` when something was read. */
  effect: effectSchema.nullable(),
  fault: localizedTextSchema.nullable(),
  faultCode: z.string().nullable(),
  /** Masked where it could say who somebody is. */
  facts: z.array(shownFactSchema),
});
export type BenchRun = z.infer<typeof benchRunSchema>;

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
  /** What else the device reports as wrong, after `fault`. */
  moreFaults: z.array(explainedFaultSchema),
  /** What it tells of itself in words, such as paper, gate, lock. */
  facts: z.array(shownFactSchema),
  /** Null while the device never needed any. */
  recovery: recoverySchema.nullable(),
  /** Its host was told to start anew and is not back yet. */
  restarting: z.boolean(),
  asking: z.boolean(),
  answer: deviceAnswerSchema.nullable(),
  /** What can be made of it by hand now. */
  commands: z.array(benchCommandNameSchema),
  run: benchRunSchema.nullable(),
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
  /** Papers that a full roll gives. */
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

export const counterNameSchema = z.enum([
  'cards_read',
  'codes_scanned',
  'papers',
  /** The receipt printer's own. */
  'cuts',
  /** By the journal. */
  'sheets',
  /** The document printer's own. */
  'device_sheets',
  'cells_opened',
  'door_openings',
  'items_dispensed',
  'items_captured',
]);
export type CounterName = z.infer<typeof counterNameSchema>;

/** Null: not known, as where a device does not count or was not heard yet. */
export const counterSchema = z.object({
  name: counterNameSchema,
  deviceClass: z.string(),
  /** Since this technician came in. */
  session: z.number().int().nullable(),
  /** Since the program started. */
  sinceStart: z.number().int().nullable(),
  /** Of the terminal, or of the device where it counts by itself. */
  life: z.number().int().nullable(),
});
export type Counter = z.infer<typeof counterSchema>;

/** What the window sees through the document camera. */
export const cameraFindingSchema = z.object({
  problem: z.enum(['no_camera', 'not_allowed', 'in_use', 'no_picture']).nullable(),
  answerMs: z.number().int().min(0).max(60_000),
  /** Of the live picture; 0 where there is none. */
  widthPx: z.number().int().min(0).max(20_000),
  heightPx: z.number().int().min(0).max(20_000),
});
export type CameraFinding = z.infer<typeof cameraFindingSchema>;

export const selfTestSchema = z.object({
  startedAt: instantSchema,
  /** Null: all devices. */
  deviceClass: z.string().nullable(),
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
  /** What helps to find out what happened: cell, counters before and after, what decided it. */
  facts: z.array(shownFactSchema),
});
export type AttendedTask = z.infer<typeof attendedTaskSchema>;

/** A claim code that a resident names, ten digits with or without hyphens, and what it leads to. */
export const claimSearchSchema = z.object({
  found: z
    .object({
      itemName: localizedTextSchema,
      acceptanceNumber: z.string().nullable(),
      slipNumber: z.string(),
    })
    .nullable(),
  /** Open tasks of the case. */
  tasks: z.array(attendedTaskSchema),
});
export type ClaimSearch = z.infer<typeof claimSearchSchema>;

export const taskReasonSchema = z.enum(['done_by_hand', 'not_needed']);

export const logLevelSchema = z.enum(['info', 'warn', 'error']);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** What the technician wants to see of the log. */
export const logFilterSchema = z.object({
  /** Null: of all devices and of everything else. */
  device: z.string().nullable(),
  /** This level and what is worse. */
  level: logLevelSchema,
});
export type LogFilter = z.infer<typeof logFilterSchema>;

/** One event of the core's log: names, codes and figures, no sentences and no person. */
export const logLineSchema = z.object({
  /** Counts the lines since the core's start. */
  line: z.number().int(),
  at: instantSchema,
  event: z.string(),
  level: logLevelSchema,
  /** The device it is about; null for all else. */
  device: z.string().nullable(),
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
  selfTest: selfTestSchema.nullable(),
  tasks: z.array(attendedTaskSchema),
  /** The last claim code looked up in this session; null before the first one. */
  claim: claimSearchSchema.nullable(),
  counters: z.array(counterSchema),
  /** Has any item a document that is laid under the camera? Then a missing camera is a fault. */
  cameraNeeded: z.boolean(),
  logFilter: logFilterSchema,
  /** What the filter lets through, newest first. */
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
    /** Ends the process its driver lives in and has it started anew. */
    restartHost: command.input(verb.extend({ deviceClass: z.string() })),
    /** What the window sees through the camera now. */
    reportCamera: command.input(verb.extend({ camera: cameraFindingSchema })),
    /** One at a time for each device. `language` is that of what is printed. */
    perform: command.input(verb.extend({ language: languageSchema, act: benchCommandSchema })),
  },
  selfTest: {
    /**
     * Asks every device, or the one named, and prints the findings. The camera hangs on the window, which
     * looks through it before and hands over what it saw.
     */
    run: command.input(
      verb.extend({
        language: languageSchema,
        deviceClass: z.string().nullable(),
        camera: cameraFindingSchema.nullable(),
      }),
    ),
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
  log: { show: command.input(verb.extend(logFilterSchema.shape)) },
  /** What a claim code leads to; the answer comes in the view. */
  claim: { lookUp: command.input(verb.extend({ code: z.string().min(1).max(30) })) },
  task: { close: command.input(verb.extend({ taskId: z.number().int(), reason: taskReasonSchema })) },
};
