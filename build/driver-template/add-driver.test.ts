import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pickupLockerConfigSchema } from '../../contract/terminal-config.ts';
import { root } from '../root.ts';
import { addDriver } from './add-driver.ts';
import { templateName } from './names.ts';
import { templateFiles } from './pickup-locker.ts';

const run = promisify(execFile);
const leftBehind = new Set(['node_modules', 'dist', 'out', '.git']);
let house: string;

/** Runs a program of the copied house under this runtime; a failure tells what it said. */
async function runInHouse(...parameters: string[]): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('VITEST')));
  const { stdout } = await run(process.execPath, parameters, { cwd: house, env }).catch((error) => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

async function sourcesOf(
  directory: string,
  rooms: readonly string[],
): Promise<{ path: string; text: string }[]> {
  const entries = await Promise.all(
    rooms.map((room) => readdir(join(directory, room), { recursive: true, withFileTypes: true })),
  );
  const files = entries.flat().filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return Promise.all(
    files.map(async ({ parentPath, name }) => ({
      path: relative(directory, join(parentPath, name)),
      text: await readFile(join(parentPath, name), 'utf8'),
    })),
  );
}

const isOfTemplate = ({ path }: { path: string }) => (templateFiles as readonly string[]).includes(path);

describe('a driver begun from the template', () => {
  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'budayang-driver-'));
    await cp(root, house, { recursive: true, filter: (path) => !leftBehind.has(basename(path)) });
    await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  });
  afterAll(() => rm(house, { recursive: true }));

  it('a name that is none, a name that is taken, a class without a template -> nothing is written', async () => {
    const files = async () => (await sourcesOf(house, ['contract', 'devices', 'tests'])).length;
    const before = await files();
    for (const [deviceClass, name, word] of [
      ['pickup-locker', 'Acme_16', 'no name of a driver'],
      ['pickup-locker', 'kerong-cu16', 'exists already'],
      ['pickup-locker', 'template-board', 'exists already'],
      ['receipt-printer', 'acme-16', 'none for "receipt-printer"'],
    ] as const) {
      const added = await addDriver(house, deviceClass, name);
      expect(added).toMatchObject({ ok: false, error: expect.stringContaining(word) });
    }
    expect(await files()).toBe(before);
  });

  it('passes types, lint, the suite of its class and the fault table before a line of it is changed', async () => {
    const said = await runInHouse('build/make-driver.ts', 'pickup-locker', 'sample-8');
    const paths = [...said.matchAll(/^ {2}(\S+\.ts)$/gm)].map(([, path]) => path ?? '');
    // Lists of tests, which no type check misses.
    expect(paths).toContain('tests/recordings/pickup-locker.ts');
    expect(paths).toContain('tests/fuzz/targets/pickup-locker.ts');
    // Every room that knows drivers, so that a place which was left out is found too.
    const include = ['contract', 'devices', 'tests/fault', 'tests/fuzz', 'tests/recordings'];
    const settings = { extends: './tsconfig.json', include };
    await writeFile(join(house, 'tsconfig.driver.json'), JSON.stringify(settings));
    await runInHouse('node_modules/typescript/bin/tsc', '-p', 'tsconfig.driver.json');
    await runInHouse('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...paths);
    const tests = ['devices/pickup-locker/sample-8.test.ts', 'tests/fault/pickup-locker.test.ts'];
    const vitest = [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project=unit',
      '--reporter=json',
      '--outputFile.json=report.json',
    ];
    await runInHouse(...vitest, ...tests, '-t', 'sample-8');
    const report = JSON.parse(await readFile(join(house, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ success: true, numFailedTests: 0 });
    expect(report.numPassedTests).toBeGreaterThan(50);
  }, 300_000);

  it('the same name a second time -> refused', async () => {
    expect(await addDriver(house, 'pickup-locker', 'sample-8')).toMatchObject({ ok: false });
  });
});

describe('the template itself', () => {
  it('a configuration that names it -> refused', () => {
    const { success, error } = pickupLockerConfigSchema.safeParse({
      driver: templateName.kebab,
      transport: { kind: 'tcp', host: '127.0.0.1', port: 4001 },
      boards: [{ address: 1, cells: 8 }],
    });
    expect(success).toBe(false);
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['driver']);
  });

  it('a program of the terminal that reaches it -> is found', async () => {
    const reaching = (await sourcesOf(root, ['contract', 'link', 'devices', 'main']))
      .filter((file) => !isOfTemplate(file))
      .filter(({ text }) => text.includes(templateName.kebab));
    expect(reaching.map(({ path }) => path)).toEqual([]);
  });

  it('a place of a driver that nobody filled in -> is found', async () => {
    const open = (await sourcesOf(root, ['contract', 'devices', 'tests']))
      .filter((file) => !isOfTemplate(file))
      .filter(({ text }) => text.includes('CHANGE:'));
    expect(open.map(({ path }) => path)).toEqual([]);
  });
});
