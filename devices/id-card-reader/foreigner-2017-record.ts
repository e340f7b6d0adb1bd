import type { ForeignerCard2017 } from '../../contract/device-classes.ts';
import { isFormerForeignerNumber } from '../../contract/id-number.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { codec, named, sequence } from '../codec/index.ts';
import { codeOfSex, dateOf, digitsOf, paddedText, sexOf, validityOf } from './record-fields.ts';

/** Text record of a foreigner's permanent residence card of 2017, type `I`, 256 bytes. */
const foreignerRecord = codec(
  sequence(
    named('englishName', paddedText(120)),
    named('sexCode', paddedText(2)),
    named('cardNumber', paddedText(30)),
    named('nationality', paddedText(6)),
    named('chineseName', paddedText(30)),
    named('validFrom', paddedText(16)),
    named('validTo', paddedText(16)),
    named('birthDate', paddedText(16)),
    named('cardVersion', paddedText(4)),
    named('acceptingAuthorityCode', paddedText(8)),
    named('type', paddedText(2)),
    named('reserved', paddedText(6)),
  ),
);

/** @throws RangeError where a field is longer than the record has room for */
export function encodeForeigner2017(card: ForeignerCard2017): Uint8Array {
  return foreignerRecord.encode({
    ...card,
    chineseName: card.chineseName ?? '',
    sexCode: codeOfSex(card.sex),
    birthDate: digitsOf(card.birthDate),
    validFrom: digitsOf(card.validFrom),
    validTo: digitsOf(card.validTo),
    type: 'I',
    reserved: '',
  });
}

export function decodeForeigner2017(record: Uint8Array): Result<ForeignerCard2017, 'unreadable'> {
  const decoded = foreignerRecord.decode(record);
  if (!decoded.ok) return err('unreadable');
  const fields = decoded.value;
  const birthDate = dateOf(fields.birthDate);
  const validity = validityOf(fields.validFrom, fields.validTo);
  if (birthDate === undefined || !validity || validity.validTo === null) return err('unreadable');
  if (fields.englishName === '' || !/^[A-Z]{3}$/.test(fields.nationality)) return err('unreadable');
  if (!isFormerForeignerNumber(fields.cardNumber)) return err('unreadable');
  return ok({
    cardType: 'foreigner_2017',
    englishName: fields.englishName,
    chineseName: fields.chineseName || null,
    sex: sexOf(fields.sexCode),
    birthDate,
    nationality: fields.nationality,
    validFrom: validity.validFrom,
    validTo: validity.validTo,
    cardNumber: fields.cardNumber,
    cardVersion: fields.cardVersion,
    acceptingAuthorityCode: fields.acceptingAuthorityCode,
  });
}
