import { z } from 'zod';

const millisecondsOf = { ms: 1, s: 1000, min: 60_000 } as const;
const longestMs = 3_600_000;

/** `400 ms`, `8 s`, `1.5 min`; a number counts milliseconds. At most an hour. */
export const durationSchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)? ?(ms|s|min)$/, 'a duration is needed here, such as 400 ms, 8 s or 2 min')
      .transform((text) => {
        const unit = /(ms|s|min)$/.exec(text)?.[1] as keyof typeof millisecondsOf;
        return Number.parseFloat(text) * millisecondsOf[unit];
      }),
  ])
  .pipe(z.number().min(0).max(longestMs));

/** `3 %`, or a number from 0 to 1. */
export const shareSchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)? ?%$/, 'a share is needed here, such as 3 %')
      .transform((text) => Number.parseFloat(text) / 100),
  ])
  .pipe(z.number().min(0).max(1));
