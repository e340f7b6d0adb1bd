import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BenchScriptState } from '../../../contract/bench.ts';
import type { Clock } from '../../../contract/clock.ts';
import { ok, type Result } from '../../../contract/result.ts';
import { seededRandom } from '../../../fixtures/index.ts';
import type { LineDisturbance } from '../../disturbance/index.ts';
import { type LineDevice, lineDevices } from '../config.ts';
import type { EventName } from './events.ts';
import type { Misfortune } from './script.ts';
import { parseScript } from './script.ts';
import { type Deed, ScriptRun } from './script-run.ts';

export interface ScriptDeskOptions {
  clock: Clock;
  disturbances: Record<LineDevice, LineDisturbance>;
  handle: (misfortune: Misfortune) => Deed;
  onChange: () => void;
  onFailure: (error: unknown) => void;
  /** Draws a seed where a script has none. */
  drawSeed: () => number;
}

const examplesDirectory = fileURLToPath(new URL('../scripts', import.meta.url));

/** The one script that plays on a bench, or the last one that did. */
export class ScriptDesk {
  readonly #options: ScriptDeskOptions;
  #run: ScriptRun | null = null;

  constructor(options: ScriptDeskOptions) {
    this.#options = options;
    for (const device of lineDevices) {
      options.disturbances[device].onCrossing = (direction, bytes) => {
        if (direction === 'to_unit') this.#run?.onTold(device, bytes);
      };
    }
  }

  get state(): BenchScriptState | null {
    const run = this.#run;
    return (
      run && {
        name: run.name,
        seed: run.seed,
        running: run.running,
        happened: run.happened.map(({ atMs, step, what }) => ({
          at: new Date(atMs).toISOString(),
          step,
          what,
        })),
      }
    );
  }

  /** Ends the one before. The seed is that of the script, or a new one. */
  async start(text: string): Promise<Result<{ name: string; seed: number }, string>> {
    const parsed = parseScript(text);
    if (!parsed.ok) return parsed;
    await this.stop();
    const { disturbances, handle, clock, onChange, onFailure, drawSeed } = this.#options;
    const script = parsed.value;
    const seed = script.seed ?? drawSeed();
    for (const device of lineDevices) disturbances[device].seed(seededRandom(`${seed} ${device}`));
    this.#run = new ScriptRun({
      script,
      seed,
      clock,
      random: seededRandom(`${seed}`),
      handle,
      onHappening: onChange,
      onFailure,
    });
    this.#run.start();
    onChange();
    return ok({ name: script.name, seed });
  }

  async stop(): Promise<void> {
    if (this.#run?.running) await this.#run.stop();
  }

  onEvent(name: EventName): void {
    this.#run?.onEvent(name);
  }
}

/** The scripts that come with the bench. */
export async function readExamples(): Promise<{ name: string; text: string }[]> {
  const files = (await readdir(examplesDirectory)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.yaml$/, ''),
      text: await readFile(`${examplesDirectory}/${file}`, 'utf8'),
    })),
  );
}
