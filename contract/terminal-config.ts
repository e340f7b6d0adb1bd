import { z } from 'zod';
import { deviceClassSchema, mediaNameSchema } from './device-common.ts';
import { fleetMembershipSchema } from './fleet-membership.ts';
import { attendantIdSchema, localizedTextSchema, placeSchema, terminalIdSchema } from './words.ts';

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

/** A HID unit at the far end of a TCP line, as the device bench plays it. Its address is its port. */
export const hidBridgeTransportConfigSchema = z.strictObject({
  kind: z.literal('hid-bridge'),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65535),
});

/** Every way to a unit that speaks in HID reports. */
export const reportTransportConfigSchema = z.discriminatedUnion('kind', [
  hidTransportConfigSchema,
  hidBridgeTransportConfigSchema,
]);
export type ReportTransportConfig = z.infer<typeof reportTransportConfigSchema>;

/** A printer of the USB printer class behind the kernel's own driver (`usblp`); Linux only. */
export const usbPrinterTransportConfigSchema = z.strictObject({
  kind: z.literal('usb-printer'),
  /** `/dev/usb/lp0`, or a link that a udev rule binds to the USB port. */
  path: z.string().startsWith('/', 'an absolute path is needed here, such as /dev/usb/lp0'),
});
export type UsbPrinterTransportConfig = z.infer<typeof usbPrinterTransportConfigSchema>;

const [tcpTransportSchema, serialTransportSchema] = transportConfigSchema.options;

/** A line of bytes to units that come with this speed. */
function lineTransportSchema(defaultBaudRate: (typeof serialBaudRates)[number]) {
  return z.discriminatedUnion('kind', [
    tcpTransportSchema,
    serialTransportSchema.extend({ baudRate: serialTransportSchema.shape.baudRate.default(defaultBaudRate) }),
  ]);
}

/** Boards of one RS-485 line: their addresses are those of their switches. */
function boardsSchema<Board extends z.ZodType<{ address: number }>>(board: Board) {
  return z
    .array(board)
    .min(1)
    .refine((boards) => new Set(boards.map(({ address }) => address)).size === boards.length, {
      message: 'two boards have the same address',
    });
}

/** A cell's door open for so long is told as left open. */
const leftOpenAlarmMsSchema = z.number().int().min(1000).max(3_600_000).default(60_000);
/** What a set bit of a lock means; sources disagree, so it is tried out on the board. */
const hookBitSchema = z.enum(['set_when_closed', 'set_when_open']).default('set_when_closed');

export const pickupLockerConfigSchema = z.discriminatedUnion('driver', [
  z.strictObject({
    driver: z.literal('board-8a'),
    transport: lineTransportSchema(9600),
    leftOpenAlarmMs: leftOpenAlarmMsSchema,
    boards: boardsSchema(
      z.strictObject({
        address: z.number().int().min(1).max(99),
        cells: z.number().int().min(1).max(24),
        /** How the contact of the locks is wired. */
        feedback: z.enum(['shorted_when_locked', 'shorted_when_open']).default('shorted_when_locked'),
      }),
    ),
  }),
  z.strictObject({
    driver: z.literal('kerong-cu16'),
    transport: lineTransportSchema(19200),
    leftOpenAlarmMs: leftOpenAlarmMsSchema,
    boards: boardsSchema(
      z.strictObject({
        /** 15 is the address of all boards at once. */
        address: z.number().int().min(0).max(14),
        cells: z.number().int().min(1).max(16),
        hookBit: hookBitSchema,
        /** Are infrared sensors plugged in? Without them the board tells of empty cells. */
        itemSensors: z.boolean().default(true),
      }),
    ),
  }),
  z.strictObject({
    driver: z.literal('kerong-cu48'),
    transport: lineTransportSchema(19200),
    leftOpenAlarmMs: leftOpenAlarmMsSchema,
    boards: boardsSchema(
      z.strictObject({
        address: z.number().int().min(0).max(99),
        cells: z.number().int().min(1).max(48),
        hookBit: hookBitSchema,
      }),
    ),
  }),
  // What `npm run driver:new` adds goes above this line.
]);
/** The names of its drivers. */
export const pickupLockerDrivers = pickupLockerConfigSchema.options.map(({ shape }) => shape.driver.value);
export type PickupLockerConfig = z.infer<typeof pickupLockerConfigSchema>;

export const doorConfigSchema = z.strictObject({
  driver: z.enum(['modbus-relay']),
  transport: lineTransportSchema(9600),
  /** Modbus address of the board; 0 is everybody's and answers nobody. */
  unitId: z.number().int().min(1).max(255).default(1),
  /** The relay that lets the lock go, as printed on the board. */
  relay: z.number().int().min(1).max(8).default(1),
  /** `hardware`: the board ends the pulse by itself. `host`: on, wait, off; for boards without a pulse. */
  pulse: z.enum(['hardware', 'host']).default('hardware'),
  /** Address of relay 1; some boards begin at 1. */
  firstCoil: z.literal([0, 1]).default(0),
  /** What switches a relay on, in hex; some boards want `0100`. Only for `host` pulses. */
  onValue: z.enum(['FF00', '0100']).default('FF00'),
  /** A contact at the door, on an input of the board. */
  contact: z
    .strictObject({
      input: z.number().int().min(1).max(8),
      setWhen: z.enum(['open', 'closed']).default('open'),
    })
    .optional(),
});
export type DoorConfig = z.infer<typeof doorConfigSchema>;

/** Relays that cut the power of devices; each device hangs on the normally closed contact of its relay. */
export const powerRelayConfigSchema = doorConfigSchema
  .pick({ driver: true, transport: true, unitId: true, pulse: true, firstCoil: true, onValue: true })
  .extend({
    /** How long the power stays cut. */
    offMs: z.number().int().multipleOf(100).min(500).max(60_000).default(5000),
    /** The relay of each device, as printed on the board. */
    outlets: z
      .partialRecord(
        deviceClassSchema.exclude(['power-relay', 'document-camera']),
        doorConfigSchema.shape.relay.unwrap(),
      )
      .refine((outlets) => Object.keys(outlets).length > 0, { message: 'a device is needed here' })
      .refine((outlets) => new Set(Object.values(outlets)).size === Object.keys(outlets).length, {
        message: 'two devices have the same relay',
      }),
  });
export type PowerRelayConfig = z.infer<typeof powerRelayConfigSchema>;

/** Models STU-300, 430, 500, 520A, 530 and 540. */
export const wacomStuConfigSchema = z.strictObject({
  driver: z.literal('wacom-stu'),
  transport: reportTransportConfigSchema,
});
export type WacomStuConfig = z.infer<typeof wacomStuConfigSchema>;

/** Binds each device class to a driver and a transport. Two terminals differ only here. */
export const devicesConfigSchema = z.strictObject({
  'id-card-reader': z
    .strictObject({
      driver: z.enum(['sam-v']),
      transport: z.discriminatedUnion('kind', [
        ...transportConfigSchema.options,
        ...reportTransportConfigSchema.options,
      ]),
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
        transport: reportTransportConfigSchema,
        /** `honeywell` (also Youjie) knows trigger and queries; `none` scans by itself. */
        commands: z.enum(['honeywell', 'none']).default('honeywell'),
      }),
    ])
    .optional(),
  'receipt-printer': z
    .strictObject({
      driver: z.enum(['esc-pos']),
      transport: z.discriminatedUnion('kind', [
        ...transportConfigSchema.options,
        usbPrinterTransportConfigSchema,
      ]),
      /** What proves a slip: the unit's own confirmation and cut counter, or only its clean status. */
      evidence: z.enum(['process_id', 'status_only']).default('process_id'),
      /** Papers that a full roll gives, and the estimate from which it counts as low. */
      roll: z
        .strictObject({
          capacity: z.number().int().min(10).max(10_000).default(300),
          threshold: z.number().int().min(0).max(10_000).default(30),
        })
        .prefault({}),
    })
    .optional(),
  'pickup-locker': pickupLockerConfigSchema.optional(),
  door: doorConfigSchema.optional(),
  /** Gives out cards or paper invoices. */
  dispenser: z
    .strictObject({
      driver: z.enum(['crt-591', 'k720']),
      transport: transportConfigSchema,
      /** DIP switch of a `crt-591`; factory settings differ between 0 and 15. */
      address: z.number().int().min(0).max(15).default(0),
      /** `straight_out` lets the item fall; nothing can be captured then. */
      delivery: z.enum(['hold_at_gate', 'straight_out']).default('hold_at_gate'),
      hopper: z
        .strictObject({
          contents: z.enum(['cards', 'invoices']).default('cards'),
          capacity: z.number().int().min(1).max(999).default(200),
          /** So many items or fewer are too few for a night. */
          threshold: z.number().int().min(0).max(999).default(20),
        })
        .prefault({}),
      bin: z.strictObject({ capacity: z.number().int().min(1).max(999).default(30) }).prefault({}),
    })
    .optional(),
  'document-printer': z
    .strictObject({
      driver: z.enum(['ipp']),
      /** `ipp://host:port/path`; the port is 631 where it is left out. */
      uri: z.url({ protocol: /^ipp$/, hostname: /./ }),
      /** Paper size asked of the printer. */
      media: mediaNameSchema.default('iso_a4_210x297mm'),
      /** Sheets in a full tray, where the printer does not tell, and so many or fewer of them are few. */
      tray: z
        .strictObject({
          capacity: z.number().int().min(1).max(10_000).default(250),
          threshold: z.number().int().min(0).max(10_000).default(25),
        })
        .prefault({}),
    })
    .optional(),
  'signature-pad': z
    .discriminatedUnion('driver', [
      /** The touch screen, named as such; it serves where this class is left out as well. */
      z.strictObject({ driver: z.literal('touch') }),
      wacomStuConfigSchema,
    ])
    .optional(),
  'power-relay': powerRelayConfigSchema.optional(),
});
export type DevicesConfig = z.infer<typeof devicesConfigSchema>;

/** The configured devices that live in a host process of their own. The touch screen lives in the window. */
export function hostedDevices(devices: DevicesConfig): [keyof DevicesConfig, object][] {
  return Object.entries(devices).flatMap(([deviceClass, device]) =>
    device && device.driver !== 'touch' ? [[deviceClass as keyof DevicesConfig, device]] : [],
  );
}

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
  /** Where it stands, for the map of its fleet. */
  place: placeSchema.optional(),
  /** Left out: nobody watches this terminal from afar, and no agent runs. */
  fleet: fleetMembershipSchema.optional(),
  /** Calls to helpers by way of a hub (`fleet/help`); without it residents get the answers and the telephone. */
  helpCalls: z
    .strictObject({
      hubUrl: z.url({ protocol: /^wss?$/ }),
      /** Sent as `Authorization: Bearer`; the hub knows the terminal by it. */
      token: z.string().min(16).max(400),
    })
    .optional(),
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
  /** Cases that wait for the network: no more are taken beyond either limit. */
  queue: z
    .strictObject({
      cases: z.number().int().min(1).max(100_000).default(5000),
      /** How long the oldest may wait. */
      hours: z.number().int().min(1).max(2000).default(72),
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
  /** Below so much room on the disk of the data no new resident is served: what was begun must still fit. */
  diskReserveMib: z.number().int().min(1).max(100_000).default(64),
  /** How what must rest on disk is encrypted. */
  vault: z
    .strictObject({
      profile: z.enum(['aes-256-gcm', 'sm4-gcm']).default('aes-256-gcm'),
      /**
       * Who guards the keys. `auto`: the keychain of the operating system where the shell reaches one,
       * else the file. `systemd-creds` wants root, or systemd 256 and newer.
       */
      keysSealedBy: z.enum(['auto', 'safe-storage', 'systemd-creds', 'file']).default('auto'),
      /** File of the keys; by default in a directory beside the data directory, named after it with `.keys`. */
      keyFile: z.string().min(1).optional(),
      /** So long a key wraps what is new: copies of erased rows are unreadable after it. */
      rotateAfterDays: z.number().int().min(1).max(3650).default(90),
    })
    .prefault({}),
  /** How long what is over is kept at the terminal. What waits or is open is never taken away. */
  retention: z
    .strictObject({
      /** Closed cases without their persons: complaints and daily accounts reach back about a month. */
      casesDays: z.number().int().min(1).max(3650).default(30),
      /** A rating the city did not take for so long says nothing any more. */
      ratingsDays: z.number().int().min(3).max(3650).default(30),
      /** Acts of technicians and refills: half a year shows what wears out. */
      maintenanceDays: z.number().int().min(7).max(3650).default(180),
      /** The audit log: logs of network operations are kept six months at least, and a yearly review needs a year. */
      auditDays: z.number().int().min(180).max(3650).default(400),
    })
    .prefault({}),
});
export type TerminalConfig = z.infer<typeof terminalConfigSchema>;
