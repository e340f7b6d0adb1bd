import { z } from 'zod';

/**
 * Why the terminal's memory cannot be used: each keeps the terminal out of service and every byte of
 * the data as it is, and each has another next act.
 */
export const memoryTroubleSchema = z.enum([
  /** Less room than one busy day needs. Comes back by itself when there is room. */
  'disk_full',
  /** Comes back by itself when the disk can be written. */
  'disk_read_only',
  'database_damaged',
  'database_missing',
  /** The write-ahead log is gone although the program never closed the database. */
  'database_log_missing',
  'database_newer',
  /** Sealed contents wait and their keys are not to be had. */
  'vault_locked',
  /** Anything else that keeps the database from being opened. */
  'database',
]);
export type MemoryTrouble = z.infer<typeof memoryTroubleSchema>;

/** What an attendant is told first. */
export const terminalTroubleSchema = z.enum([
  ...memoryTroubleSchema.options,
  /** The clock is surely wrong: times on papers and in the journal are not to be believed. */
  'clock_wrong',
]);
export type TerminalTrouble = z.infer<typeof terminalTroubleSchema>;

/** Why no resident is served. `maintenance`: a technician has the terminal. */
export const outOfServiceReasonSchema = z.enum([
  'starting',
  'devices',
  'updating',
  'maintenance',
  ...memoryTroubleSchema.options,
]);
export type OutOfServiceReason = z.infer<typeof outOfServiceReasonSchema>;
