import type { ResidencePermit } from '../../contract/device-classes.ts';
import { parseIdNumber } from '../../contract/id-number.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { codec, named, sequence } from '../codec/index.ts';
import { codeOfSex, dateOf, digitsOf, digitsOfEnd, paddedText, sexOf, validityOf } from './record-fields.ts';

/** Text record of a residence permit for people from Hong Kong, Macao and Taiwan, type `J`, 256 bytes. */
const permitRecord = codec(
  sequence(
    named('name', paddedText(30)),
    named('sexCode', paddedText(2)),
    named('reservedEthnicGroup', paddedText(4)),
    named('birthDate', paddedText(16)),
    named('address', paddedText(70)),
    named('idNumber', paddedText(36)),
    named('issuingAuthority', paddedText(30)),
    named('validFrom', paddedText(16)),
    named('validTo', paddedText(16)),
    named('travelPermitNumber', paddedText(18)),
    named('issueCount', paddedText(4)),
    named('reservedBeforeType', paddedText(6)),
    named('type', paddedText(2)),
    named('reserved', paddedText(6)),
  ),
);

/** @throws RangeError where a field is longer than the record has room for */
export function encodeResidencePermit(card: ResidencePermit): Uint8Array {
  return permitRecord.encode({
    ...card,
    sexCode: codeOfSex(card.sex),
    reservedEthnicGroup: '',
    birthDate: digitsOf(card.birthDate),
    validFrom: digitsOf(card.validFrom),
    validTo: digitsOfEnd(card.validTo),
    reservedBeforeType: '',
    type: 'J',
    reserved: '',
  });
}

export function decodeResidencePermit(record: Uint8Array): Result<ResidencePermit, 'unreadable'> {
  const decoded = permitRecord.decode(record);
  if (!decoded.ok) return err('unreadable');
  const fields = decoded.value;
  const number = parseIdNumber(fields.idNumber);
  const birthDate = dateOf(fields.birthDate);
  const validity = validityOf(fields.validFrom, fields.validTo);
  if (!number.ok || birthDate === undefined || !validity || fields.name === '') return err('unreadable');
  return ok({
    cardType: 'residence_permit',
    name: fields.name,
    sex: sexOf(fields.sexCode),
    birthDate,
    address: fields.address,
    idNumber: number.value.idNumber,
    issuingAuthority: fields.issuingAuthority,
    ...validity,
    travelPermitNumber: fields.travelPermitNumber,
    issueCount: fields.issueCount,
  });
}
