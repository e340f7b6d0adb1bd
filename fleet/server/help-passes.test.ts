import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import { HelpPasses } from './help-passes.ts';

const ours = terminalIdSchema.parse('TEST-0001');
const other = terminalIdSchema.parse('TEST-0002');
const asks = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('a terminal asks for the line of calls', () => {
  let directory: string;
  let members: Set<TerminalId>;
  const open = () => HelpPasses.open(directory, (terminalId) => members.has(terminalId));
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'budayang-passes-'));
    members = new Set([ours]);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('with its own token -> known, also after the server was started anew', async () => {
    const token = (await open()).tokenOf(ours);
    expect((await open()).nameTerminal(asks(token))).toBe(ours);
    if (process.platform !== 'win32') {
      expect(statSync(join(directory, 'help-secret')).mode & 0o077).toBe(0);
    }
  });

  it('as another terminal with its own mark -> refused: a stolen terminal rings for no other', async () => {
    const passes = await open();
    members.add(other);
    const mark = passes.tokenOf(ours).split('.')[1];
    expect(passes.nameTerminal(asks(`${other}.${mark}`))).toBeNull();
  });

  it('of which nothing is known any more -> refused', async () => {
    const passes = await open();
    members.clear();
    expect(passes.nameTerminal(asks(passes.tokenOf(ours)))).toBeNull();
  });

  it.each(['', 'TEST-0001', 'TEST-0001.', 'TEST-0001.AAAA', '.AAAA', 'a.b.c'])(
    'with "%s" -> refused',
    async (token) => {
      expect((await open()).nameTerminal(asks(token))).toBeNull();
    },
  );

  it('with nothing at all -> refused', async () => {
    expect((await open()).nameTerminal({ headers: {} })).toBeNull();
  });
});
