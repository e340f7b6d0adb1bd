import { z } from 'zod';
import { localizedTextSchema, terminalIdSchema } from './words.ts';

const serialBaudRates = [9600, 19200, 38400, 57600, 115200] as const;

export const transportConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1),
    port: z.number().int().min(1).max(65535),
  }),
  z.strictObject({
    kind: z.literal('serial'),
    path: z.string().min(1),
    baudRate: z.literal(serialBaudRates),
  }),
]);
export type TransportConfig = z.infer<typeof transportConfigSchema>;

/** A number, or the four hex digits that `lsusb` shows. */
const usbIdSchema = z.union([
  z.number().int().min(0).max(0xffff),
  z
    .string()
    .regex(/^[0-9a-f]{4}$/i, 'four hexadecimal digits are needed here, as lsusb shows them')
    .transform((digits) => Number.parseInt(digits, 16)),
]);

/** A USB HID device. Of two identical units each is named by the port it is plugged into. */
export const hidTransportConfigSchema = z.strictObject({
  kind: z.literal('hid'),
  vendorId: usbIdSchema,
  productId: usbIdSchema,
  /** Which of the device's functions, where it has several. */
  usagePage: usbIdSchema.optional(),
  usage: usbIdSchema.optional(),
  /** Bus and ports as Linux names them, `1-4.2`: stays the same over every replug into that socket. */
  usbPort: z
    .string()
    .regex(/^\d+-\d+(\.\d+)*$/)
    .optional(),
  serialNumber: z.string().min(1).optional(),
  /** Path as the system names it; on Windows it is bound to the port. */
  path: z.string().min(1).optional(),
});
export type HidTransportConfig = z.infer<typeof hidTransportConfigSchema>;

/** Binds each device class to a driver and a transport. Two terminals differ only here. */
export const devicesConfigSchema = z.strictObject({
  'id-card-reader': z
    .strictObject({
      driver: z.enum(['sam-v']),
      transport: z.discriminatedUnion('kind', [...transportConfigSchema.options, hidTransportConfigSchema]),
      /** Between two looks for a card; makers recommend 300 ms or more. */
      pollIntervalMs: z.number().int().min(100).max(2000).default(300),
      /** How the maker packs the module's frames into HID reports. */
      hidWrapper: z.enum(['miaxis']).default('miaxis'),
      /** Ask for newer addresses after each read; not every unit knows the question. */
      appendedAddresses: z.boolean().default(false),
      /** May fingerprints be read off the card for a consumer that asks for the card's blocks? */
      fingerprints: z.boolean().default(false),
    })
    .optional(),
  'code-scanner': z
    .discriminatedUnion('driver', [
      z.strictObject({
        driver: z.literal('serial-scanner'),
        transport: transportConfigSchema,
        trigger: z.enum(['honeywell', 'newland', 'zebra-ssi', 'datalogic']).default('honeywell'),
        /** What the unit sends behind a code; Zebra SSI frames its codes and needs none. */
        suffix: z.enum(['cr', 'crlf', 'lf', 'none']).default('cr'),
      }),
      z.strictObject({
        driver: z.literal('hid-pos'),
        transport: hidTransportConfigSchema,
        /** `honeywell` (also Youjie) knows trigger and queries; `none` scans by itself. */
        commands: z.enum(['honeywell', 'none']).default('honeywell'),
      }),
    ])
    .optional(),
  'receipt-printer': z
    .strictObject({
      driver: z.enum(['esc-pos']),
      transport: transportConfigSchema,
      /** What proves a slip: the unit's own confirmation and cut counter, or only its clean status. */
      evidence: z.enum(['process_id', 'status_only']).default('process_id'),
    })
    .optional(),
  'pickup-locker': z
    .strictObject({
      driver: z.enum(['board-8a']),
      transport: transportConfigSchema,
      /** Boards on the bus: address, number of cells, and how the feedback contact is wired. */
      boards: z
        .array(
          z.strictObject({
            address: z.number().int().min(1).max(99),
            cells: z.number().int().min(1).max(24),
            feedback: z.enum(['shorted_when_locked', 'shorted_when_open']).default('shorted_when_locked'),
          }),
        )
        .min(1),
    })
    .optional(),
});
export type DevicesConfig = z.infer<typeof devicesConfigSchema>;

export const terminalConfigSchema = z.strictObject({
  terminalId: terminalIdSchema,
  site: localizedTextSchema,
  terminalName: localizedTextSchema,
  /** Telephone shown for help and when the terminal is out of service. */
  helpPhone: z.string().min(3).max(30),
  devices: devicesConfigSchema,
  city: z.strictObject({ baseUrl: z.url(), timeoutMs: z.number().int().min(100).max(60_000).default(5000) }),
  catalogDirectory: z.string().min(1),
  dataDirectory: z.string().min(1),
  session: z
    .strictObject({
      /** Silence after which the countdown appears. */
      idleMs: z.number().int().min(1000).max(600_000).default(60_000),
      /** Length of the visible countdown; WCAG 2.2.1 asks for at least 20 s. */
      countdownMs: z.number().int().min(20_000).max(120_000).default(20_000),
    })
    .prefault({}),
});
export type TerminalConfig = z.infer<typeof terminalConfigSchema>;
