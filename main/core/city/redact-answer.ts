import { z } from 'zod';
import { orderNumberSchema } from '../../../contract/payment.ts';
import { instantSchema } from '../../../contract/words.ts';

const longestText = 400;
const deepest = 3;
const mostParts = 12;

const word = z.string().regex(/^[A-Za-z_]{1,30}$/);
const smallNumber = z.number().int().min(0).max(100_000_000);

/** The only keys whose values say something to whoever investigates, each with the only shape it may have. */
const kept: Readonly<Record<string, z.ZodType<string | number>>> = {
  status: word,
  failure: word,
  code: word,
  amountFen: smallNumber,
  orderNumber: orderNumberSchema,
  refundNumber: orderNumberSchema,
  paidAt: instantSchema,
  returnedAt: instantSchema,
};

/**
 * An answer nobody understood, as the journal may keep it: its shape, and the values that cannot be personal. All
 * other values are replaced by what kind of thing they were.
 */
export function redactAnswer(answer: unknown): string {
  return JSON.stringify(redact(answer, null, 0)).slice(0, longestText);
}

function redact(value: unknown, key: string | null, depth: number): unknown {
  const allowed = key !== null && Object.hasOwn(kept, key) ? kept[key]?.safeParse(value) : undefined;
  if (allowed?.success) return allowed.data;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return `<text of ${value.length}>`;
  if (typeof value !== 'object') return `<${typeof value}>`;
  if (depth >= deepest) return '<more>';
  if (Array.isArray(value)) return value.slice(0, mostParts).map((part) => redact(part, null, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, mostParts)
      .map(([name, part], index) => [
        Object.hasOwn(kept, name) ? name : `key${index}`,
        redact(part, name, depth + 1),
      ]),
  );
}
