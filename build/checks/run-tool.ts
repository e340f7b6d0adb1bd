import { spawn } from 'node:child_process';
import { root } from '../root.ts';

export interface ToolRun {
  /** Null when a signal ended it. */
  exitCode: number | null;
  stdout: string;
  /** Both streams as a person would have seen them. */
  output: string;
}

/** Runs a JavaScript tool of node_modules under this runtime, without input. */
export function runTool(
  script: string,
  parameters: string[],
  environment: Record<string, string> = {},
): Promise<ToolRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`node_modules/${script}`, ...parameters], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      stdout += piece;
      output += piece;
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, output }));
  });
}
