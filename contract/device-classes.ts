import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  completionSchema,
  deviceStatusSchema,
  faultSchema,
  mediaNameSchema,
  storageUnitSchema,
} from './device-common.ts';
import { receiptDocumentSchema } from './receipt-document.ts';
import { strokePointSchema } from './signature.ts';
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

/** Residence permit of a person from Hong Kong, Macao or Taiwan (chip type `J`). */
export const residencePermitSchema = residentIdCardSchema.omit({ ethnicGroupCode: true }).extend({
  cardType: z.literal('residence_permit'),
  travelPermitNumber: z.string(),
  issueCount: z.string(),
});
export type ResidencePermit = z.infer<typeof residencePermitSchema>;

const foreignerCardSchema = z.object({
  /** Upper case, as printed. */
  englishName: z.string(),
  /** Not everybody has one. */
  chineseName: z.string().nullable(),
  sex: z.enum(['male', 'female', 'unknown']),
  birthDate: calendarDateSchema,
  /** Three letters, GB/T 2659. */
  nationality: z.string().regex(/^[A-Z]{3}$/),
  validFrom: calendarDateSchema,
  validTo: calendarDateSchema,
});

/** A foreigner's permanent residence card in the version of 2017 (chip type `I`). */
export const foreignerCard2017Schema = foreignerCardSchema.extend({
  cardType: z.literal('foreigner_2017'),
  /** 15 characters that begin with the country; check digit verified by the driver. */
  cardNumber: z.string().regex(/^[A-Z]{3}\d{12}$/),
  cardVersion: z.string(),
  acceptingAuthorityCode: z.string(),
});
export type ForeignerCard2017 = z.infer<typeof foreignerCard2017Schema>;

/** A foreigner's permanent residence identity card in the version of 2023 (chip type `Y`). */
export const foreignerCard2023Schema = foreignerCardSchema.extend({
  cardType: z.literal('foreigner_2023'),
  /** 18 characters that begin with 9, check character verified by the driver. */
  idNumber: z.string().regex(/^9\d{16}[\dX]$/),
  renewalCount: z.string(),
  /** From which the 15 characters of an older card can be derived; the rule is not public. */
  formerNumberLink: z.string(),
});
export type ForeignerCard2023 = z.infer<typeof foreignerCard2023Schema>;

/** Whatever card of a person the reader knows. */
export const idCardSchema = z.discriminatedUnion('cardType', [
  residentIdCardSchema.extend({ cardType: z.literal('resident') }),
  residencePermitSchema,
  foreignerCard2017Schema,
  foreignerCard2023Schema,
]);
export type IdCard = z.infer<typeof idCardSchema>;

/** Blocks of the chip as they came, base64. Only a certified decoder or matcher can read them. */
export const cardBlocksSchema = z.object({
  /** 1024 bytes, WLT. */
  photo: z.base64(),
  /** Two records of 512 bytes at most; null where the card holds none or they were not asked for. */
  fingerprints: z.base64().nullable(),
});

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
  z.object({
    type: z.literal('card_read'),
    card: idCardSchema,
    /** Newer addresses stored on the card, where the terminal is set up to read them. */
    appendedAddresses: z.array(z.string()).optional(),
    /** Only for a consumer that asked. */
    blocks: cardBlocksSchema.optional(),
  }),
  z.object({
    type: z.literal('read_failed'),
    reason: cardReadFailureSchema,
    vendorCode: z.string().nullable(),
  }),
]);
export type CardEvent = z.infer<typeof cardEventSchema>;

export const idCardReaderStatusSchema = deviceStatusSchema.extend({
  /** Number of the security module as on its label; null or absent until the reader told it. */
  samId: z.string().nullable().optional(),
});
export type IdCardReaderStatus = z.infer<typeof idCardReaderStatusSchema>;

export const watchCardsInputSchema = z
  .object({
    /** Hand over photo and fingerprint blocks as well. */
    withBlocks: z.boolean(),
  })
  .optional();

export const idCardReaderContract = {
  /** Snapshot first, then every change. */
  watchStatus: oc.output(eventIterator(idCardReaderStatusSchema)),
  /**
   * Polls for a card while the stream is consumed; ending the stream stops the polling. After a
   * failure it goes on, so that the next attempt needs nothing from the caller. One consumer at a time.
   */
  watchCards: oc.input(watchCardsInputSchema).output(eventIterator(cardEventSchema)),
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

/* ---- document-printer ---- */

export const documentPrinterStatusSchema = deviceStatusSchema.extend({
  paper: paperStateSchema,
  coverOpen: z.boolean(),
  toner: z.enum(['full', 'low', 'out', 'unknown']),
  /** Every cause the printer names, the one to be put right first in front; `fault` is the first of them. */
  faults: z.array(faultSchema),
  /** Paper sizes that lie in the trays; empty where the printer does not tell. */
  mediaReady: z.array(z.string()),
});
export type DocumentPrinterStatus = z.infer<typeof documentPrinterStatusSchema>;

export const printDocumentInputSchema = z.object({
  /** Names the job for ever: the same id never comes out twice. Carries no personal data, for the printer keeps it. */
  jobId: z.uuid(),
  /** `application/pdf`, at most 32 MB. */
  pdf: z.instanceof(Blob),
  /** Pages of the document. One-sided, so `pages` × `copies` sheets are asked for. */
  pages: z.number().int().min(1).max(200),
  copies: z.number().int().min(1).max(20).default(1),
  /** Null takes the paper size of the configuration. */
  media: mediaNameSchema.nullable().default(null),
});
export type PrintDocumentInput = z.infer<typeof printDocumentInputSchema>;

export const documentPrinterContract = {
  watchStatus: oc.output(eventIterator(documentPrinterStatusSchema)),
  /**
   * `done` means the printer says that all sheets came out. Stays pending while the printer names a cause
   * that a person can put right. Ending the call cancels the job as long as no sheet came out.
   */
  print: oc.input(printDocumentInputSchema).output(completionSchema),
  /** What is known of a job, asked of the printer itself where this host does not know it. */
  lookUpJob: oc
    .input(printDocumentInputSchema.pick({ jobId: true, pages: true, copies: true }))
    .output(completionSchema),
  /** Sheets the printer counted in its life, or null. Taken into an intent before printing. */
  readSheetCount: oc.output(z.object({ sheetCount: z.number().int().nullable() })),
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
/* ---- dispenser ---- */

export const gateStateSchema = z.enum(['empty', 'item_present', 'unknown']);
export const hopperSchema = storageUnitSchema.extend({
  kind: z.literal('dispense'),
  state: z.enum(['full', 'low', 'empty', 'unknown']),
});
export const retainBinSchema = storageUnitSchema.extend({
  kind: z.literal('retain'),
  state: z.enum(['ok', 'full', 'unknown']),
});

/** Where an item is that the sensors can see, and what the storage units hold. */
export const dispenserSensorsSchema = z.object({
  gate: gateStateSchema,
  /** Between hopper and gate, out of a person's reach. */
  path: z.enum(['clear', 'item_inside', 'unknown']),
  units: z.object({ hopper: hopperSchema, bin: retainBinSchema }),
});
export type DispenserSensors = z.infer<typeof dispenserSensorsSchema>;

export const dispenserStatusSchema = deviceStatusSchema.extend(dispenserSensorsSchema.shape);
export type DispenserStatus = z.infer<typeof dispenserStatusSchema>;

/** `commandId` is the dispense that brought the item out; null for an item found when the host started. */
const itemEvent = { commandId: z.uuid().nullable() };
export const dispenserEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('item_presented'), ...itemEvent }),
  z.object({ type: z.literal('item_taken'), ...itemEvent }),
  /** `unit`: the unit took it back without being told to. */
  z.object({ type: z.literal('item_captured'), ...itemEvent, cause: z.enum(['command', 'unit']) }),
  /** It left the gate while nobody could look: taken or taken back. */
  z.object({ type: z.literal('item_gone_unseen'), ...itemEvent }),
]);
export type DispenserEvent = z.infer<typeof dispenserEventSchema>;

export const dispenserLookUpSchema = z.object({
  commandId: z.uuid(),
  /**
   * What `readUnits` said when the intent was written. With it a command the host has forgotten can
   * still be proven; without it such a command is `unknown`.
   */
  before: z
    .object({
      act: z.enum(['dispense', 'capture']),
      gate: gateStateSchema,
      binCount: z.number().int().nullable(),
    })
    .optional(),
});
export type DispenserLookUp = z.infer<typeof dispenserLookUpSchema>;

export const dispenserContract = {
  watchStatus: oc.output(eventIterator(dispenserStatusSchema)),
  /** One consumer at a time; what nobody heard is told by `lookUp`. */
  watchEvents: oc.output(eventIterator(dispenserEventSchema)),
  /**
   * Brings one item out of the hopper, to the gate or straight out as configured. `done`: it lies at
   * the gate or has left the unit. `none`: nobody can have it; it may be inside (`path`). The same id
   * never brings out a second item.
   */
  dispense: oc.input(z.object({ commandId: z.uuid() })).output(completionSchema),
  /** Takes an item that was not taken, or that stays inside, into the bin. */
  capture: oc.input(z.object({ commandId: z.uuid() })).output(completionSchema),
  /** Outcome of a dispense or a capture; after a dispense, evidence `item` says where the item went. */
  lookUp: oc.input(dispenserLookUpSchema).output(completionSchema),
  /** A fresh look at every sensor. Taken into an intent before the act. */
  readUnits: oc.output(dispenserSensorsSchema),
  /** A technician filled, emptied or counted: so many items are in this unit now. */
  refill: oc
    .input(z.object({ unit: z.enum(['hopper', 'bin']), count: z.number().int().min(0).max(999) }))
    .output(completionSchema),
};

/* ---- signature-pad ---- */

export const signaturePadStatusSchema = deviceStatusSchema.extend({
  /** What the pad told of itself; null until it did. */
  pad: z
    .object({
      model: z.string(),
      firmware: z.string(),
      /** Width of the field a person writes on over its height. */
      aspectRatio: z.number().min(0.1).max(20),
    })
    .nullable(),
});
export type SignaturePadStatus = z.infer<typeof signaturePadStatusSchema>;

export const inkEventSchema = z.discriminatedUnion('type', [
  /** The pad is blank and takes ink; all ink told before is void. */
  z.object({ type: z.literal('blank') }),
  z.object({
    type: z.literal('ink'),
    /** The first of these points begins a stroke; otherwise they go on with the last one. */
    begins: z.boolean(),
    points: z.array(strokePointSchema).min(1),
  }),
  z.object({ type: z.literal('pen_lifted') }),
]);
export type InkEvent = z.infer<typeof inkEventSchema>;

export const signaturePadContract = {
  watchStatus: oc.output(eventIterator(signaturePadStatusSchema)),
  /**
   * The pad shows ink while the stream is consumed and never otherwise: it is wiped when the stream
   * begins and when it ends. One consumer at a time.
   */
  watchInk: oc.output(eventIterator(inkEventSchema)),
  /** Wipes the pad; whoever watches is told `blank`. */
  clear: oc.output(completionSchema),
};

/** The contract between the core and a device host, by class. The document camera lives in the window. */
export const deviceContracts = {
  'id-card-reader': idCardReaderContract,
  'code-scanner': codeScannerContract,
  'receipt-printer': receiptPrinterContract,
  'pickup-locker': pickupLockerContract,
  'document-printer': documentPrinterContract,
  door: doorContract,
  dispenser: dispenserContract,
  'signature-pad': signaturePadContract,
} as const;
export type HostedDeviceClass = keyof typeof deviceContracts;
