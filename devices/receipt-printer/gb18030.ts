/** One character as the slip sees it. */
export interface SlipCharacter {
  text: string;
  /** 1 for ASCII, otherwise 2. */
  columns: 1 | 2;
  /** What the unit's own font prints; null where it has no glyph and a picture is needed. */
  bytes: Uint8Array | null;
}

/** Ideographs, ASCII and their punctuation: none of them joins with its neighbour to one character. */
const separate = /^[\x20-\x7e\xb7\u2010-\u2027\u3000-\u3029\p{Unified_Ideograph}\uff01-\uff60\uffe5]*$/u;

/**
 * Splits a text into characters. Control characters are left out, so that no text of a document can
 * ever become a command of the printer; a tab is a space.
 */
export function toSlipCharacters(text: string): SlipCharacter[] {
  const characters: SlipCharacter[] = [];
  for (const segment of graphemesOf(text.normalize('NFC').replaceAll('\t', ' '))) {
    if (/^\p{Cc}+$/u.test(segment) || /^\p{Cf}+$/u.test(segment)) continue;
    const ascii = /^[\x20-\x7e]$/.test(segment);
    characters.push({ text: segment, columns: ascii ? 1 : 2, bytes: encodeInFont(segment) });
  }
  return characters;
}

/** Most texts need no segmenter, which takes 3 MB and time to make. */
function graphemesOf(text: string): Iterable<string> {
  if (separate.test(text)) return text;
  const segments = new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text);
  return Array.from(segments, ({ segment }) => segment);
}

export function columnsOf(characters: readonly SlipCharacter[]): number {
  return characters.reduce((columns, character) => columns + character.columns, 0);
}

const decoder = new TextDecoder('gb18030');

function encodeInFont(character: string): Uint8Array | null {
  if (/\p{Co}/u.test(character)) return null;
  const code = character.codePointAt(0) ?? 0;
  if (String.fromCodePoint(code) !== character) return null;
  if (code >= 0x20 && code < 0x7f) return Uint8Array.of(code);
  const pair = bytesInFont()[code] ?? 0;
  return pair === 0 ? null : Uint8Array.of(pair >> 8, pair & 0xff);
}

/** Both bytes by UTF-16 code unit; 0 where the font has no glyph. Made of the runtime's own decoder. */
let table: Uint16Array | null = null;
function bytesInFont(): Uint16Array {
  if (table) return table;
  table = new Uint16Array(0x10000);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (!isInFont(lead, trail)) continue;
      const code = decoder.decode(Uint8Array.of(lead, trail)).charCodeAt(0);
      if (!isVerticalForm(code)) table[code] = (lead << 8) | trail;
    }
  }
  return table;
}

/** Came into the two-byte area with GB 18030-2022 only. */
function isVerticalForm(code: number): boolean {
  return code >= 0xfe10 && code <= 0xfe19;
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
  return decoder.decode(bytes);
}
