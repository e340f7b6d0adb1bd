/** A key sends a character unless it is one of these. */
export type SpecialKey = 'backspace' | 'shift' | 'space' | 'apostrophe' | 'clear' | 'done';
export type KeyboardMode = 'pinyin' | 'latin' | 'number';
export type ModeKey = `mode-${KeyboardMode}`;
export type KeyName = string;

/** Which characters a keyboard for numbers offers beside the digits. */
export type NumberExtras = 'none' | 'id_number' | 'address' | 'amount';

const letterRows = [
  ['q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p'],
  ['a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l'],
  ['z', 'x', 'c', 'v', 'b', 'n', 'm'],
] as const;

const numberRows = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
] as const;

/** Words of an address that stand beside its numbers. */
const addressWords = ['号', '弄', '室', '路', '栋', '单元', '楼', '-'] as const;

function otherModes(mode: KeyboardMode): ModeKey[] {
  const all = ['pinyin', 'latin', 'number'] as const;
  return all.filter((other) => other !== mode).map((other) => `mode-${other}` as const);
}

/** Rows of keys, top to bottom. */
export function keyRows(mode: KeyboardMode, extras: NumberExtras): readonly (readonly KeyName[])[] {
  const [top, middle, bottom] = letterRows;
  switch (mode) {
    case 'pinyin':
      return [top, middle, ['apostrophe', ...bottom, 'backspace'], [...otherModes(mode), 'space', 'done']];
    case 'latin':
      return [top, middle, ['shift', ...bottom, 'backspace'], [...otherModes(mode), 'space', 'done']];
    case 'number': {
      const beside = extras === 'id_number' ? 'X' : extras === 'amount' ? '.' : 'clear';
      const last = [beside, '0', 'backspace'];
      const rows = [...numberRows, last];
      if (extras !== 'address') return [...rows, [...otherModes(mode), 'done']];
      return [
        ...rows.map((row, index) => [...row, ...addressWords.slice(index * 2, index * 2 + 2)]),
        [...otherModes(mode), 'done'],
      ];
    }
  }
}
