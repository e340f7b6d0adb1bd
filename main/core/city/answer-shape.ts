import { z } from 'zod';
import { orderNumberSchema } from '../../../contract/payment.ts';
import { instantSchema } from '../../../contract/words.ts';

const longestShape = 1000;
const deepest = 4;
const mostEntries = 12;

/** A status word of a protocol, such as `CASE_UNKNOWN` or `accepted`. */
const harmlessWord = /^[A-Za-z][A-Za-z_]{0,39}$/;
const harmlessKey = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

const word = z.string().regex(/^[A-Za-z_]{1,30}$/);
const fen = z.number().int().min(0).max(100_000_000);
/** Keys whose values help whoever investigates, each with the only form in which it cannot be personal. */
const kept: Readonly<Record<string, z.ZodType<string | number>>> = {
  ...{ status: word, failure: word, code: word, amountFen: fen },
  ...{ orderNumber: orderNumberSchema, refundNumber: orderNumberSchema },
  ...{ paidAt: instantSchema, returnedAt: instantSchema },
};

export interface AnswerShape {
  isJson: boolean;
  shape: string;
}

/** No answer was heard at all. */
export const nothingHeard: AnswerShape = { isJson: false, shape: '(nothing)' };

/**
 * What an answer looked like, for the person who has to find out why it made no sense: names of fields,
 * kinds of values, short words of Latin letters, and what is known to be harmless. Other numbers, names, addresses and everything else that
 * could be a person's are left out.
 */
export function shapeOf(status: number, text: string): AnswerShape {
  const parsed = parse(text);
  const described = parsed ? JSON.stringify(shape(parsed.value, 0)) : `(${text.length} characters, not JSON)`;
  return { isJson: parsed !== null, shape: `${status} ${described}`.slice(0, longestShape) };
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function shape(value: unknown, depth: number): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return '(number)';
  // A single capitalised word may be a name; words of a protocol are written in one case.
  if (typeof value === 'string') return isHarmless(value) ? value : `(text of ${value.length})`;
  if (depth >= deepest) return '(deeper)';
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((each) => shape(each, depth + 1));
  const entries = Object.entries(value as object).slice(0, mostEntries);
  return Object.fromEntries(
    entries.map(([key, each], index) => [
      harmlessKey.test(key) ? key : `(key ${index})`,
      isKept(key, each) ? each : shape(each, depth + 1),
    ]),
  );
}

function isKept(key: string, value: unknown): boolean {
  return Object.hasOwn(kept, key) && kept[key]?.safeParse(value).success === true;
}

function isHarmless(text: string): boolean {
  return harmlessWord.test(text) && (text.includes('_') || statusWords.has(text.toLowerCase()));
}

/** Words that back ends answer with and that are nobody's name. */
const statusWords = new Set([
  ...['ok', 'error', 'failed', 'failure', 'success', 'unknown', 'pending', 'accepted', 'approved', 'refused'],
  ...['rejected', 'denied', 'timeout', 'unavailable', 'forbidden', 'unauthorized', 'maintenance', 'invalid'],
]);
