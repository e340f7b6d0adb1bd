import { z } from 'zod';

/**
 * How far the wall clock can be believed. `stepped`: it jumped and nobody has confirmed it since;
 * `unsynchronised`: no time server has confirmed it since the machine was started.
 */
export const clockTrustSchema = z.enum(['synchronised', 'unsynchronised', 'stepped']);
export type ClockTrust = z.infer<typeof clockTrustSchema>;
