import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BenchClient, connectBench } from './client.ts';
import { type BenchConfigInput, type BenchReady, benchReadySchema } from './config.ts';

export interface RunningBench {
  ready: BenchReady;
  bench: BenchClient;
  pid: number;
  /** Asks the process to end and waits for it. */
  stop(): Promise<void>;
  /** Ends its standard input, as it ends when the parent goes. */
  leave(): void;
}

const readyDeadlineMs = 20_000;
const stopDeadlineMs = 5000;

/** Starts the bench as a process of its own under this Node and connects to its control. */
export async function startBench(config: BenchConfigInput): Promise<RunningBench> {
  await mkdir(config.outputDirectory, { recursive: true });
  const configFile = join(config.outputDirectory, 'bench.json');
  await writeFile(configFile, JSON.stringify(config));
  const entry = fileURLToPath(new URL('./entry.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, '--config', configFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
    await exited;
    clearTimeout(timer);
  };
  try {
    const lines = createInterface({ input: child.stdout });
    const signal = AbortSignal.timeout(readyDeadlineMs);
    const line = await Promise.race([
      once(lines, 'line', { signal }).then(([text]) => String(text)),
      exited.then(([code]) => Promise.reject(new Error(`the bench ended with code ${code}`))),
    ]);
    const ready = benchReadySchema.parse(JSON.parse(line));
    const { bench, close } = await connectBench(ready.controlUrl);
    return {
      ready,
      bench,
      pid: child.pid ?? 0,
      leave: () => child.stdin.end(),
      stop: async () => {
        close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
