import { describe, expect, it } from 'vitest';
import { askSynchronised, runProgram } from './synchronisation.ts';

const chronyLine = (leap: string) =>
  `A29FC87B,162.159.200.123,4,1795300000.1,-0.0001,0.00002,0.0003,-1.2,0.001,0.02,0.03,0.0009,64.2,${leap}\n`;

function asking(answers: Partial<Record<string, string>>): Promise<boolean | null> {
  return askSynchronised(async (program) => answers[program] ?? null)();
}

describe('whether a time server has confirmed the clock', () => {
  it.each([
    ['systemd says yes', { timedatectl: 'yes\n' }, true],
    ['systemd says no', { timedatectl: 'no\n' }, false],
    ['chrony says normal', { chronyc: chronyLine('Normal') }, true],
    ['chrony announces a leap second', { chronyc: chronyLine('Insert second') }, true],
    ['chrony has lost its servers', { timedatectl: 'no\n', chronyc: chronyLine('Not synchronised') }, false],
    ['nobody answers', {}, null],
    ['nonsense', { timedatectl: '?', chronyc: '?' }, null],
  ])('%s', async (_, answers, expected) => {
    expect(await asking(answers)).toBe(expected);
  });

  it('a program that is not there -> nothing said, no error', async () => {
    expect(await runProgram('no-such-program-on-any-terminal', [])).toBeNull();
  });
});
