import { z } from 'zod';

/** One-time code of an enrolment: 16 signs of an alphabet without look-alikes (80 bits), in fours. */
export const enrolmentCodeSchema = z
  .string()
  .regex(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/, 'four groups of four signs are needed here');

/** SHA-256 of the DER of a certificate, 64 hexadecimal digits. */
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits are needed here');

/** A terminal's membership in a fleet; a terminal without it runs no agent. */
export const fleetMembershipSchema = z.strictObject({
  /** Where the terminal enrols, `https://host:port`. */
  enrolmentUrl: z.url({ protocol: /^https$/ }),
  /** Of the certificate of the fleet's own authority: by it the terminal knows its fleet. */
  authorityFingerprint: fingerprintSchema,
  /**
   * File with the first `root.json` of who signs releases. It comes with the terminal and not from the fleet's server.
   * Without it the terminal takes no updates.
   */
  updateRootFile: z.string().min(1).optional(),
  /** Needed until the terminal has enrolled. */
  enrolmentCode: enrolmentCodeSchema.optional(),
});
export type FleetMembership = z.infer<typeof fleetMembershipSchema>;
