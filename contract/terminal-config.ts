import { z } from 'zod';
import { attendantIdSchema } from './attendant.ts';
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

/** Binds each device class to a driver and a transport. Two terminals differ only here. */
export const devicesConfigSchema = z.strictObject({
  'id-card-reader': z
    .strictObject({
      driver: z.enum(['sam-v']),
      transport: transportConfigSchema,
      /** Between two looks for a card; makers recommend 300 ms or more. */
      pollIntervalMs: z.number().int().min(100).max(2000).default(300),
    })
    .optional(),
  'code-scanner': z
    .strictObject({
      driver: z.enum(['serial-scanner']),
      transport: transportConfigSchema,
      trigger: z.enum(['honeywell', 'newland']).default('honeywell'),
      suffix: z.enum(['cr', 'crlf', 'lf', 'none']).default('cr'),
    })
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

/** `scrypt:N:r:p:salt:hash`, salt and hash in base64url (RFC 7914). */
export const secretHashSchema = z
  .string()
  .regex(/^scrypt:\d{4,7}:\d{1,2}:\d{1,2}:[A-Za-z0-9_-]{22,}:[A-Za-z0-9_-]{43,}$/);

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
  /** Who may open the technician's screens; made by the enrolment program. */
  attendants: z
    .array(
      z.strictObject({
        attendantId: attendantIdSchema,
        /** Of the number of the person's ID card. */
        cardHash: secretHashSchema,
        pinHash: secretHashSchema,
      }),
    )
    .max(20)
    .refine((each) => new Set(each.map(({ attendantId }) => attendantId)).size === each.length, {
      message: 'each attendantId may appear once',
    })
    .default([]),
  supplies: z
    .strictObject({
      /** Papers a full roll of the receipt printer gives, and the estimate below which it counts as low. */
      receiptPaper: z
        .strictObject({
          cutsPerRoll: z.number().int().min(10).max(10_000).default(300),
          lowAt: z.number().int().min(0).max(10_000).default(30),
        })
        .prefault({}),
    })
    .prefault({}),
});
export type TerminalConfig = z.infer<typeof terminalConfigSchema>;
