import { describe, expect, it } from 'vitest';
import { type Composition, type KeyPress, press } from './composition.ts';

const empty: Composition = { value: '', letters: '' };
const play = (from: Composition, keys: KeyPress[], maxLength = 20) =>
  keys.reduce((composition, key) => press(composition, key, maxLength), from);
const letters = (text: string): KeyPress[] => [...text].map((letter) => ({ kind: 'letter', letter }));

describe('composition', () => {
  it('a chosen part goes into the field and the rest of the letters stays to be chosen', () => {
    const result = play(empty, [
      ...letters('zhangchong'),
      { kind: 'choose', candidate: { text: '张', usedLetters: 5 } },
    ]);
    expect(result).toEqual({ value: '张', letters: 'chong' });
  });

  it('deleting takes a letter first and then a whole character, also a rare one of two units', () => {
    const from = { value: '张𠮷', letters: 'a' };
    expect(play(from, [{ kind: 'backspace' }])).toEqual({ value: '张𠮷', letters: '' });
    expect(play(from, [{ kind: 'backspace' }, { kind: 'backspace' }])).toEqual({ value: '张', letters: '' });
  });

  it('the field takes no more than its length, counted in characters', () => {
    expect(play({ value: '张𠮷', letters: '' }, [{ kind: 'text', text: '1' }], 3).value).toBe('张𠮷1');
    expect(play({ value: '张𠮷', letters: '' }, [{ kind: 'text', text: '12' }], 3).value).toBe('张𠮷');
    const full = play(
      { value: '张', letters: 'shanghai' },
      [{ kind: 'choose', candidate: { text: '上海', usedLetters: 8 } }],
      2,
    );
    expect(full).toEqual({ value: '张', letters: 'shanghai' });
  });

  it('an apostrophe parts syllables but never begins or doubles', () => {
    expect(play(empty, letters("'xi''an")).letters).toBe("xi'an");
  });

  it('clearing empties field and letters', () => {
    expect(play({ value: '张', letters: 'abc' }, [{ kind: 'clear' }])).toEqual(empty);
  });
});
