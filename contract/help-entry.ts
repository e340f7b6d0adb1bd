import { z } from 'zod';
import { stepSchema } from './kiosk.ts';
import { type ScreenName, screenSchema } from './kiosk-screens.ts';
import { itemCodeSchema, localizedTextSchema } from './words.ts';

const screenNames: ScreenName[] = screenSchema.options.map((option) => option.shape.name.value);

/** One question a resident asks, and the answer in plain words. Data, in the files of `catalog/help/`. */
export const helpEntrySchema = z.strictObject({
  entryId: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  question: localizedTextSchema,
  answer: localizedTextSchema,
  /** By which it is found, besides its own words; the Chinese ones also by pinyin. */
  keyWords: z.strictObject({
    zh: z.array(z.string().min(1).max(20)).min(1),
    en: z.array(z.string().min(1).max(40)).min(1),
  }),
  /** On these screens it is suggested before anything is asked. */
  screens: z.array(z.enum(screenNames)).default([]),
  /** The item it is about, which it opens. */
  itemCode: itemCodeSchema.optional(),
  /** Where in the item it leads; without an item, in the one under way. */
  step: stepSchema.optional(),
});
export type HelpEntry = z.infer<typeof helpEntrySchema>;

/** The entries of one file. */
export const helpFileSchema = z.array(helpEntrySchema).min(1);

/** `spellings.generated.json`: each Chinese key word with its syllables, apart by spaces: `养老` to `yang lao`. */
export const helpSpellingsSchema = z.record(z.string(), z.string().regex(/^([a-z0-9]+( |$))*$/));
export type HelpSpellings = z.infer<typeof helpSpellingsSchema>;
