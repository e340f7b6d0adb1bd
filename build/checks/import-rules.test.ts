import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { runTool } from './run-tool.ts';

const configName = '.rev-dep.config.jsonc';
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'budayang-rules-'));
  await copyFile(join(root, configName), join(directory, configName));
  await writeFile(join(directory, 'package.json'), '{ "dependencies": { "electron": "1.0.0" } }');
});

afterEach(() => rm(directory, { recursive: true }));

/** Runs the house's rules over a tree of these files; true when they pass. */
async function passes(files: Record<string, string>): Promise<boolean> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  const run = await runTool('rev-dep/bin.js', ['config', 'run', '--cwd', directory]);
  return run.exitCode === 0;
}

const file = 'export const a = 1;\n';
const doorToB = { 'devices/codec/b.ts': file, 'devices/codec/index.ts': "export { a } from './b.ts';\n" };

describe('import rules', () => {
  it.each([
    ['contract imports nothing of the house', 'contract/a.ts', '../link/index.ts', 'link/index.ts'],
    ['the window sees the contract only', 'renderer/kiosk/a.tsx', '../../link/index.ts', 'link/index.ts'],
    ['the fleet sees contract and link only', 'fleet/server/a.ts', '../../db/index.ts', 'db/index.ts'],
    ['devices do not know the core', 'devices/host/a.ts', '../../main/core/index.ts', 'main/core/index.ts'],
    ['the shell holds no business', 'main/shell/node/a.ts', '../../core/index.ts', 'main/core/index.ts'],
    ['the core does not know its shell', 'main/core/a.ts', '../shell/a.ts', 'main/shell/a.ts'],
    ['the database does not know the core', 'db/a.ts', '../main/core/index.ts', 'main/core/index.ts'],
  ])('%s', async (_rule, from, specifier, to) => {
    expect(await passes({ [from]: `import '${specifier}';\n`, [to]: file })).toBe(false);
  });

  it('a device class is entered by its door, not by its files', async () => {
    expect(await passes({ ...doorToB, 'devices/host/a.ts': "import '../codec/index.ts';\n" })).toBe(true);
    expect(await passes({ ...doorToB, 'devices/host/a.ts': "import '../codec/b.ts';\n" })).toBe(false);
  });

  it('a type is an import too, also inside a type expression', async () => {
    const type = "export type A = import('../devices/codec/index.ts').A;\n";
    expect(await passes({ ...doorToB, 'contract/a.ts': type })).toBe(false);
  });

  it('nobody outside the Electron shell touches electron: importing it in plain Node starts a download', async () => {
    const electron = "import type { App } from 'electron';\nexport type A = App;\n";
    expect(await passes({ 'main/shell/electron/a.ts': electron })).toBe(true);
    expect(await passes({ 'main/shell/a.ts': electron })).toBe(false);
    await rm(join(directory, 'main/shell/a.ts'));
    expect(await passes({ 'tests/flow/a.ts': electron })).toBe(false);
  });

  it('a circle of imports is refused', async () => {
    expect(await passes({ 'link/a.ts': "import './b.ts';\n", 'link/b.ts': "import './a.ts';\n" })).toBe(
      false,
    );
  });

  it('every room and every folder of devices/ has a rule, so that a new one is not left unguarded', async () => {
    const config = await readFile(join(root, configName), 'utf8');
    const guarded = [...config.matchAll(/"pattern": "([^"]+)\/\*\*"/g)].map((match) => match[1]);
    const folders = await Promise.all([listFolders('devices'), listFolders('main')]);
    expect(guarded).toEqual(
      expect.arrayContaining([...folders.flat(), 'contract', 'link', 'db', 'city', 'fleet', 'renderer']),
    );
  });
});

async function listFolders(room: string): Promise<string[]> {
  const entries = await readdir(join(root, room), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${room}/${entry.name}`);
}
