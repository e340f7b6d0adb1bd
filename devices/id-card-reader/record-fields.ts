import { err, ok } from '../../contract/result.ts';
import { bytes, type Part } from '../codec/index.ts';

export const textRecordLength = 256;

const utf16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });

/** UTF-16LE that fills its field, spaces included. */
export function fixedText(lengthBytes: number): Part<string> {
  const raw = bytes(lengthBytes);
  return {
    write(output, value) {
      raw.write(output, Buffer.from(value, 'utf16le'));
    },
    read(input) {
      const { offset } = input;
      const field = raw.read(input);
      if (!field.ok) return field;
      try {
        return ok(utf16.decode(field.value));
      } catch {
        return err({ kind: 'unexpected', offset });
      }
    },
  };
}

/** UTF-16LE in a field of fixed length, filled up with spaces. */
export function paddedText(lengthBytes: number): Part<string> {
  const field = fixedText(lengthBytes);
  return {
    write: (output, value) => field.write(output, value.padEnd(lengthBytes / 2, ' ')),
    read(input) {
      const text = field.read(input);
      return text.ok ? ok(withoutFilling(text.value)) : text;
    },
  };
}

/** Only what stands behind the text goes: a space inside an address belongs to it. */
export function withoutFilling(text: string): string {
  return text.replace(/[ \0\u3000]+$/, '');
}

const sexCodes = { male: '1', female: '2', unknown: '0' } as const;
export type Sex = keyof typeof sexCodes;

export function sexOf(code: string): Sex {
  return code === sexCodes.male ? 'male' : code === sexCodes.female ? 'female' : 'unknown';
}

export function codeOfSex(sex: Sex): string {
  return sexCodes[sex];
}

/** `YYYYMMDD` of the record to `YYYY-MM-DD`, undefined where there is no such day. */
export function dateOf(digits: string): string | undefined {
  if (!/^\d{8}$/.test(digits)) return undefined;
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const instant = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(date)) return undefined;
  return date;
}

export function digitsOf(date: string): string {
  return date.replaceAll('-', '');
}

/** Stands where a card without an end has its last day. */
const unlimited = '长期';

export function digitsOfEnd(date: string | null): string {
  return date === null ? unlimited : digitsOf(date);
}

/** Both days of a validity that make sense together; a `to` of null has no end. */
export function validityOf(
  from: string,
  to: string,
): { validFrom: string; validTo: string | null } | undefined {
  const validFrom = dateOf(from);
  const validTo = to === unlimited ? null : dateOf(to);
  if (validFrom === undefined || validTo === undefined) return undefined;
  return validTo !== null && validTo < validFrom ? undefined : { validFrom, validTo };
}
