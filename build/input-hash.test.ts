import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs } from './input-hash.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'budayang-inputs-'));
  await mkdir(join(directory, 'room', 'inner'), { recursive: true });
  await writeFile(join(directory, 'room', 'inner', 'a.ts'), 'one');
  await writeFile(join(directory, 'lock.json'), '{}');
});

afterEach(() => rm(directory, { recursive: true }));

const hash = () => hashInputs(['room', 'lock.json', 'absent'], directory);

describe('input hash', () => {
  it('nothing changed -> the same hash, so that a second start does not build again', async () => {
    expect(await hash()).toBe(await hash());
  });

  it('a changed, renamed or added file -> another hash, so that nobody runs old code', async () => {
    const before = await hash();
    await writeFile(join(directory, 'room', 'inner', 'a.ts'), 'two');
    const changed = await hash();
    await rename(join(directory, 'room', 'inner', 'a.ts'), join(directory, 'room', 'inner', 'b.ts'));
    const renamed = await hash();
    await writeFile(join(directory, 'room', 'c.json'), '');
    expect(new Set([before, changed, renamed, await hash()]).size).toBe(4);
  });

  it('a test was written -> the same hash', async () => {
    const before = await hash();
    await writeFile(join(directory, 'room', 'a.test.ts'), 'test');
    expect(await hash()).toBe(before);
  });
});
