import { codec, named, sequence } from '../codec/index.ts';
import { paddedText } from './text-record-codec.ts';

/** Text record of a foreigner's permanent residence card of 2017, type `I`, 256 bytes. */
const foreignerRecord = codec(
  sequence(
    named('englishName', paddedText(120)),
    named('sexCode', paddedText(2)),
    named('cardNumber', paddedText(30)),
    named('nationality', paddedText(6)),
    named('chineseName', paddedText(30)),
    named('issueDate', paddedText(16)),
    named('expiryDate', paddedText(16)),
    named('birthDate', paddedText(16)),
    named('cardVersion', paddedText(4)),
    named('authorityCode', paddedText(8)),
    named('type', paddedText(2)),
    named('reserved', paddedText(6)),
  ),
);

/** The card of an invented person; the check digit of its number (7-3-1 weights) is valid. */
export function encodeForeignerRecord(): Uint8Array {
  return foreignerRecord.encode({
    englishName: 'SAMPLE, VISITOR',
    sexCode: '2',
    cardNumber: 'KAZ110090123105',
    nationality: 'KAZ',
    chineseName: '样例访客',
    issueDate: '20180101',
    expiryDate: '20280101',
    birthDate: '19900123',
    cardVersion: '01',
    authorityCode: '1500',
    type: 'I',
    reserved: '',
  });
}
