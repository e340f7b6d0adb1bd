import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../contract/result.ts';
import { type DriverName, driverNameOf, renamed } from './names.ts';
import { mark, templateFiles, wiring } from './pickup-locker.ts';

export interface AddedDriver {
  name: DriverName;
  /** Paths in the repository. */
  created: string[];
  changed: string[];
}

/**
 * Copies the template of a class under a new name and enters it wherever a driver is named. Either
 * everything is written or, with a sentence for a person, nothing. The formatter has to run over it.
 */
export async function addDriver(
  root: string,
  deviceClass: string,
  text: string,
): Promise<Result<AddedDriver, string>> {
  if (deviceClass !== 'pickup-locker') {
    return err(
      `there is a template for pickup-locker and none for "${deviceClass}"; docs/devices/add-a-driver.md says how to go on without`,
    );
  }
  const name = driverNameOf(text);
  if (!name.ok) return name;
  const writes = new Map<string, string>();
  for (const path of templateFiles) {
    const copy = renamed(path, name.value);
    if (existsSync(join(root, copy))) return err(`${copy} exists already`);
    writes.set(copy, renamed(await readFile(join(root, path), 'utf8'), name.value));
  }
  const created = [...writes.keys()];
  for (const { path, head, text: entry } of wiring) {
    const before = await readFile(join(root, path), 'utf8');
    if (new RegExp(`['/]${name.value.kebab}['.]`).test(before)) {
      return err(`${path} knows a driver ${name.value.kebab} already`);
    }
    if (entry !== undefined && before.split(mark).length !== 2) {
      return err(`${path} has to have this line once: ${mark}`);
    }
    // By a function: a replacement text would be searched for `$`.
    const entered = before.replace(mark, () => `${renamed(entry ?? '', name.value)}\n${mark}`);
    writes.set(path, head === undefined ? entered : `${renamed(head, name.value)}\n${entered}`);
  }
  for (const [path, content] of writes) await writeFile(join(root, path), content);
  return ok({ name: name.value, created, changed: wiring.map(({ path }) => path) });
}
