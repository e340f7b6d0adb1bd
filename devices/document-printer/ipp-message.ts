import parse, { type IppAttributes, type IppParsed } from '@sealsystems/ipp/lib/parser.js';
import { err, ok, type Result } from '../../contract/result.ts';

export type { IppAttributes, IppParsed } from '@sealsystems/ipp/lib/parser.js';
export type { IppOutgoing } from '@sealsystems/ipp/lib/serializer.js';

/** Tags of the encoding (RFC 8010 section 3.5). */
const endOfAttributes = 0x03;
const firstValueTag = 0x10;
const deepestCollection = 8;
const headerBytes = 8;

/** Lengths that the syntax of a value fixes; the library reads these many bytes whatever the length says. */
const fixedLengths: Readonly<Record<number, number>> = {
  16: 0,
  17: 0,
  18: 0,
  19: 0,
  21: 0,
  22: 0,
  23: 0,
  33: 4,
  34: 1,
  35: 4,
  49: 11,
  50: 9,
  51: 8,
};
const begCollection = 0x34;
const withLanguage: ReadonlySet<number> = new Set([0x35, 0x36]);
const endCollection = 0x37;
/** octetString, the strings, and the name of a member. */
const freeLengths: ReadonlySet<number> = new Set([
  0x30, 0x34, 0x37, 0x41, 0x42, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a,
]);

/**
 * Walks the lengths of a message. The library trusts them: a negative one sends its reader backwards for
 * ever, and one that does not fit its syntax lets it lose its place.
 */
export function isWellFormed(message: Buffer): boolean {
  if (message.length <= headerBytes) return false;
  let offset = headerBytes;
  let depth = 0;
  let inGroup = false;
  while (offset < message.length) {
    const tag = message.readUInt8(offset);
    offset += 1;
    if (tag === endOfAttributes) return depth === 0;
    if (tag < firstValueTag) {
      if (tag === 0 || depth > 0) return false;
      inGroup = true;
      continue;
    }
    const nameEnd = endOfField(message, offset);
    const valueEnd = nameEnd === null ? null : endOfField(message, nameEnd);
    if (!inGroup || nameEnd === null || valueEnd === null) return false;
    if (!isValueWellFormed(tag, message.subarray(nameEnd + 2, valueEnd))) return false;
    if (tag === begCollection) depth += 1;
    if (tag === endCollection) depth -= 1;
    if (depth < 0 || depth > deepestCollection) return false;
    offset = valueEnd;
  }
  return false;
}

/** A field is its length in two bytes and as many bytes; null where they are not there. */
function endOfField(message: Buffer, offset: number): number | null {
  if (offset + 2 > message.length) return null;
  const length = message.readInt16BE(offset);
  const end = offset + 2 + length;
  return length < 0 || end > message.length ? null : end;
}

function isValueWellFormed(tag: number, value: Buffer): boolean {
  const fixed = fixedLengths[tag];
  if (fixed !== undefined) return value.length === fixed;
  if (!withLanguage.has(tag)) return freeLengths.has(tag);
  const languageEnd = endOfField(value, 0);
  return languageEnd !== null && value[0] === 0 && endOfField(value, languageEnd) === value.length;
}

/** Reads a message; the failure says in a few words what is wrong with it. */
export function parseIpp(message: Buffer): Result<IppParsed, string> {
  if (!isWellFormed(message)) return err('not a well-formed IPP message');
  try {
    return ok(parse(message));
  } catch (error) {
    return err(error instanceof Error ? error.message : 'not readable');
  }
}

/** The code of an answer in the form `0x0507`, also for codes that have no name. */
export function statusCodeInHex(message: Buffer): string {
  return `0x${message.readUInt16BE(2).toString(16).padStart(4, '0')}`;
}

/** All groups of one kind, in their order. */
export function groupsOf(group: IppAttributes | IppAttributes[] | undefined): IppAttributes[] {
  if (group === undefined) return [];
  return Array.isArray(group) ? group : [group];
}

/** Each value of an attribute that is a string; an absent attribute has none. */
export function stringsOf(attributes: IppAttributes, name: string): string[] {
  const value = attributes[name];
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** A count; null where it is absent or no count. */
export function countOf(attributes: IppAttributes, name: string): number | null {
  const value = attributes[name];
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}
