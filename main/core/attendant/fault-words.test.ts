import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultWords, wordsByClass, wordsOfFault } from './fault-words.ts';

const devicesDirectory = join(import.meta.dirname, '../../../devices');
const bringsWords = (name: string) => existsSync(join(devicesDirectory, name, 'fault-texts.ts'));
const classes = ['host', 'id-card-reader', 'code-scanner', 'receipt-printer'].filter(
  (name) => !bringsWords(name),
);

/** Fault codes as they stand in the sources: `code: 'no_answer'`. */
function codesIn(name: string): string[] {
  const directory = join(devicesDirectory, name);
  const files = readdirSync(directory).filter((file) => file.endsWith('.ts') && !file.includes('test'));
  return files.flatMap((file) =>
    [...readFileSync(join(directory, file), 'utf8').matchAll(/code: '([a-z_]+)'/g)].map(
      ([, code]) => code ?? '',
    ),
  );
}

const han = /\p{Script=Han}/u;

describe('words of faults', () => {
  it('every fault a driver names has words for the technician', () => {
    const unnamed = [...new Set(classes.flatMap(codesIn))].filter((code) => !(code in faultWords));
    expect(unnamed).toEqual([]);
  });

  it('every class that brings words of its own is asked for them', () => {
    expect(readdirSync(devicesDirectory).filter(bringsWords).sort()).toEqual(
      Object.keys(wordsByClass).sort(),
    );
  });

  it('the same code says of each class what is right for it', () => {
    expect(wordsOfFault('door', 'no_answer').en).toContain('relay board');
    expect(wordsOfFault('receipt-printer', 'no_answer').en).toContain('unit');
  });

  it('both languages, neither left in the other', () => {
    for (const [code, { zh, en }] of Object.entries(faultWords)) {
      expect(han.test(zh), code).toBe(true);
      expect(han.test(en), code).toBe(false);
    }
  });

  it('a code without words is not called by the words of another', () => {
    const known = Object.values(faultWords);
    expect(known).not.toContain(wordsOfFault('door', 'never_heard_of'));
  });
});
