import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeExit, startProgram } from './program.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'budayang-program-'));
});

afterEach(() => rm(directory, { recursive: true }));

async function start(source: string) {
  const entry = join(directory, 'entry.mjs');
  await writeFile(entry, source);
  const readySchema = z.object({ ready: z.literal(true), port: z.number() });
  const logPath = join(directory, 'log.txt');
  return startProgram({ name: 'city', entry, parameters: [], logPath, readySchema });
}

const sayReady = `console.log('warming'); console.log(JSON.stringify({ ready: true, port: 7 }));`;

describe('a started program', () => {
  it('is ready when it says so, ends when asked, and leaves what it wrote in its log', async () => {
    const program = await start(
      `setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(0)); ${sayReady}`,
    );
    expect(program.ready.port).toBe(7);
    await program.stop();
    expect(await program.ended).toMatchObject({ code: 0, signal: null });
    expect(await readFile(join(directory, 'log.txt'), 'utf8')).toContain('warming\n');
  });

  it('ends before it is ready -> the person at the machine reads who and why', async () => {
    await expect(start(`console.error('port 4630 is taken'); process.exit(3);`)).rejects.toThrow(
      /city has ended with code 3[\s\S]*port 4630 is taken/,
    );
  });

  it.skipIf(process.platform === 'win32')(
    'a Ctrl-C reaches the starter alone, which ends its programs in order',
    async () => {
      const program = await start(
        `setInterval(() => {}, 1000); process.on('SIGTERM', () => process.exit(0)); ${sayReady}`,
      );
      // A Ctrl-C goes to the group of the starter. A group named after the program is another one.
      expect(() => process.kill(-(program.pid ?? 0), 0)).not.toThrow();
      await program.stop();
    },
  );

  it('dies later -> whoever started it hears of it', async () => {
    const program = await start(
      `${sayReady} process.on('message', () => {}); process.kill(process.pid, 'SIGKILL');`,
    );
    expect(describeExit(await program.ended)).toMatch(/^city has ended by SIGKILL/);
  });
});
