import { z } from 'zod';
import { type AuditCut, type AuditRecord, auditCutSchema, auditRecordSchema } from '../../../db/index.ts';

/** First line of an exported log. */
export const auditHeadSchema = z.strictObject({
  format: z.literal('budayang-audit-1'),
  exportedAt: z.iso.datetime(),
  /** What retention took away before the first record, oldest first. */
  cuts: z.array(auditCutSchema),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** Last line: without it the file was cut short. */
export const auditEndSchema = z.strictObject({
  end: z.literal(true),
  records: z.number().int(),
  lastSeq: z.number().int(),
  lastHash: z.string(),
});

/** The whole log as lines of JSON: head, records in order, end. */
export function* exportAudit(
  records: Iterable<AuditRecord>,
  cuts: AuditCut[],
  exportedAt: string,
): Generator<string> {
  yield line({ format: 'budayang-audit-1', exportedAt, cuts } satisfies AuditHead);
  let count = 0;
  let last: AuditRecord | null = null;
  for (const record of records) {
    yield line(auditRecordSchema.parse(record));
    count += 1;
    last = record;
  }
  yield line({ end: true, records: count, lastSeq: last?.seq ?? 0, lastHash: last?.hash ?? '' });
}

function line(content: object): string {
  return `${JSON.stringify(content)}\n`;
}
