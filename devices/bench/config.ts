import { z } from 'zod';
import { cellAddressSchema } from '../../contract/device-classes.ts';
import {
  doorConfigSchema,
  pickupLockerDrivers,
  powerRelayConfigSchema,
} from '../../contract/terminal-config.ts';

const portSchema = z.number().int().min(0).max(65_535).default(0);

/** The eight relays of the bench's power board. */
export const benchOutlets = {
  'id-card-reader': 1,
  'code-scanner': 2,
  'receipt-printer': 3,
  'pickup-locker': 4,
  'document-printer': 5,
  door: 6,
  dispenser: 7,
  'signature-pad': 8,
} as const;

/** Configuration of the bench process. A port of 0 takes any free one. */
export const benchConfigSchema = z.strictObject({
  /** Takes the ledger, the camera file and the links of the pseudo-terminals. */
  outputDirectory: z.string().min(1),
  controlPort: portSchema,
  devicePorts: z
    .strictObject({
      'id-card-reader': portSchema,
      'code-scanner': portSchema,
      'receipt-printer': portSchema,
      'pickup-locker': portSchema,
      'document-printer': portSchema,
      door: portSchema,
      dispenser: portSchema,
      'signature-pad': portSchema,
      'power-relay': portSchema,
    })
    .prefault({}),
  /** JSON per `contract/fictional-person.ts`; the people of `fixtures/` where it is left out. */
  peopleFile: z.string().min(1).optional(),
  /** Control of the embedded city; without it no 随申码 can be shown and no parcel placed for a person. */
  cityControlUrl: z.url().optional(),
  /** Every device also behind a pseudo-terminal; Linux only. */
  pseudoTerminals: z.boolean().default(process.platform === 'linux'),
  /** A script of misfortunes that starts with the bench (YAML, docs/devices/bench.md). */
  scriptFile: z.string().min(1).optional(),
  /** How fast the units are; the defaults are those of real ones. */
  pace: z
    .strictObject({
      cardReaderBaudRate: z.number().int().min(9600).max(10_000_000).default(115_200),
      /** 0 prints at once. */
      printerSpeedMmPerS: z.number().min(0).max(1000).default(150),
      /** Time a sheet takes in the A4 printer. */
      documentSheetMs: z.number().int().min(0).max(60_000).default(2000),
      /** From a unit's power to its first word. */
      bootMs: z.number().int().min(0).max(60_000).default(1500),
    })
    .prefault({}),
  /** `miaxis`: the module sits in a USB housing and speaks in HID reports, over a HID bridge. */
  cardReader: z.strictObject({ housing: z.enum(['serial', 'miaxis']).default('serial') }).prefault({}),
  scanner: z
    .strictObject({
      /** `hid-pos` speaks in HID reports, over a HID bridge. */
      driver: z.enum(['serial-scanner', 'hid-pos']).default('serial-scanner'),
      /** Of a `hid-pos`. */
      commands: z.enum(['honeywell', 'none']).default('honeywell'),
      /** Of a `serial-scanner`, as the suffix. */
      trigger: z.enum(['honeywell', 'newland', 'zebra-ssi', 'datalogic']).default('honeywell'),
      suffix: z.enum(['cr', 'crlf', 'lf', 'none']).default('cr'),
    })
    .prefault({}),
  locker: z
    .strictObject({
      driver: z.enum(pickupLockerDrivers).default('board-8a'),
      boards: z
        .array(
          z.strictObject({
            address: z.number().int().min(0).max(99),
            cells: z.number().int().min(1).max(48),
            feedback: z.enum(['shorted_when_locked', 'shorted_when_open']).default('shorted_when_locked'),
            hookBit: z.enum(['set_when_closed', 'set_when_open']).default('set_when_closed'),
            itemSensors: z.boolean().default(true),
          }),
        )
        .min(1)
        .prefault([{ address: 1, cells: 12 }]),
      /** Cells in which a parcel lies at the start. */
      parcels: z.array(cellAddressSchema).default([
        { board: 1, cell: 3 },
        { board: 1, cell: 5 },
      ]),
    })
    .prefault({}),
  /** How the relay board of the door is wired, as in the terminal's configuration. */
  door: doorConfigSchema.omit({ driver: true, transport: true }).prefault({}),
  /** What hangs on which relay, as in the terminal's configuration. */
  powerRelay: powerRelayConfigSchema
    .omit({ driver: true, transport: true })
    .prefault({ outlets: { ...benchOutlets } }),
  dispenser: z
    .strictObject({
      protocol: z.enum(['crt-591', 'k720']).default('crt-591'),
      /** In the hopper at the start. */
      items: z.number().int().min(0).max(200).default(100),
      /** One move of an item. */
      moveMs: z.number().int().min(0).max(10_000).default(400),
    })
    .prefault({}),
  /** It always speaks in HID reports, over a HID bridge. */
  signaturePad: z
    .strictObject({ model: z.enum(['stu-300', 'stu-430', 'stu-520']).default('stu-430') })
    .prefault({}),
});
export type BenchConfig = z.infer<typeof benchConfigSchema>;
export type BenchConfigInput = z.input<typeof benchConfigSchema>;

/** The device classes that speak over a line; the document camera is a file. */
export const lineDevices = [
  'id-card-reader',
  'code-scanner',
  'receipt-printer',
  'pickup-locker',
  'document-printer',
  'door',
  'dispenser',
  'signature-pad',
  'power-relay',
] as const;
export type LineDevice = (typeof lineDevices)[number];

/** The one line the process prints when everything listens. */
export const benchReadySchema = z.strictObject({
  ready: z.literal(true),
  /** `http://127.0.0.1:<port>/`: the page; the control RPC is at `ws://…/rpc`. */
  controlUrl: z.url(),
  devices: z.record(
    z.enum(lineDevices),
    z.strictObject({ tcpPort: z.number().int(), pty: z.string().nullable() }),
  ),
  cameraFile: z.string(),
  ledgerFile: z.string(),
});
export type BenchReady = z.infer<typeof benchReadySchema>;
