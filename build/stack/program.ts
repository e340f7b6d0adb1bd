import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { root } from '../root.ts';

const readyDeadlineMs = 30_000;
const stopGraceMs = 5000;
const keptLines = 20;
/** Where the runtime keeps what it made of sources the last time: half of the start of a program of hundreds of files. */
const compileCacheVariable = 'NODE_COMPILE_CACHE';
const compileCacheDirectory = join(root, 'out', 'compile-cache');

export interface ProgramExit {
  name: string;
  code: number | null;
  signal: string | null;
  /** The last lines it wrote. */
  lastLines: string;
}

export interface Program<Ready> {
  ready: Ready;
  pid: number | undefined;
  /** Resolves when the program has ended, for whatever reason. */
  ended: Promise<ProgramExit>;
  /** Asks it to end and waits; ends it hard if it does not. */
  stop(): Promise<void>;
}

/**
 * Starts a program, by default one of our TypeScript entries under this runtime, and waits for the line of JSON that says
 * it is ready. Everything it writes goes to `logPath`. It has a channel to this process, so that it
 * notices when this process is gone.
 */
export async function startProgram<Ready>(options: {
  name: string;
  command?: string;
  entry: string;
  /** Of a program beside the terminal, which runs from its sources; the terminal runs as it does in the field. */
  keepsCompiled?: boolean;
  parameters: string[];
  logPath: string;
  readySchema: z.ZodType<Ready>;
  onLine?: (json: unknown) => void;
}): Promise<Program<Ready>> {
  const { name, readySchema } = options;
  const child = spawn(options.command ?? process.execPath, [options.entry, ...options.parameters], {
    cwd: root,
    env: environmentOf(options.keepsCompiled ?? false),
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    // A Ctrl-C is for the starter, which ends what it started in its own order. (On Windows this would open a console.)
    detached: process.platform !== 'win32',
  });
  const log = createWriteStream(options.logPath);
  const lastLines: string[] = [];
  const keep = (line: string) => {
    log.write(`${line}\n`);
    lastLines.push(line);
    if (lastLines.length > keptLines) lastLines.shift();
  };
  let settleReady: (ready: Ready) => void = () => {};
  const ready = new Promise<Ready>((resolve) => {
    settleReady = resolve;
  });
  const lines = child.stdout ? createInterface({ input: child.stdout }) : null;
  lines?.on('line', (line) => {
    keep(line);
    const json = parseJson(line);
    const parsed = readySchema.safeParse(json);
    if (parsed.success) settleReady(parsed.data);
    options.onLine?.(json);
  });
  if (child.stderr) createInterface({ input: child.stderr }).on('line', keep);
  const ended = new Promise<ProgramExit>((resolve) => {
    const finish = (code: number | null, signal: string | null) => {
      log.end();
      resolve({ name, code, signal, lastLines: lastLines.join('\n') });
    };
    child.on('error', (error) => {
      keep(error.message);
      finish(null, null);
    });
    child.on('close', finish);
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
    await ended;
    clearTimeout(timer);
  };
  const failed = ended.then((exit) => Promise.reject(new Error(describeExit(exit))));
  failed.catch(() => {});
  try {
    const serving = await withDeadline(Promise.race([ready, failed]), name);
    return { ready: serving, pid: child.pid, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environmentOf(keepsCompiled: boolean): NodeJS.ProcessEnv {
  const { [compileCacheVariable]: _inherited, ...environment } = process.env;
  return keepsCompiled ? { ...environment, [compileCacheVariable]: compileCacheDirectory } : environment;
}

/** For a person: who ended, how, and what it said last. */
export function describeExit(exit: ProgramExit): string {
  const how = exit.signal ? `by ${exit.signal}` : `with code ${exit.code ?? 'unknown'}`;
  return `${exit.name} has ended ${how}.${exit.lastLines ? ` It said last:\n${exit.lastLines}` : ''}`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function withDeadline<Value>(promise: Promise<Value>, name: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${name} was not ready after ${readyDeadlineMs / 1000} s`));
    }, readyDeadlineMs);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
