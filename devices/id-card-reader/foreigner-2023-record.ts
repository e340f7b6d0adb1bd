import type { ForeignerCard2023 } from '../../contract/device-classes.ts';
import { parseIdNumber } from '../../contract/id-number.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import { codec, named, sequence } from '../codec/index.ts';
import {
  codeOfSex,
  dateOf,
  digitsOf,
  fixedText,
  paddedText,
  sexOf,
  validityOf,
  withoutFilling,
} from './record-fields.ts';

/** Characters of the English name in its first and its second field. */
const nameParts = [35, 11] as const;

/** Text record of a foreigner's permanent residence identity card of 2023, type `Y`, 256 bytes. */
const foreignerRecord = codec(
  sequence(
    named('chineseName', paddedText(30)),
    named('sexCode', paddedText(2)),
    named('renewalCount', paddedText(4)),
    named('birthDate', paddedText(16)),
    named('englishName', fixedText(2 * nameParts[0])),
    named('idNumber', paddedText(36)),
    named('reserved', paddedText(30)),
    named('validFrom', paddedText(16)),
    named('validTo', paddedText(16)),
    named('englishNameContinued', fixedText(2 * nameParts[1])),
    named('nationality', paddedText(6)),
    named('type', paddedText(2)),
    named('formerNumberLink', paddedText(6)),
  ),
);

/** @throws RangeError where a field is longer than the record has room for */
export function encodeForeigner2023(card: ForeignerCard2023): Uint8Array {
  const name = card.englishName.padEnd(nameParts[0] + nameParts[1], ' ');
  return foreignerRecord.encode({
    ...card,
    chineseName: card.chineseName ?? '',
    sexCode: codeOfSex(card.sex),
    birthDate: digitsOf(card.birthDate),
    englishName: name.slice(0, nameParts[0]),
    reserved: '',
    validFrom: digitsOf(card.validFrom),
    validTo: digitsOf(card.validTo),
    englishNameContinued: name.slice(nameParts[0]),
    type: 'Y',
  });
}

export function decodeForeigner2023(record: Uint8Array): Result<ForeignerCard2023, 'unreadable'> {
  const decoded = foreignerRecord.decode(record);
  if (!decoded.ok) return err('unreadable');
  const fields = decoded.value;
  const number = parseIdNumber(fields.idNumber);
  const birthDate = dateOf(fields.birthDate);
  const validity = validityOf(fields.validFrom, fields.validTo);
  // A space may stand exactly where the first field ends.
  const englishName = withoutFilling(fields.englishName + fields.englishNameContinued);
  if (!number.ok || !number.value.idNumber.startsWith('9')) return err('unreadable');
  if (birthDate === undefined || !validity || validity.validTo === null) return err('unreadable');
  if (englishName === '' || !/^[A-Z]{3}$/.test(fields.nationality)) return err('unreadable');
  return ok({
    cardType: 'foreigner_2023',
    englishName,
    chineseName: fields.chineseName || null,
    sex: sexOf(fields.sexCode),
    birthDate,
    nationality: fields.nationality,
    validFrom: validity.validFrom,
    validTo: validity.validTo,
    idNumber: number.value.idNumber,
    renewalCount: fields.renewalCount,
    formerNumberLink: fields.formerNumberLink,
  });
}
