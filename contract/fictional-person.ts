import { z } from 'zod';
import { residentIdCardSchema } from './device-classes.ts';
import { localizedTextSchema } from './words.ts';

/**
 * The invented test persons shared by the device bench and the embedded city
 * (`fixtures/people.json`). None of them exists; their numbers carry valid check characters.
 */
export const fictionalPersonSchema = z.strictObject({
  personId: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** What makes this person useful in a test, for the bench page. */
  note: localizedTextSchema,
  card: residentIdCardSchema,
  mobilePhone: z.string(),
  residenceAddress: z.string(),
});
export type FictionalPerson = z.infer<typeof fictionalPersonSchema>;
export const fictionalPeopleSchema = z.array(fictionalPersonSchema).min(1);
