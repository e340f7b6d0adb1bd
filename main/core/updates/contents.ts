import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { ServiceItem } from '../../../contract/catalog.ts';
import { releaseVersionSchema } from '../../../contract/fleet-update.ts';
import { type Notice, noticesFileSchema } from '../../../contract/notices.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import type { TerminalConfig } from '../../../contract/terminal-config.ts';
import { type ConfigProblem, loadCatalog } from '../catalog/index.ts';
import { HelpBook, loadHelp } from '../help/index.ts';

/** Everything a catalogue is: the items, and the answers about them. */
export interface Contents {
  items: readonly ServiceItem[];
  helpBook: HelpBook;
}

const pointerSchema = z.object({ version: releaseVersionSchema });

/** All problems of a folder at once. */
export async function loadContents(directory: string): Promise<Result<Contents, ConfigProblem[]>> {
  const catalog = await loadCatalog(directory);
  if (!catalog.ok) return catalog;
  const help = await loadHelp(
    directory,
    catalog.value.map(({ itemCode }) => itemCode),
  );
  return help.ok ? ok({ items: catalog.value, helpBook: new HelpBook(help.value) }) : err(help.error);
}

/**
 * What a start begins with: the fleet's catalogue where there is one in force that this program understands, and else the
 * one the configuration names.
 */
export async function firstContents(
  config: Pick<TerminalConfig, 'catalogDirectory' | 'dataDirectory'>,
): Promise<Result<Contents, ConfigProblem[]>> {
  const place = resolve(config.dataDirectory, 'catalogue');
  const version = await versionInForce(place);
  if (version !== null) {
    const taken = await loadContents(join(place, version));
    if (taken.ok) return taken;
  }
  return loadContents(resolve(config.catalogDirectory));
}

/** Wrong ones are refused as a whole. */
export async function loadNotices(directory: string): Promise<Result<{ notices: readonly Notice[] }, null>> {
  try {
    const text = await readFile(join(directory, 'notices.json'), 'utf8');
    const parsed = noticesFileSchema.safeParse(JSON.parse(text));
    return parsed.success ? ok(parsed.data) : err(null);
  } catch {
    return err(null);
  }
}

/** None where the fleet has sent none that this program understands. */
export async function firstNotices({
  dataDirectory,
}: Pick<TerminalConfig, 'dataDirectory'>): Promise<{ notices: readonly Notice[] }> {
  const place = resolve(dataDirectory, 'notices');
  const version = await versionInForce(place);
  const taken = version === null ? null : await loadNotices(join(place, version));
  return taken?.ok ? taken.value : { notices: [] };
}

async function versionInForce(place: string): Promise<string | null> {
  try {
    const parsed = pointerSchema.safeParse(JSON.parse(await readFile(join(place, 'current.json'), 'utf8')));
    return parsed.success ? parsed.data.version : null;
  } catch {
    return null;
  }
}
