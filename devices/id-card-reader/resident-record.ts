import type { ResidentIdCard } from '../../contract/device-classes.ts';
import { parseIdNumber } from '../../contract/id-number.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { bytes, codec, named, sequence } from '../codec/index.ts';
import { codeOfSex, dateOf, digitsOf, digitsOfEnd, paddedText, sexOf, validityOf } from './record-fields.ts';

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

const reserved = new Uint8Array(Buffer.from(' '.repeat(18), 'utf16le'));

/** @throws RangeError where a field is longer than the record has room for */
export function encodeResidentRecord(card: ResidentIdCard): Uint8Array {
  return residentRecord.encode({
    ...card,
    sexCode: codeOfSex(card.sex),
    birthDate: digitsOf(card.birthDate),
    validFrom: digitsOf(card.validFrom),
    validTo: digitsOfEnd(card.validTo),
    reserved,
  });
}

export function decodeResidentRecord(record: Uint8Array): Result<ResidentIdCard, 'unreadable'> {
  const decoded = residentRecord.decode(record);
  if (!decoded.ok) return err('unreadable');
  const fields = decoded.value;
  const number = parseIdNumber(fields.idNumber);
  const birthDate = dateOf(fields.birthDate);
  const validity = validityOf(fields.validFrom, fields.validTo);
  if (!number.ok || birthDate === undefined || !validity) return err('unreadable');
  if (fields.name === '' || !/^\d{2}$/.test(fields.ethnicGroupCode)) return err('unreadable');
  return ok({
    name: fields.name,
    sex: sexOf(fields.sexCode),
    ethnicGroupCode: fields.ethnicGroupCode,
    birthDate,
    address: fields.address,
    idNumber: number.value.idNumber,
    issuingAuthority: fields.issuingAuthority,
    ...validity,
  });
}
