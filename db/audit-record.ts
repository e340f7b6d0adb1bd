import { createHash } from 'node:crypto';
import { z } from 'zod';

import { clockTrustSchema } from '../contract/clock-trust.ts';
import { attendantIdSchema, caseIdSchema, itemCodeSchema } from '../contract/words.ts';

/** Before the first record. */
export const noHash = '0'.repeat(64);

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** Names of this program's own making. Nothing a person typed or a document says has this form. */
const word = /^[a-z][a-z_]{0,47}$/;
const wordSchema = z.string().regex(word);

/** No field is wide enough for a name or a number of a person: words of the program, codes, random ids. */
export const auditEntrySchema = z.strictObject({
  /** `resident`, `terminal`, or the code of a technician's enrolment. */
  actor: z.union([z.literal(['resident', 'terminal']), attendantIdSchema]),
  action: wordSchema,
  itemCode: itemCodeSchema.nullable(),
  caseId: caseIdSchema.nullable(),
  effect: wordSchema.nullable(),
  outcome: wordSchema.nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/**
 * The same check as the schema's, at a price that each step can pay: ids and codes are branded types,
 * words are looked at.
 */
export function isAuditEntry({ actor, action, effect, outcome }: AuditEntry): boolean {
  const isWord = (text: string | null) => text === null || word.test(text);
  return /^([a-z]{8}|[A-Z0-9-]{2,16})$/.test(actor) && isWord(action) && isWord(effect) && isWord(outcome);
}

/** One line of the audit log. `hash` covers every other field, and through `previousHash` all lines before. */
export const auditRecordSchema = z.strictObject({
  /** From 1 without gaps. */
  seq: z.number().int().positive(),
  /** ISO 8601 UTC, as the terminal's clock said. */
  at: z.iso.datetime(),
  clock: clockTrustSchema,
  terminalId: z.string(),
  ...auditEntrySchema.shape,
  previousHash: hashSchema,
  hash: hashSchema,
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** SHA-256 over a JSON array of the fields in this order, so that nobody needs this program to check it. */
export function hashOf(record: Omit<AuditRecord, 'hash'>): string {
  const { seq, at, clock, terminalId, actor, action, itemCode, caseId, effect, outcome, previousHash } =
    record;
  const fields = [seq, at, clock, terminalId, actor, action, itemCode, caseId, effect, outcome, previousHash];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

/** Remains of records that retention took away: the chain goes on from `lastHash`. */
export const auditCutSchema = z.strictObject({
  throughSeq: z.number().int().positive(),
  at: z.iso.datetime(),
  records: z.number().int().positive(),
  lastHash: hashSchema,
});
export type AuditCut = z.infer<typeof auditCutSchema>;

/** A place in the chain, to be kept where the log itself cannot be changed. */
export interface AuditAnchor {
  seq: number;
  hash: string;
}
