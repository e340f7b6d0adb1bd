import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseFile } from '../../fleet/agent/slots/index.ts';
import { releaseFileName } from '../../fleet/agent/slots/index.ts';
import { builtPaths, distDirectory } from '../paths.ts';

const parts = ['processes', 'kiosk', 'node-body'];

/**
 * Puts together what a slot holds of the Node body: what was built, without the maps. Packages with native parts are found
 * above the slots, which does for machines with a clone; a terminal in the field gets Electron's directory, where they are
 * inside.
 */
export function assembleNodeBody(version: string, directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const part of parts) {
    const from = join(distDirectory, part);
    if (!existsSync(from)) throw new Error(`${from} is missing: npm run build makes it`);
    cpSync(from, join(directory, part), {
      recursive: true,
      filter: (source) => !source.endsWith('.map'),
    });
  }
  const inSlot = (path: string) => path.replace(distDirectory, '{slot}');
  const programs = Object.fromEntries(
    Object.entries(builtPaths.programs).map(([name, path]) => [name, inSlot(path)]),
  );
  writeReleaseFile(directory, {
    format: 'release-1',
    version,
    start: [
      ...['{runtime}', '{slot}/node-body/shell.mjs', '--programs', JSON.stringify(programs)],
      ...['--kiosk-directory', inSlot(builtPaths.kioskDirectory)],
    ],
  });
}

/** Beside what another tool has put together, such as the directory of `electron-builder`. */
export function writeReleaseFile(directory: string, file: ReleaseFile): void {
  writeFileSync(join(directory, releaseFileName), `${JSON.stringify(file, null, 2)}\n`);
}
