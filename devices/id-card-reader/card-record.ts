import type { IdCard } from '../../contract/device-classes.ts';
import { err, ok, type Result, unreachable } from '../../contract/result.ts';
import { decodeForeigner2017, encodeForeigner2017 } from './foreigner-2017-record.ts';
import { decodeForeigner2023, encodeForeigner2023 } from './foreigner-2023-record.ts';
import { textRecordLength } from './record-fields.ts';
import { decodeResidencePermit, encodeResidencePermit } from './residence-permit-record.ts';
import { decodeResidentRecord, encodeResidentRecord } from './resident-record.ts';

/** Here a UTF-16LE character tells the kind of card; on resident cards the place is reserved. */
const typeOffset = 248;
/** 30 03 gives addresses of 35 characters. */
const addressLength = 70;

/** The text record of any card, by the type it tells of itself. */
export function decodeCardRecord(record: Uint8Array): Result<IdCard, 'unreadable'> {
  if (record.length !== textRecordLength) return err('unreadable');
  const type = String.fromCharCode((record[typeOffset] ?? 0) + 256 * (record[typeOffset + 1] ?? 0));
  switch (type) {
    case 'I':
      return decodeForeigner2017(record);
    case 'J':
      return decodeResidencePermit(record);
    case 'Y':
      return decodeForeigner2023(record);
    default: {
      const card = decodeResidentRecord(record);
      return card.ok ? ok({ ...card.value, cardType: 'resident' }) : card;
    }
  }
}

/** @throws RangeError where a field is longer than the record has room for */
export function encodeCardRecord(card: IdCard): Uint8Array {
  switch (card.cardType) {
    case 'resident':
      return encodeResidentRecord(card);
    case 'residence_permit':
      return encodeResidencePermit(card);
    case 'foreigner_2017':
      return encodeForeigner2017(card);
    case 'foreigner_2023':
      return encodeForeigner2023(card);
    default:
      return unreachable(card);
  }
}

/** Addresses added to a card after it was issued, newest as the unit gives them; damaged ones are left out. */
export function decodeAppendedAddresses(data: Uint8Array): string[] {
  // Some units put the length in front, as they do before the text of a card.
  const body = data.length % addressLength === 2 ? data.subarray(2) : data;
  const addresses: string[] = [];
  for (let offset = 0; offset + addressLength <= body.length; offset += addressLength) {
    const text = Buffer.from(body.subarray(offset, offset + addressLength)).toString('utf16le');
    const address = text.replace(/[ \0\u3000]+$/, '');
    if (address !== '') addresses.push(address);
  }
  return addresses;
}

export function encodeAppendedAddresses(addresses: readonly string[]): Uint8Array {
  return Uint8Array.from(
    Buffer.from(addresses.map((address) => address.padEnd(addressLength / 2, ' ')).join(''), 'utf16le'),
  );
}
