import { z } from 'zod';
import { itemCodeSchema, localizedTextSchema } from './words.ts';

/**
 * Cases by item and hour, as a terminal tells them to its fleet: never by person. A case counts in the hour in which it
 * began; its end is added there when it comes, so that what is neither finished, refused, given up nor failed is under way.
 */

const countSchema = z.number().int().min(0).max(1_000_000);

export const caseCountsSchema = z.strictObject({
  begun: countSchema,
  /** Accepted, and all came out that belongs to it. */
  finished: countSchema,
  /** Refused by the city. */
  refused: countSchema,
  /** The resident did not pay, or left before all had come out. */
  givenUp: countSchema,
  /** Something that belongs to it did not come out, or nobody knows. */
  failed: countSchema,
});
export type CaseCounts = z.infer<typeof caseCountsSchema>;

export const caseHourSchema = z.strictObject({
  /** Of the day in UTC. */
  hour: z.number().int().min(0).max(23),
  ...caseCountsSchema.shape,
});

function isEachOnce<Key extends string>(key: Key) {
  return (list: readonly Record<Key, unknown>[]) =>
    new Set(list.map((each) => each[key])).size === list.length;
}

/** Of one item; hours without a case are left out. */
const caseItemSchema = z.strictObject({
  itemCode: itemCodeSchema,
  itemName: localizedTextSchema,
  hours: z.array(caseHourSchema).min(1).max(24).refine(isEachOnce('hour'), 'each hour once'),
});

export const caseDaySchema = z.strictObject({
  /** Day in UTC by the terminal's clock. */
  day: z.iso.date(),
  items: z.array(caseItemSchema).max(200).refine(isEachOnce('itemCode'), 'each item once'),
});
export type CaseDay = z.infer<typeof caseDaySchema>;

/** Payload of the cases topic: all of one day, in place of what was told of that day before. */
export const casesReportSchema = z.strictObject({ format: z.literal('cases-1'), ...caseDaySchema.shape });
export type CasesReport = z.infer<typeof casesReportSchema>;
