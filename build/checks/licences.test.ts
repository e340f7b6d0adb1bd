import { describe, expect, it } from 'vitest';
import { findLicenceProblems } from './licences.ts';

function problemsOf(licence: string, packageName = 'thing@1.0.0', shipped = true): string[] {
  return findLicenceProblems([{ packageName, licence, shipped }]);
}

describe('dependency licences', () => {
  it('permissive licences pass, alone and as a choice', () => {
    expect(problemsOf('MIT')).toEqual([]);
    expect(problemsOf('(MIT OR GPL-3.0-only)')).toEqual([]);
    expect(problemsOf('OFL-1.1')).toEqual([]);
  });

  it('a copyleft part that cannot be chosen away is refused, and the message names package and licence', () => {
    expect(problemsOf('MIT AND GPL-3.0-only')).toEqual([
      'thing@1.0.0: "MIT AND GPL-3.0-only" is not allowed for a shipped package',
    ]);
    expect(problemsOf('AGPL-3.0-only')).toHaveLength(1);
  });

  it('a licence nobody can look up is refused', () => {
    expect(problemsOf('SEE LICENSE IN file.txt')).toHaveLength(1);
    expect(problemsOf('UNKNOWN')).toHaveLength(1);
  });

  it('LGPL passes for the replaceable picture library only', () => {
    expect(problemsOf('LGPL-3.0-or-later', '@img/sharp-libvips-linux-x64@1.3.4')).toEqual([]);
    expect(problemsOf('LGPL-3.0-or-later')).toHaveLength(1);
  });

  it('MPL passes for a tool and not for what is shipped', () => {
    expect(problemsOf('MPL-2.0', 'tool@1.0.0', false)).toEqual([]);
    expect(problemsOf('MPL-2.0', 'tool@1.0.0', true)).toHaveLength(1);
  });
});
