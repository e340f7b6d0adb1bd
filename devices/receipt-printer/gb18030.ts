import iconv from 'iconv-lite';

/** One character as the slip sees it. */
export interface SlipCharacter {
  text: string;
  /** 1 for ASCII, otherwise 2. */
  columns: 1 | 2;
  /** What the unit's own font prints; null where it has no glyph and a picture is needed. */
  bytes: Uint8Array | null;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Splits a text into characters. Control characters are left out, so that no text of a document can
 * ever become a command of the printer; a tab is a space.
 */
export function toSlipCharacters(text: string): SlipCharacter[] {
  const characters: SlipCharacter[] = [];
  for (const { segment } of graphemes.segment(text.normalize('NFC').replaceAll('\t', ' '))) {
    if (/^\p{Cc}+$/u.test(segment) || /^\p{Cf}+$/u.test(segment)) continue;
    const ascii = /^[\x20-\x7e]$/.test(segment);
    characters.push({ text: segment, columns: ascii ? 1 : 2, bytes: encodeInFont(segment) });
  }
  return characters;
}

export function columnsOf(characters: readonly SlipCharacter[]): number {
  return characters.reduce((columns, character) => columns + character.columns, 0);
}

function encodeInFont(character: string): Uint8Array | null {
  if (/\p{Co}/u.test(character)) return null;
  const bytes = iconv.encode(character, 'gb18030');
  const [lead, trail] = bytes;
  if (lead === undefined) return null;
  if (bytes.length === 1) return lead >= 0x20 && lead < 0x7f ? bytes : null;
  return bytes.length === 2 && trail !== undefined && isInFont(lead, trail) ? bytes : null;
}

/**
 * The two-byte areas that printers carry in ROM: GBK/1 to GBK/5 without the user-defined areas, and
 * without FE50 and above, which came with GB 18030 and is missing in older fonts.
 */
function isInFont(lead: number, trail: number): boolean {
  if (trail === 0x7f || trail < 0x40 || trail > 0xfe) return false;
  if (lead >= 0x81 && lead <= 0xa0) return true;
  if (lead >= 0xa1 && lead <= 0xa7) return trail >= 0xa1;
  if (lead === 0xa8 || lead === 0xa9) return true;
  if (lead >= 0xb0 && lead <= 0xf7) return true;
  if (lead === 0xfe) return trail < 0x50;
  return lead >= 0xaa && lead <= 0xfd && trail <= 0xa0;
}

/** Text bytes as a unit in Chinese mode prints them. */
export function decodeInFont(bytes: Uint8Array): string {
  return iconv.decode(Buffer.from(bytes), 'gb18030');
}
