import { z } from 'zod';
import { instantSchema } from './words.ts';

/** So many fit under the welcome of a small screen in large type. */
export const mostNotices = 1;

/** Short enough to be read in passing. */
const noticeTextSchema = z.strictObject({
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(100),
});

/** `notices.json`: what the welcome screen tells everybody, such as a day the hall is closed. */
export const noticesFileSchema = z.strictObject({
  notices: z
    .array(
      z.strictObject({
        text: noticeTextSchema,
        /** Not shown any more from then on; always without it. */
        until: instantSchema.optional(),
      }),
    )
    .max(mostNotices),
});
export type Notice = z.infer<typeof noticesFileSchema>['notices'][number];
