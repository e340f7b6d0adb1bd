import { oc } from '@orpc/contract';
import { z } from 'zod';
import { materialSchema } from './catalog.ts';

export const readFieldSchema = z.object({
  field: z.enum(['name', 'idNumber']),
  /** Null where nothing credible was read. */
  text: z.string().nullable(),
  /** 0 to 100 as the OCR engine gives it. */
  confidence: z.number().min(0).max(100),
});
export type ReadField = z.infer<typeof readFieldSchema>;

export const unreadableReasonSchema = z.enum([
  'no_page',
  'too_dark',
  'too_bright',
  'blurred',
  'text_not_found',
]);
export type UnreadableReason = z.infer<typeof unreadableReasonSchema>;

/** What the OCR worker read of one picture; the comparison with the form is a rule of the core. */
export const pageReadingSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('read'), fields: z.array(readFieldSchema) }),
  z.object({ state: z.literal('unreadable'), reason: unreadableReasonSchema }),
]);
export type PageReading = z.infer<typeof pageReadingSchema>;

/** Between the core and the pre-check process. */
export const precheckContract = {
  /** Answers once the engine is warm. */
  warmUp: oc.output(z.object({ ready: z.literal(true) })),
  /** `image`: JPEG or PNG, at most 12 MB. Nothing is written to disk. */
  readPage: oc
    .input(z.object({ layout: materialSchema.shape.layout, image: z.instanceof(Blob) }))
    .errors({
      /** One page is being read and two more wait. */
      BUSY: { status: 503 },
      /** Not read within the deadline; the engine is being replaced. */
      OVERDUE: { status: 504 },
      /** The engine broke down over this page and is being replaced. */
      ENGINE_LOST: { status: 503 },
      /** The caller no longer wants it, or the process is ending. */
      CANCELLED: { status: 499 },
      /** More than 12 MB. */
      IMAGE_TOO_LARGE: { status: 413 },
    })
    .output(pageReadingSchema),
};

/** One field of the comparison shown to the resident. */
export const fieldComparisonSchema = z.object({
  read: z.enum(['name', 'idNumber']),
  /** Masked where it is an identity number. */
  onPage: z.string().nullable(),
  inForm: z.string(),
  verdict: z.enum(['match', 'mismatch', 'not_read']),
});
export type FieldComparison = z.infer<typeof fieldComparisonSchema>;

export const precheckResultSchema = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('match'), comparisons: z.array(fieldComparisonSchema) }),
  z.object({ verdict: z.literal('mismatch'), comparisons: z.array(fieldComparisonSchema) }),
  z.object({
    verdict: z.literal('cannot_read'),
    reason: unreadableReasonSchema.or(z.literal('check_failed')),
  }),
]);
export type PrecheckResult = z.infer<typeof precheckResultSchema>;
