import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceClassSchema } from '../../../contract/device-common.ts';
import { explainFault, wordsByClass, wordsOfFault } from './fault-words.ts';

const devicesDirectory = join(import.meta.dirname, '../../../devices');
const bringsWords = (name: string) => existsSync(join(devicesDirectory, name, 'fault-texts.ts'));

/** Fault codes as they stand in the sources: `code: 'no_answer'`. */
function codesIn(directory: string, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    [...readFileSync(join(devicesDirectory, directory, file), 'utf8').matchAll(/code: '([a-z_]+)'/g)].flatMap(
      ([, code]) => code ?? [],
    ),
  );
}

const han = /\p{Script=Han}/u;

describe('words of faults', () => {
  it('no class of devices is without words', () => {
    expect(Object.keys(wordsByClass).sort()).toEqual([...deviceClassSchema.options].sort());
  });

  it('every class that brings words of its own is asked for them', () => {
    expect(readdirSync(devicesDirectory).filter(bringsWords).sort()).toEqual(
      Object.keys(wordsByClass).sort(),
    );
  });

  it('a line that is lost, missing or held by another has words in every class with a line', () => {
    const ofTheLine = codesIn('host', ['connection-status.ts']);
    expect(ofTheLine).toContain('no_answer');
    for (const [deviceClass, words] of Object.entries(wordsByClass)) {
      if (deviceClass === 'document-camera' || deviceClass === 'document-printer') continue;
      expect(Object.keys(words), deviceClass).toEqual(expect.arrayContaining(ofTheLine));
    }
  });

  it('every fault of the receipt printer has words', () => {
    const rules = readFileSync(join(devicesDirectory, 'receipt-printer', 'status.ts'), 'utf8');
    const ruled = [...rules.matchAll(/^ {2}\[\(c\) => .*, '([a-z_]+)', '/gm)].flatMap(
      ([, code]) => code ?? [],
    );
    expect(ruled.length).toBeGreaterThan(5);
    const told = [...ruled, ...codesIn('receipt-printer', ['completions.ts'])];
    expect(Object.keys(wordsByClass['receipt-printer'] ?? {})).toEqual(expect.arrayContaining(told));
  });

  it('the same code says of each class what is right for it', () => {
    expect(wordsOfFault('door', 'no_answer').en).toContain('relay board');
    expect(wordsOfFault('receipt-printer', 'no_answer').en).toContain('unit');
    expect(wordsOfFault('door', 'device_away').en).toContain('started again');
  });

  it('both languages, neither left in the other', () => {
    for (const [deviceClass, words] of Object.entries(wordsByClass)) {
      for (const [code, { technician }] of Object.entries(words)) {
        expect(han.test(technician.zh), `${deviceClass} ${code}`).toBe(true);
        expect(han.test(technician.en), `${deviceClass} ${code}`).toBe(false);
      }
    }
  });

  it.each([
    ['never_heard_of', 'a code nobody has listed'],
    ['unknown_code', 'a code by which the driver says that it does not know'],
  ])('%s: %s -> shown as unknown with what the unit said', (code) => {
    expect(explainFault('door', { code, nextAct: 'technician', vendorCode: 'exception 0c' })).toMatchObject({
      known: false,
      vendorCode: 'exception 0c',
    });
  });
});
