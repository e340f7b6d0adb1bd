import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quietRun } from './quiet-run.mjs';
import { root } from './root.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Compares the lock file with the one npm leaves inside node_modules after every complete
 * installation, so that `npm install <package>` by hand does not lead to a second one.
 */
export async function ensureNodeModules() {
  const wanted = await readPackages(join(root, 'package-lock.json'));
  if (!wanted) throw new SetupError('package-lock.json cannot be read; check out the repository again.');
  const installed = await readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (installed && isInstalled(wanted, installed)) return;
  await install();
  const now = await readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (now && isInstalled(wanted, now)) return;
  throw new SetupError('package-lock.json does not fit package.json: run npm install and commit both.');
}

/**
 * @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} Packages
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const present = installed[path];
    // Optional packages are there only for some machines; npm has decided.
    if (!present) return entry.optional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}

/**
 * @param {string} path
 * @returns {Promise<Packages | null>}
 */
async function readPackages(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

async function install() {
  // Not `npm ci`: it refuses a lock file that lacks an optional package for another platform, and where the
  // registry in use does not carry that package, npm cannot put it there.
  const parameters = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  // Under `npm run` the program that npm itself runs is the surest one.
  const npmProgram = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : null;
  const run = npmProgram
    ? await quietRun(progress, process.execPath, [npmProgram, ...parameters])
    : await quietRun(progress, process.platform === 'win32' ? 'npm.cmd' : 'npm', parameters);
  if (!run.ok)
    throw new SetupError(`${run.output}\nThe packages could not be installed with npm; see above.`);
}

const progress = 'Installing the packages of package-lock.json (npm install) ...';
