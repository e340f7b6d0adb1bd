import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/**
 * Runs a program without input and keeps its output for the case of failure. One line on the error
 * stream says what is being done, since standard output belongs to results.
 *
 * @param {string} progress
 * @param {string} command
 * @param {string[]} parameters
 * @param {NodeJS.ProcessEnv} [environment] added to the own one
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function quietRun(progress, command, parameters, environment = {}) {
  console.error(progress);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    });
    /** @param {Buffer} piece */
    const keep = (piece) => {
      output += piece;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: `${command}: ${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
