import { z } from 'zod';

const share = z.number().min(0).max(1);

/** Where the pen was, how hard it pressed, and when. Personal data. */
export const strokePointSchema = z.object({
  /** 0 is the left edge of the field, 1 the right. */
  x: share,
  /** 0 is the upper edge of the field, 1 the lower. */
  y: share,
  /** 1 is the most the pad or screen can tell; a screen that cannot tell says 0.5. */
  pressure: share,
  /** Since the first touch of the signature. */
  timeMs: z.number().int().min(0),
});
export type StrokePoint = z.infer<typeof strokePointSchema>;

/** A mere dot is a stroke too: its one point stands twice. */
export const strokeSchema = z.array(strokePointSchema).min(2);
export type Stroke = z.infer<typeof strokeSchema>;

export const mostStrokes = 200;
/** A pad tells 200 points a second; this is a minute and a half of them. */
export const mostPoints = 20_000;

export const strokesSchema = z
  .array(strokeSchema)
  .min(1)
  .max(mostStrokes)
  .refine((strokes) => strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= mostPoints, {
    message: `a signature has at most ${mostPoints} points`,
  });

export const signatureSchema = z.object({
  /** `pad`: all of it on a signature pad. `screen`: on the touch screen, perhaps begun on a pad that failed. */
  drawnOn: z.enum(['screen', 'pad']),
  /** Width of the field over its height, without which the strokes would be drawn out of shape. */
  aspectRatio: z.number().min(0.1).max(20),
  strokes: strokesSchema,
});
export type Signature = z.infer<typeof signatureSchema>;

const formerStrokesSchema = z.array(z.array(z.tuple([share, share, z.number().min(0)])));

/**
 * Signatures of cases that were put by before pressure was kept: bare strokes of x, y and milliseconds.
 * Their field was the kiosk's, whose shape was not kept: twice as wide as high is near it.
 */
export const keptSignatureSchema = z.union([
  signatureSchema,
  formerStrokesSchema.transform(
    (strokes): Signature => ({
      drawnOn: 'screen',
      aspectRatio: 2,
      strokes: strokes.map((stroke) =>
        stroke.map(([x, y, timeMs]) => ({ x, y, pressure: 0.5, timeMs: Math.round(timeMs) })),
      ),
    }),
  ),
]);
