import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPaths } from '../../build/paths.ts';
import { root } from '../../build/root.ts';
import { type Surroundings, startSurroundings } from '../../build/stack.ts';

describe('a wrong configuration', () => {
  let surroundings: Surroundings;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'configuration-'));
    surroundings = await startSurroundings({});
  });
  afterAll(async () => {
    await surroundings.stop();
    rmSync(directory, { recursive: true });
  });

  /** Starts the shell as a technician would and gives what it says and how it ends. */
  async function start(change: (text: string) => string): Promise<{ code: number | null; said: string }> {
    const configPath = join(directory, 'terminal.json');
    writeFileSync(configPath, change(readFileSync(surroundings.configPath, 'utf8')));
    const child = spawn(
      process.execPath,
      [
        builtPaths.nodeShell,
        ...['--config', configPath, '--programs', JSON.stringify(builtPaths.programs)],
        ...['--kiosk-directory', builtPaths.kioskDirectory],
      ],
      { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, said };
  }

  it('unknown driver -> the terminal does not start and names file, key and what is allowed', async () => {
    const { code, said } = await start((text) => text.replace('"sam-v"', '"sam-x"'));
    expect(code).toBe(2);
    expect(said).toContain('terminal.json');
    expect(said).toContain('devices.id-card-reader.driver');
    expect(said).toContain('"sam-v"');
  });

  it('a broken item in the catalogue -> the terminal does not start and names file, key and what is allowed', async () => {
    const catalogDirectory = mkdtempSync(join(directory, 'catalog-'));
    const item = readFileSync(join(root, 'catalog', 'parcel-pickup.json'), 'utf8');
    writeFileSync(join(catalogDirectory, 'broken.json'), item.replace('"pickup"', '"magic"'));
    const { code, said } = await start((text) => JSON.stringify({ ...JSON.parse(text), catalogDirectory }));
    expect(code).toBe(2);
    expect(said).toContain('broken.json');
    expect(said).toContain('kind');
    expect(said).toContain('application');
  });
});
