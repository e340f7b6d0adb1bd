import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../../../build/root.ts';
import type { Program } from '../../../build/stack/program.ts';
import { type StackOptions, type Surroundings, startShell, startSurroundings } from '../../../build/stack.ts';
import { buildPrograms } from '../../../build/targets.ts';
import { type CityControl, connectCityControl } from '../../../city/index.ts';
import { type BenchConnection, connectBench } from '../../../devices/bench/index.ts';
import { closeCodes } from '../../../main/shell/node/window-server.ts';
import { type FaultyLine, startFaultyLine } from '../../fault/network/faulty-line.ts';
import { LineGone, Window } from '../../flow/window.ts';
import type { HopperContent } from './visit.ts';

const childSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('child_started'), name: z.string(), pid: z.number().int() }),
  z.object({ type: z.literal('child_ready'), name: z.string(), pid: z.number().int() }),
  z.object({
    type: z.literal('child_exited'),
    name: z.string(),
    exit: z.object({ code: z.number().nullable(), signal: z.string().nullable() }),
  }),
  z.object({ type: z.literal('child_hung'), name: z.string() }),
]);

/** Units as fast as they can be told to be: what is measured here is what the terminal does about a kill. */
const fastUnits = {
  pace: { cardReaderBaudRate: 10_000_000, printerSpeedMmPerS: 1000, documentSheetMs: 40, bootMs: 100 },
  dispenserMoveMs: 20,
} satisfies StackOptions;
const cityTimeoutMs = 1500;
const backDeadlineMs = 30_000;

/** Inside the project, because the core looks for its packages from where it lies. */
const programs = join(root, 'out', 'faults-core');

/** Builds the core that dies as planned, and says where it is. */
export async function buildMortalCore(): Promise<string> {
  await buildPrograms(programs, { core: 'tests/power/faults/core-entry.ts' });
  return join(programs, 'core.mjs');
}

/** A whole terminal with its bench and its city, whose processes may be killed at any moment and are started again. */
export class MortalTerminal {
  readonly directory: string;
  readonly hopperHolds: HopperContent;
  readonly surroundings: Surroundings;
  readonly bench: BenchConnection['bench'];
  readonly city: CityControl;
  readonly line: FaultyLine;
  readonly #closeBench: () => void;
  readonly #options: StackOptions;
  readonly #running = new Map<string, number>();
  readonly #watchers = new Set<() => void>();
  #shell: Program<{ url: string }> | null = null;
  #window: Window | null = null;
  #shells = 0;
  #readyCore = 0;
  readonly #unplannedEnds: string[] = [];
  #stopping = false;

  private constructor(parts: {
    directory: string;
    surroundings: Surroundings;
    bench: BenchConnection;
    line: FaultyLine;
    options: StackOptions;
  }) {
    this.directory = parts.directory;
    this.hopperHolds = parts.options.hopperHolds ?? 'cards';
    this.surroundings = parts.surroundings;
    this.bench = parts.bench.bench;
    this.#closeBench = parts.bench.close;
    this.city = connectCityControl(parts.surroundings.cityControlUrl);
    this.line = parts.line;
    this.#options = parts.options;
  }

  /** Starts everything in an empty directory. */
  static async start(
    directory: string,
    corePath: string,
    hopperHolds: HopperContent,
  ): Promise<MortalTerminal> {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    const options: StackOptions = {
      directory,
      everyDevice: true,
      hopperHolds,
      programs: { core: corePath },
      ...fastUnits,
    };
    const surroundings = await startSurroundings(options);
    const line = await startFaultyLine(surroundings.cityBaseUrl);
    const config = JSON.parse(await readFile(surroundings.configPath, 'utf8'));
    config.city = { baseUrl: line.baseUrl, timeoutMs: cityTimeoutMs };
    await writeFile(surroundings.configPath, JSON.stringify(config));
    const bench = await connectBench(surroundings.benchControlUrl);
    const terminal = new MortalTerminal({ directory, surroundings, bench, line, options });
    await terminal.#startShell();
    return terminal;
  }

  /** Processes that stood still, or ended other than by a kill. */
  get unplannedEnds(): readonly string[] {
    return this.#unplannedEnds;
  }

  /** Every process of the terminal but the core. */
  otherPids(): number[] {
    const shell = this.#shell?.pid;
    const others = [...this.#running].flatMap(([name, pid]) => (name === 'core' ? [] : [pid]));
    // The shell first, so that nobody starts the others again.
    return shell === undefined ? others : [shell, ...others];
  }

  /** A window of the core that serves now, or of the next one. Starts the whole terminal where all of it is gone. */
  async openWindow(): Promise<Window> {
    const deadlineAt = performance.now() + backDeadlineMs;
    while (!this.#window || this.#window.isGone) {
      await this.#coreServes(deadlineAt);
      const core = this.#readyCore;
      try {
        this.#window = await Window.open(this.#shell?.ready.url ?? '');
      } catch (error) {
        if (performance.now() > deadlineAt) throw error;
        const lastOneHangsOn = error instanceof LineGone && error.closeCode === closeCodes.windowTaken;
        if (lastOneHangsOn) await new Promise((resolve) => setImmediate(resolve));
        else if (this.#readyCore === core) await this.#nextChange(deadlineAt);
      }
    }
    return this.#window;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#window?.close();
    this.#closeBench();
    await this.#shell?.stop();
    await this.line.stop();
    await this.surroundings.stop();
  }

  async #startShell(): Promise<void> {
    this.#shells += 1;
    const shell = await startShell(this.surroundings, this.#options, `terminal-${this.#shells}.log`, (json) =>
      this.#hear(json),
    );
    this.#shell = shell;
    void shell.ended.then(() => {
      if (this.#shell !== shell) return;
      this.#shell = null;
      this.#running.clear();
      this.#readyCore = 0;
      this.#changed();
    });
  }

  async #coreServes(deadlineAt: number): Promise<void> {
    while (this.#readyCore === 0 || !this.#shell) {
      if (!this.#shell) await this.#startShell();
      else await this.#nextChange(deadlineAt);
    }
  }

  #hear(json: unknown): void {
    const said = childSchema.safeParse(json);
    if (!said.success) return;
    const { data } = said;
    if (data.type === 'child_started') this.#running.set(data.name, data.pid);
    if (data.type === 'child_hung') this.#unplannedEnds.push(`${data.name} stood still`);
    if (data.type === 'child_exited') {
      this.#running.delete(data.name);
      const { code, signal } = data.exit;
      if (signal !== 'SIGKILL' && !this.#stopping) {
        this.#unplannedEnds.push(`${data.name} ended with code ${code ?? signal}`);
      }
    }
    if (data.name === 'core') this.#readyCore = data.type === 'child_ready' ? data.pid : 0;
    this.#changed();
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look();
  }

  #nextChange(deadlineAt: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.#watchers.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(done);
        reject(new Error(`no core served within ${backDeadlineMs} ms`));
      }, deadlineAt - performance.now());
      this.#watchers.add(done);
    });
  }
}
