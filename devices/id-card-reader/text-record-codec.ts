import type { ResidentIdCard } from '../../contract/device-classes.ts';
import { parseIdNumber } from '../../contract/id-number.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { bytes, codec, named, type Part, sequence } from '../codec/index.ts';

/** The record of another kind of card, or not a record at all. */
export type TextRecordProblem = 'type_unsupported' | 'unreadable';

export const textRecordLength = 256;
/** Here a UTF-16LE character tells the kind of card; on resident cards the place is reserved. */
const typeOffset = 248;
/** Foreigner (2017), residence permit of Hong Kong, Macao and Taiwan, foreigner (2023). */
const otherTypes = ['I', 'J', 'Y'];
const unlimited = '长期';

const utf16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });

/** UTF-16LE in a field of fixed length, filled up with spaces. */
export function paddedText(lengthBytes: number): Part<string> {
  const raw = bytes(lengthBytes);
  return {
    write(output, value) {
      const encoded = Buffer.from(value.padEnd(lengthBytes / 2, ' '), 'utf16le');
      raw.write(output, encoded);
    },
    read(input) {
      const { offset } = input;
      const field = raw.read(input);
      if (!field.ok) return field;
      try {
        return ok(utf16.decode(field.value).replace(/[ \0\u3000]+$/, ''));
      } catch {
        return err({ kind: 'unexpected', offset });
      }
    },
  };
}

/** Text record of a resident identity card, 256 bytes (GA/T 490). */
const residentRecord = codec(
  sequence(
    named('name', paddedText(30)),
    named('sexCode', paddedText(2)),
    named('ethnicGroupCode', paddedText(4)),
    named('birthDate', paddedText(16)),
    named('address', paddedText(70)),
    named('idNumber', paddedText(36)),
    named('issuingAuthority', paddedText(30)),
    named('validFrom', paddedText(16)),
    named('validTo', paddedText(16)),
    named('reserved', bytes(36)),
  ),
);

const sexCodes = { male: '1', female: '2', unknown: '0' } as const;
const reserved = new Uint8Array(Buffer.from(' '.repeat(18), 'utf16le'));

/** @throws RangeError where a field is longer than the record has room for */
export function encodeResidentRecord(card: ResidentIdCard): Uint8Array {
  return residentRecord.encode({
    ...card,
    sexCode: sexCodes[card.sex],
    birthDate: card.birthDate.replaceAll('-', ''),
    validFrom: card.validFrom.replaceAll('-', ''),
    validTo: card.validTo?.replaceAll('-', '') ?? unlimited,
    reserved,
  });
}

export function decodeResidentRecord(record: Uint8Array): Result<ResidentIdCard, TextRecordProblem> {
  if (record.length !== textRecordLength) return err('unreadable');
  const type = String.fromCharCode((record[typeOffset] ?? 0) + 256 * (record[typeOffset + 1] ?? 0));
  if (otherTypes.includes(type)) return err('type_unsupported');
  const decoded = residentRecord.decode(record);
  if (!decoded.ok) return err('unreadable');
  const fields = decoded.value;
  const number = parseIdNumber(fields.idNumber);
  const birthDate = dateOf(fields.birthDate);
  const validFrom = dateOf(fields.validFrom);
  const validTo = fields.validTo === unlimited ? null : dateOf(fields.validTo);
  if (!number.ok || birthDate === undefined || validFrom === undefined || validTo === undefined) {
    return err('unreadable');
  }
  if (validTo !== null && validTo < validFrom) return err('unreadable');
  if (fields.name === '' || !/^\d{2}$/.test(fields.ethnicGroupCode)) return err('unreadable');
  return ok({
    name: fields.name,
    sex: fields.sexCode === '1' ? 'male' : fields.sexCode === '2' ? 'female' : 'unknown',
    ethnicGroupCode: fields.ethnicGroupCode,
    birthDate,
    address: fields.address,
    idNumber: number.value.idNumber,
    issuingAuthority: fields.issuingAuthority,
    validFrom,
    validTo,
  });
}

/** `YYYYMMDD` of the record to `YYYY-MM-DD`, undefined where there is no such day. */
function dateOf(digits: string): string | undefined {
  if (!/^\d{8}$/.test(digits)) return undefined;
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const instant = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(date)) return undefined;
  return date;
}
