import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { FictionalPerson } from '../../../contract/fictional-person.ts';
import { toSlipCharacters } from '../../../devices/receipt-printer/gb18030.ts';

/** Something that tells who was here, where nothing may. The text itself is not repeated. */
export interface PersonalDataFinding {
  /** The file below the searched directory, or `url` of a request. */
  place: string;
  kind: string;
  encoding: string;
}

interface Needle {
  kind: string;
  encoding: string;
  bytes: Buffer;
}

/** What is looked for: everything that the fictional people have told the terminal. */
export class PersonalDataSearch {
  readonly #needles: Needle[] = [];
  #codes: Needle[] = [];

  constructor(people: readonly FictionalPerson[]) {
    for (const { card, mobilePhone, residenceAddress } of people) {
      this.#add('name', card.name);
      this.#add('id_number', card.idNumber);
      this.#add('mobile_phone', mobilePhone);
      this.#add('address', residenceAddress);
      this.#add('address', card.address);
    }
  }

  /** A code that somebody has shown: good for money or for being taken for somebody. */
  addCode(code: string): void {
    this.#codes.push({ kind: 'code', encoding: 'utf-8', bytes: Buffer.from(code) });
  }

  /** After everything was searched for them; there are many, and each is good once. */
  forgetCodes(): void {
    this.#codes = [];
  }

  /** Every file in these directories, whatever is in it. */
  inDirectories(root: string, directories: readonly string[]): PersonalDataFinding[] {
    return directories.flatMap((directory) =>
      filesBelow(join(root, directory)).flatMap((path) =>
        this.inBytes(relative(root, path), readFileSync(path)),
      ),
    );
  }

  inBytes(place: string, bytes: Buffer): PersonalDataFinding[] {
    return [...this.#needles, ...this.#codes].flatMap(({ kind, encoding, bytes: wanted }) =>
      bytes.includes(wanted) ? [{ place, kind, encoding }] : [],
    );
  }

  /** As it goes over the line, and as somebody who reads it sees it. */
  inUrl(url: string): PersonalDataFinding[] {
    return [...this.inBytes('url', Buffer.from(url)), ...this.inBytes('url', Buffer.from(decoded(url)))];
  }

  #add(kind: string, text: string): void {
    this.#needles.push(
      { kind, encoding: 'utf-8', bytes: Buffer.from(text, 'utf8') },
      { kind, encoding: 'utf-16', bytes: Buffer.from(text, 'utf16le') },
    );
    // Digits are the same bytes in UTF-8.
    if (/[^\x20-\x7e]/.test(text)) {
      const bytes = toSlipCharacters(text).map((character) => character.bytes ?? null);
      const whole = bytes.flatMap((each) => (each ? [each] : []));
      if (whole.length === bytes.length)
        this.#needles.push({ kind, encoding: 'gb18030', bytes: Buffer.concat(whole) });
    }
  }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}
