import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'link-child-'));
afterAll(() => rmSync(directory, { recursive: true }));

const linkUrl = pathToFileURL(join(import.meta.dirname, 'index.ts')).href;

/** A child that lives until its parent asks it to stop or is gone. */
function forkChild(beforeConnecting: string, beforeListening = '') {
  const program = join(directory, `child-${crypto.randomUUID()}.mts`);
  writeFileSync(
    program,
    `import { connectToParent } from '${linkUrl}';
     ${beforeConnecting}
     const parent = connectToParent();
     ${beforeListening}
     parent.onStop(() => process.exit(7));
     setInterval(() => {}, 1000);
     parent.ready();`,
  );
  return fork(program, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

const exitCode = (child: ReturnType<typeof forkChild>) =>
  new Promise<number | null>((resolve) => child.once('exit', resolve));

describe('a child of the shell', () => {
  it('shell gone -> the child ends instead of living on as an orphan', async () => {
    const child = forkChild('');
    await new Promise((resolve) => child.once('message', resolve));
    const ended = exitCode(child);
    child.disconnect();
    expect(await ended).toBe(7);
  });

  it('shell gone while the child was still loading -> it ends all the same', async () => {
    const child = forkChild(
      "process.once('message', () => {}); await new Promise((resolve) => process.once('disconnect', resolve));",
    );
    const ended = exitCode(child);
    child.disconnect();
    expect(await ended).toBe(7);
  });

  it.each([
    ['gone', 'disconnect', (child: ReturnType<typeof forkChild>) => child.disconnect()],
    ['asks for the end', 'message', (child: ReturnType<typeof forkChild>) => child.send({ kind: 'stop' })],
  ])(
    'shell %s while the child is still starting -> the child ends as soon as it listens',
    async (_, event, end) => {
      const child = forkChild('', `await new Promise((resolve) => process.once('${event}', resolve));`);
      const ended = exitCode(child);
      end(child);
      expect(await ended).toBe(7);
    },
  );
});
