import { z } from 'zod';

/** Device classes of the terminal, in the vocabulary of CEN XFS4IoT (CWA 17852). */
export const deviceClassSchema = z.enum([
  'id-card-reader',
  'code-scanner',
  'receipt-printer',
  'pickup-locker',
  'document-camera',
  'document-printer',
  'door',
  'dispenser',
  'signature-pad',
  'power-relay',
]);
export type DeviceClass = z.infer<typeof deviceClassSchema>;

/** Who has to act next so that the fault goes away. */
export const nextActSchema = z.enum(['none', 'customer', 'attendant', 'technician', 'vendor']);

/** A named fault. `vendorCode` keeps what the unit said, so an unknown code is shown and not swallowed. */
export const faultSchema = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  nextAct: nextActSchema,
  vendorCode: z.string().nullable(),
});
export type Fault = z.infer<typeof faultSchema>;

/** State of a device as XFS4IoT names it; `unknown` is a value, never an absence. */
export const deviceStateSchema = z.enum(['online', 'offline', 'no_device', 'hardware_error', 'unknown']);
export type DeviceState = z.infer<typeof deviceStateSchema>;

/** Ways to bring a silent device back, cheapest first. */
export const recoveryRungSchema = z.enum([
  'ask_again',
  'reset',
  'reopen_transport',
  'restart_host',
  'power_cycle',
  'out_of_service',
]);
export type RecoveryRung = z.infer<typeof recoveryRungSchema>;

export const recoverySchema = z.object({
  /** Where the ladder stands; null while the device answers. */
  rung: recoveryRungSchema.nullable(),
  /** How often each was taken since the device host started; `restart_host` outlives its restarts. */
  counts: z.record(recoveryRungSchema, z.number().int()),
});
export type Recovery = z.infer<typeof recoverySchema>;

/**
 * What lies in a storage unit, and in what it is counted: papers of a roll, sheets of a tray, cards,
 * invoices, parcels in the cells of a board, items taken back.
 */
export const storageKindSchema = z.enum([
  'paper_roll',
  'paper_tray',
  'cards',
  'invoices',
  'cells',
  'retained',
]);
export type StorageKind = z.infer<typeof storageKindSchema>;

/**
 * A place in a device that gives items or takes them: the storage unit of XFS4IoT. `cells` and
 * `retained` take and can be full; all others give and can be low or empty.
 */
export const storageUnitSchema = z.object({
  /** Unique within its device. */
  unitId: z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/),
  kind: storageKindSchema,
  capacity: z.number().int().min(1),
  /** Items inside; null where nobody has told it. */
  count: z.number().int().min(0).nullable(),
  /** A unit that gives is low with so many items or fewer; one that takes is full with so many or more. */
  threshold: z.number().int().min(0),
  /** From sensors where there are any, and from the count. */
  level: z.enum(['ok', 'low', 'empty', 'full', 'unknown']),
});
export type StorageUnit = z.infer<typeof storageUnitSchema>;

/** What every device reports; a class adds its own parts. */
export const deviceStatusSchema = z.object({
  state: deviceStateSchema,
  fault: faultSchema.nullable(),
  /** Absent while the device never needed any. */
  recovery: recoverySchema.optional(),
  /** Absent where the device holds nothing that is counted. */
  storage: z.array(storageUnitSchema).optional(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/**
 * Did the act happen in the world? `none`: certainly not. `done`: certainly, with evidence.
 * `unknown`: a time-out or loss left it open, so it must be asked and never blindly repeated.
 */
export const effectSchema = z.enum(['none', 'done', 'unknown']);
export type Effect = z.infer<typeof effectSchema>;

export const completionSchema = z.object({
  effect: effectSchema,
  fault: faultSchema.nullable(),
  /** Figures that prove the effect: counters, sensors. Never personal data. */
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Completion = z.infer<typeof completionSchema>;

/** Self-describing name of a paper size, PWG 5101.1: `iso_a4_210x297mm`. */
export const mediaNameSchema = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,254}$/);
