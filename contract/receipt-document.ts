import { z } from 'zod';

/**
 * A slip for an 80 mm receipt printer (48 columns of half-width characters), independent of any
 * printer's commands. The core writes it, the driver turns it into bytes, the window draws it.
 */
export const receiptBlockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['left', 'center', 'right']),
    /** 1 normal, 2 double width and height. */
    size: z.union([z.literal(1), z.literal(2)]),
    bold: z.boolean(),
  }),
  /** A label at the left edge and its value at the right edge; wraps if both do not fit. */
  z.object({ kind: z.literal('pair'), label: z.string(), value: z.string() }),
  /** Equal columns. */
  z.object({ kind: z.literal('row'), cells: z.array(z.string()).min(1).max(4), bold: z.boolean() }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('space'), lines: z.number().int().min(1).max(6) }),
  z.object({ kind: z.literal('qr'), data: z.string().min(1).max(300), caption: z.string().nullable() }),
]);
export type ReceiptBlock = z.infer<typeof receiptBlockSchema>;

export const receiptDocumentSchema = z.object({
  /** Printed inside the QR code of every slip, so that the paper itself says which document it is. */
  documentId: z.uuid(),
  /** Printed as the heading, centered in double size; the blocks follow below. */
  /** Printed as the heading, centred in double size, before the blocks. */
  title: z.string(),
  blocks: z.array(receiptBlockSchema).min(1).max(200),
});
export type ReceiptDocument = z.infer<typeof receiptDocumentSchema>;
