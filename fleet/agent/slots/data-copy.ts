import { copyFileSync, type Dirent, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { flushDirectory, flushFile } from '../../../link/index.ts';

/**
 * What a new version may change of the terminal's memory: the files in the data directory (database, its log, its marks)
 * and in the directory of keys. Folders below (certificates of the fleet, profile of the window) are not the core's.
 */
export interface DataPlaces {
  dataDirectory: string;
  keysDirectory: string;
}

const parts = [
  ['data', 'dataDirectory'],
  ['keys', 'keysDirectory'],
] as const;

/** Copies everything beside its place and only then takes it for whole. Nobody may write meanwhile. */
export function copyData(places: DataPlaces, copyDirectory: string, begun: () => void): void {
  const beside = `${copyDirectory}.new`;
  rmSync(beside, { recursive: true, force: true });
  rmSync(copyDirectory, { recursive: true, force: true });
  for (const [part, place] of parts) {
    const target = join(beside, part);
    mkdirSync(target, { recursive: true, mode: 0o700 });
    for (const { name } of filesOf(places[place])) {
      copyFileSync(join(places[place], name), join(target, name));
      flushFile(join(target, name));
      begun();
    }
    flushDirectory(target);
  }
  renameSync(beside, copyDirectory);
  flushDirectory(join(copyDirectory, '..'));
}

/**
 * Puts the copy back and takes away what was not there. May be torn off and begun again as often as need be: the copy
 * stays. Files that came since go first, because the log of another database must never lie beside this one.
 */
export function putDataBack(places: DataPlaces, copyDirectory: string, begun: () => void): void {
  // Nothing is taken away for a copy that is not there.
  if (!existsSync(copyDirectory)) return;
  for (const [part, place] of parts) {
    const source = join(copyDirectory, part);
    const directory = places[place];
    if (!existsSync(directory)) continue;
    const kept = new Set(filesOf(source).map(({ name }) => name));
    for (const { name } of filesOf(directory)) if (!kept.has(name)) rmSync(join(directory, name));
    flushDirectory(directory);
    for (const name of kept) {
      const beside = join(directory, `${name}.returning`);
      copyFileSync(join(source, name), beside);
      flushFile(beside);
      renameSync(beside, join(directory, name));
      begun();
    }
    flushDirectory(directory);
  }
}

function filesOf(directory: string): Dirent[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
}
