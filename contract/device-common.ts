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

/** What every device reports; a class adds its own parts. */
export const deviceStatusSchema = z.object({
  state: deviceStateSchema,
  fault: faultSchema.nullable(),
  /** Absent while the device never needed any. */
  recovery: recoverySchema.optional(),
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

/**
 * A place from which a unit gives items or into which it takes them back: the storage unit of
 * XFS4IoT. `dispense` gives, `retain` takes back.
 */
export const storageUnitSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  kind: z.enum(['dispense', 'retain']),
  capacity: z.number().int().min(1),
  /** Items inside; null where neither the unit nor a technician has told it. */
  count: z.number().int().min(0).nullable(),
  /** A `dispense` unit with so many items or fewer is low; a `retain` unit with so many or more is full. */
  threshold: z.number().int().min(0),
  state: z.enum(['ok', 'full', 'low', 'empty', 'unknown']),
});
export type StorageUnit = z.infer<typeof storageUnitSchema>;
/** Self-describing name of a paper size, PWG 5101.1: `iso_a4_210x297mm`. */
export const mediaNameSchema = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,254}$/);
