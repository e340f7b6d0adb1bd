import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { creditCodeSchema } from './company.ts';
import { cellAddressSchema, doorStateSchema } from './device-classes.ts';
import { deviceClassSchema } from './device-common.ts';
import { paymentCodeMannerSchema } from './payment.ts';
import { instantSchema, localizedTextSchema } from './words.ts';

/** What physically happened, written by the bench alone. Personal data of fictional people only. */
export const benchLedgerEntrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('card_laid'), at: instantSchema, personId: z.string(), manner: z.string() }),
  z.object({ type: z.literal('card_lifted'), at: instantSchema }),
  /** The card's text block crossed the line. */
  z.object({ type: z.literal('card_read'), at: instantSchema }),
  z.object({ type: z.literal('code_shown'), at: instantSchema }),
  z.object({ type: z.literal('picture_laid'), at: instantSchema, pictureId: z.string() }),
  /** A piece of paper was cut off and lies in the slot. */
  z.object({
    type: z.literal('paper_cut'),
    at: instantSchema,
    paperId: z.number().int(),
    /** Texts of all QR codes on the paper; a slip carries its document id in one of them. */
    qrTexts: z.array(z.string()),
    lines: z.number().int(),
    /** Paper ran out or jammed in the middle: the piece is torn off and incomplete. */
    complete: z.boolean(),
  }),
  z.object({ type: z.literal('paper_taken'), at: instantSchema, paperId: z.number().int() }),
  z.object({
    type: z.literal('door_opened'),
    at: instantSchema,
    ...cellAddressSchema.shape,
    cause: z.enum(['command', 'hand']),
  }),
  z.object({ type: z.literal('door_closed'), at: instantSchema, ...cellAddressSchema.shape }),
  z.object({ type: z.literal('parcel_taken'), at: instantSchema, ...cellAddressSchema.shape }),
  /** A document left the A4 printer, or as much of it as came out before it ended. */
  z.object({
    type: z.literal('sheets_out'),
    at: instantSchema,
    documentId: z.number().int(),
    jobName: z.string(),
    sheets: z.number().int(),
    complete: z.boolean(),
  }),
  z.object({ type: z.literal('sheets_taken'), at: instantSchema, sheets: z.number().int() }),
  /** The lock of the entrance was let go; `door_released` follows when it holds again. */
  z.object({ type: z.literal('door_release_began'), at: instantSchema }),
  z.object({ type: z.literal('door_released'), at: instantSchema, from: instantSchema, to: instantSchema }),
  z.object({
    type: z.literal('entrance_moved'),
    at: instantSchema,
    door: z.enum(['open', 'closed']),
  }),
  /** An item of the dispenser, by its running number, came out of the hopper into a person's reach. */
  z.object({
    type: z.literal('item_dispensed'),
    at: instantSchema,
    item: z.number().int(),
    unit: z.literal('hopper'),
  }),
  z.object({
    type: z.literal('item_taken'),
    at: instantSchema,
    item: z.number().int(),
    unit: z.literal('gate'),
  }),
  z.object({
    type: z.literal('item_captured'),
    at: instantSchema,
    item: z.number().int(),
    unit: z.literal('bin'),
  }),
  /** A stroke was written on the signature pad, or beside its ink; so many strokes can be seen on it. */
  z.object({ type: z.literal('pen_lifted'), at: instantSchema, strokesOnPad: z.number().int() }),
  z.object({ type: z.literal('pad_wiped'), at: instantSchema }),
  /** A relay took the power from a unit, or gave it back. */
  z.object({ type: z.literal('power_cut'), at: instantSchema, device: deviceClassSchema }),
  z.object({ type: z.literal('power_restored'), at: instantSchema, device: deviceClassSchema }),
  z.object({
    type: z.literal('fault_made'),
    at: instantSchema,
    device: deviceClassSchema,
    fault: z.string(),
  }),
]);
export type BenchLedgerEntry = z.infer<typeof benchLedgerEntrySchema>;

const share = z.number().min(0).max(1);
/** Shares of the pad's field, and of the strongest pressure. */
const penPlaceSchema = z.object({ x: share, y: share, pressure: share });

/** A script of misfortunes that plays, or the last one that did. */
export const benchScriptStateSchema = z.object({
  name: z.string(),
  /** The same seed brings the same misfortunes. */
  seed: z.number().int(),
  running: z.boolean(),
  /** Oldest first. `step` counts from 1. */
  happened: z.array(z.object({ at: instantSchema, step: z.number().int(), what: z.string() })),
});
export type BenchScriptState = z.infer<typeof benchScriptStateSchema>;

export const benchStateSchema = z.object({
  devices: z.array(
    z.object({
      device: deviceClassSchema,
      /** False after "unplug": the port is really gone. */
      plugged: z.boolean(),
      /** A driver is connected right now. */
      attached: z.boolean(),
      power: z.enum(['on', 'off', 'booting']),
      /** Its program stands still; only a cut of its power ends that. */
      hung: z.boolean(),
      address: z.string(),
    }),
  ),
  people: z.array(z.object({ personId: z.string(), name: z.string(), note: localizedTextSchema })),
  cardOnReader: z.string().nullable(),
  pictures: z.array(z.object({ pictureId: z.string(), label: localizedTextSchema })),
  pictureUnderCamera: z.string().nullable(),
  printer: z.object({
    paper: z.enum(['full', 'low', 'out']),
    jammed: z.boolean(),
    coverOpen: z.boolean(),
    /** Papers lying in the slot, newest last. */
    papersInSlot: z.array(z.number().int()),
    /** All papers since the start, newest last. */
    papers: z.array(z.number().int()),
  }),
  locker: z.array(
    cellAddressSchema.extend({ door: doorStateSchema, parcel: z.boolean(), stuck: z.boolean() }),
  ),
  scannerTriggered: z.boolean(),
  documentPrinter: z.object({
    /** Sheets in the paper tray. */
    sheetsInTray: z.number().int(),
    sheetsInOutput: z.number().int(),
    jammed: z.boolean(),
    doorOpen: z.boolean(),
    /** Documents since the start, newest last. */
    documents: z.array(z.number().int()),
  }),
  /** Null before the first. */
  script: benchScriptStateSchema.nullable(),
  /** The door of the room. */
  door: z.object({ released: z.boolean(), door: z.enum(['open', 'closed']), stuck: z.boolean() }),
  dispenser: z.object({
    hopperCount: z.number().int(),
    binCount: z.number().int(),
    jammed: z.boolean(),
    /** The one item on its way, by its running number. */
    item: z.object({ number: z.number().int(), place: z.enum(['stuck', 'inside', 'gate']) }).nullable(),
    /** In somebody's hand: the one taken last. */
    taken: z.number().int().nullable(),
  }),
  signaturePad: z.object({
    /** What is written shows on it. */
    inking: z.boolean(),
    aspectRatio: z.number(),
    /** It refuses to be wiped. */
    stuck: z.boolean(),
    /** What a passer-by can see on it. */
    ink: z.array(z.array(penPlaceSchema)),
  }),
});
export type BenchState = z.infer<typeof benchStateSchema>;

const done = z.object({ done: z.literal(true) });

/** The bench page, the demo and the tests play the physical world through this. */
export const benchContract = {
  watch: oc.output(eventIterator(benchStateSchema)),
  readState: oc.output(benchStateSchema),
  readLedger: oc.output(z.array(benchLedgerEntrySchema)),
  card: {
    /**
     * `pulled_away`: gone in the middle of the read; `wrong_checksum`, `half_frame`: the line damages the
     * next read; `not_authentic`: SAM refuses it; the others lay a sample of another card: `unsupported_type` a
     * foreigner's permanent residence card of 2017 (no item list takes its number), `foreigner_2023`,
     * `residence_permit` of Hong Kong, Macao and Taiwan, `unknown_type` one the module does not know.
     */
    lay: oc
      .input(
        z.object({
          personId: z.string(),
          manner: z
            .enum([
              'proper',
              'pulled_away',
              'wrong_checksum',
              'half_frame',
              'unsupported_type',
              'not_authentic',
              'foreigner_2023',
              'residence_permit',
              'unknown_type',
            ])
            .default('proper'),
        }),
      )
      .output(done),
    lift: oc.output(done),
  },
  scanner: {
    /** Held in front of the scanner until it was read. */
    show: oc.input(z.object({ text: z.string().min(1).max(500) })).output(done),
    hide: oc.output(done),
  },
  /** A fresh 随申码 of this person is fetched from the city's phone service and shown to the scanner. */
  phone: {
    showCityCode: oc.input(z.object({ personId: z.string() })).output(done),
    /** A fresh code of the company's e-business-licence is held in front of the scanner. */
    showBusinessLicence: oc
      .input(z.object({ personId: z.string(), creditCode: creditCodeSchema }))
      .output(done),
    /** A fresh payment code of the person's wallet is held in front of the scanner. */
    showPaymentCode: oc
      .input(z.object({ personId: z.string(), manner: paymentCodeMannerSchema.default('sufficient') }))
      .output(done),
    /** The phone scans the code on the terminal's screen and pays; refused if it is none to pay by any more. */
    scanPaymentQr: oc
      .input(z.object({ personId: z.string(), text: z.string().min(1).max(500) }))
      .output(done),
    /** The wallet asks for the password: the owner enters it, or cancels. */
    answerPasswordQuestion: oc.input(z.object({ personId: z.string(), agree: z.boolean() })).output(done),
  },
  camera: {
    layPicture: oc.input(z.object({ pictureId: z.string() })).output(done),
    removePicture: oc.output(done),
  },
  printer: {
    takePaper: oc.output(done),
    setPaper: oc.input(z.object({ paper: z.enum(['full', 'low', 'out']) })).output(done),
    /** The paper ends after so many more printed lines. */
    endPaperAfter: oc.input(z.object({ lines: z.number().int().min(0) })).output(done),
    jam: oc.output(done),
    clearJam: oc.output(done),
    setCover: oc.input(z.object({ open: z.boolean() })).output(done),
  },
  locker: {
    setDoor: oc.input(cellAddressSchema.extend({ open: z.boolean() })).output(done),
    takeParcel: oc.input(cellAddressSchema).output(done),
    /** With a person, the city learns that a parcel for them waits in the cell. */
    placeParcel: oc.input(cellAddressSchema.extend({ personId: z.string().optional() })).output(done),
    /** The lock does not move although it is told to. */
    setStuck: oc.input(cellAddressSchema.extend({ stuck: z.boolean() })).output(done),
  },
  documentPrinter: {
    takeSheets: oc.output(done),
    /** So many sheets lie in the tray; it runs out after them. */
    setPaper: oc.input(z.object({ sheets: z.number().int().min(0).max(500) })).output(done),
    /** After so many more sheets; 0: now. */
    jam: oc.input(z.object({ afterSheets: z.number().int().min(0).default(0) }).prefault({})).output(done),
    clearJam: oc.output(done),
    setDoor: oc.input(z.object({ open: z.boolean() })).output(done),
  },
  door: {
    /** A person pushes the door open or lets it fall shut; refused while the lock holds. */
    setDoor: oc.input(z.object({ open: z.boolean() })).output(done),
    /** The relay does not move although it is told to. */
    setStuck: oc.input(z.object({ stuck: z.boolean() })).output(done),
  },
  dispenser: {
    putIn: oc.input(z.object({ count: z.number().int().min(1).max(200) })).output(done),
    /** Invoices with these numbers lie in the hopper from the next one on. */
    loadInvoices: oc.input(z.object({ firstNumber: z.string().regex(/^\d{8}$/) })).output(done),
    /** A person takes the item at the gate. */
    take: oc.output(done),
    /** And holds the one taken last before the scanner: its code says its number. */
    holdUp: oc.output(done),
    /** The next item jams in this phase of its way. */
    jam: oc.input(z.object({ phase: z.enum(['feed', 'present', 'capture']) })).output(done),
    clearJam: oc.output(done),
    emptyBin: oc.output(done),
  },
  signaturePad: {
    /** The pen touches and moves; pressure 0 hovers. */
    movePen: oc.input(z.object({ places: z.array(penPlaceSchema).min(1).max(500) })).output(done),
    liftPen: oc.output(done),
    setStuck: oc.input(z.object({ stuck: z.boolean() })).output(done),
  },
  /** Scripts of misfortunes, in YAML; docs/devices/bench.md tells their words. */
  script: {
    /** Ends the one before. Refused with the line or the key that is not right. */
    start: oc
      .input(z.object({ text: z.string().min(1).max(20_000) }))
      .output(z.object({ name: z.string(), seed: z.number().int() })),
    /** What it made wrong is put right. */
    stop: oc.output(done),
    /** Every word it may use, and the scripts that come with the bench. */
    readHelp: oc.output(
      z.object({
        words: z.array(
          z.object({ group: z.enum(['when', 'do', 'line', 'step']), words: z.array(z.string()) }),
        ),
        examples: z.array(z.object({ name: z.string(), text: z.string() })),
      }),
    ),
  },
  device: {
    unplug: oc.input(z.object({ device: deviceClassSchema })).output(done),
    plug: oc.input(z.object({ device: deviceClassSchema })).output(done),
    /** The unit's program hangs on lines that stay open, until a relay cuts its power. */
    hang: oc.input(z.object({ device: deviceClassSchema })).output(done),
  },
};
