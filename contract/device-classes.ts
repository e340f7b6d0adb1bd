import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { completionSchema, deviceStatusSchema } from './device-common.ts';
import { receiptDocumentSchema } from './receipt-document.ts';
import { calendarDateSchema } from './words.ts';

/* ---- id-card-reader ---- */

/** What the chip of a second-generation resident identity card holds (GA/T 490 text record). */
export const residentIdCardSchema = z.object({
  name: z.string(),
  sex: z.enum(['male', 'female', 'unknown']),
  /** Two digits, GB/T 3304. */
  ethnicGroupCode: z.string().regex(/^\d{2}$/),
  birthDate: calendarDateSchema,
  address: z.string(),
  /** 18 characters, GB 11643, check character verified by the driver. */
  idNumber: z.string().regex(/^\d{17}[\dX]$/),
  issuingAuthority: z.string(),
  validFrom: calendarDateSchema,
  /** Null means valid without end (长期). */
  validTo: calendarDateSchema.nullable(),
});
export type ResidentIdCard = z.infer<typeof residentIdCardSchema>;

export const cardReadFailureSchema = z.enum([
  'card_moved',
  'frame_damaged',
  'frame_incomplete',
  'card_not_authentic',
  'card_unreadable',
  'card_type_unsupported',
  'reader_fault',
]);
export type CardReadFailure = z.infer<typeof cardReadFailureSchema>;

export const cardEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('waiting') }),
  z.object({ type: z.literal('card_found') }),
  z.object({ type: z.literal('card_read'), card: residentIdCardSchema }),
  z.object({
    type: z.literal('read_failed'),
    reason: cardReadFailureSchema,
    vendorCode: z.string().nullable(),
  }),
]);
export type CardEvent = z.infer<typeof cardEventSchema>;

export const idCardReaderContract = {
  /** Snapshot first, then every change. */
  watchStatus: oc.output(eventIterator(deviceStatusSchema)),
  /**
   * Polls for a card while the stream is consumed; ending the stream stops the polling. After a
   * failure it goes on, so that the next attempt needs nothing from the caller. One consumer at a time.
   */
  watchCards: oc.output(eventIterator(cardEventSchema)),
};

/* ---- code-scanner ---- */

export const scannedCodeSchema = z.object({
  text: z.string(),
  /** AIM identifier such as `]Q1`, where the scanner tells it. */
  symbology: z.string().nullable(),
});
export type ScannedCode = z.infer<typeof scannedCodeSchema>;

export const codeScannerContract = {
  watchStatus: oc.output(eventIterator(deviceStatusSchema)),
  /** The trigger is on while the stream is consumed. One consumer at a time. */
  watchCodes: oc.output(eventIterator(scannedCodeSchema)),
};

/* ---- receipt-printer ---- */

export const paperStateSchema = z.enum(['full', 'low', 'out', 'jammed', 'unknown']);

export const receiptPrinterStatusSchema = deviceStatusSchema.extend({
  paper: paperStateSchema,
  coverOpen: z.boolean(),
});
export type ReceiptPrinterStatus = z.infer<typeof receiptPrinterStatusSchema>;

export const printInputSchema = z.object({
  /** Names the job for ever: the same id never comes out twice from one device host. */
  jobId: z.uuid(),
  document: receiptDocumentSchema,
});
export type PrintInput = z.infer<typeof printInputSchema>;

export const receiptPrinterContract = {
  watchStatus: oc.output(eventIterator(receiptPrinterStatusSchema)),
  /** Prints and cuts. `done` means the unit confirmed that everything sent was processed and cut. */
  print: oc.input(printInputSchema).output(completionSchema),
  /**
   * What is known of a job, asked after a restart of the core: the answer kept by the host if the
   * host lived on, otherwise `unknown`. Evidence carries `cutCount` where the unit counts its cuts.
   */
  lookUpJob: oc.input(z.object({ jobId: z.uuid() })).output(completionSchema),
  /** Cumulative number of cuts the unit reports, or null if it does not count. Taken into an intent before printing. */
  readCutCount: oc.output(z.object({ cutCount: z.number().int().nullable() })),
};

/* ---- pickup-locker ---- */

export const doorStateSchema = z.enum(['closed', 'open', 'unknown']);
export const cellAddressSchema = z.object({
  /** As set on the board's switches; boards of some makes count from 0. */
  board: z.number().int().min(0).max(99),
  /** 1-based lock number on the board. */
  cell: z.number().int().min(1).max(48),
});
export type CellAddress = z.infer<typeof cellAddressSchema>;

/** What the sensor in a cell sees; `unknown` where there is none. */
export const itemPresenceSchema = z.enum(['present', 'absent', 'unknown']);

export const cellStatusSchema = cellAddressSchema.extend({
  door: doorStateSchema,
  item: itemPresenceSchema,
  /** Open for longer than the terminal's alarm time. */
  leftOpen: z.boolean(),
});

export const pickupLockerStatusSchema = deviceStatusSchema.extend({ cells: z.array(cellStatusSchema) });
export type PickupLockerStatus = z.infer<typeof pickupLockerStatusSchema>;

export const pickupLockerContract = {
  watchStatus: oc.output(eventIterator(pickupLockerStatusSchema)),
  /** Sends one open command, then asks for the door; never repeats the command by itself. */
  openCell: oc.input(cellAddressSchema.extend({ commandId: z.uuid() })).output(completionSchema),
  lookUpOpening: oc.input(cellAddressSchema.extend({ commandId: z.uuid() })).output(completionSchema),
};

/* ---- door ---- */

export const doorStatusSchema = deviceStatusSchema.extend({
  /** The relay that lets the lock go. */
  lock: z.enum(['locked', 'released', 'unknown']),
  /** The contact at the door; `unknown` where none is wired. */
  door: doorStateSchema,
});
export type DoorStatus = z.infer<typeof doorStatusSchema>;

export const doorOpeningSchema = z.object({
  /** Names the opening for ever: the same id never releases the lock twice from one device host. */
  commandId: z.uuid(),
  /** How long the lock is let go; the board counts in steps of 100 ms. */
  pulseMs: z.number().int().multipleOf(100).min(500).max(30_000),
});
export type DoorOpening = z.infer<typeof doorOpeningSchema>;

export const doorContract = {
  watchStatus: oc.output(eventIterator(doorStatusSchema)),
  /** `done` as soon as the lock is known to be let go. The command is never repeated by itself. */
  openDoor: oc.input(doorOpeningSchema).output(completionSchema),
  /** The remembered outcome; a lock that is let go right now, or an open door, is `done` as well. */
  lookUpOpening: oc.input(doorOpeningSchema.pick({ commandId: true })).output(completionSchema),
};

/** The contract between the core and a device host, by class. The document camera lives in the window. */
export const deviceContracts = {
  'id-card-reader': idCardReaderContract,
  'code-scanner': codeScannerContract,
  'receipt-printer': receiptPrinterContract,
  'pickup-locker': pickupLockerContract,
  door: doorContract,
} as const;
export type HostedDeviceClass = keyof typeof deviceContracts;
