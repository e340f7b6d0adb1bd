import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One life of the core, ended at a boundary. */
const plannedDeathSchema = z.object({
  kill: z.number().int(),
  /** Null: whatever comes next. */
  boundary: z.string().nullable(),
  /** The how many-th time of this boundary, from 1. */
  occurrence: z.number().int().min(1),
  /** These die first: the rest of the terminal, where all of it loses its power. */
  withPids: z.array(z.number().int()),
});
export type PlannedDeath = z.infer<typeof plannedDeathSchema>;

const deathSchema = z.object({
  kill: z.number().int(),
  boundary: z.string(),
  pid: z.number().int(),
  atMs: z.number(),
});
/** What a dying core leaves: `atMs` is epoch milliseconds. */
export type Death = z.infer<typeof deathSchema>;

const planFile = 'plan.json';
const deathsFile = 'deaths.jsonl';
const traceFile = 'trace.log';
export const deathMark = '†';

/** The next deaths, in the order of lives. */
export function writePlan(directory: string, deaths: readonly PlannedDeath[]): void {
  const path = join(directory, planFile);
  // Whole at every moment, and a file of its own: a core may look, or die and write, while it is written.
  const ownPath = `${path}.${process.pid}`;
  writeFileSync(ownPath, JSON.stringify(deaths));
  renameSync(ownPath, path);
}

export function readPlan(directory: string): PlannedDeath[] {
  const path = join(directory, planFile);
  return existsSync(path) ? z.array(plannedDeathSchema).parse(JSON.parse(readFileSync(path, 'utf8'))) : [];
}

export function noteDeath(directory: string, death: Death): void {
  appendFileSync(join(directory, deathsFile), `${JSON.stringify(death)}\n`);
}

export function readDeaths(directory: string): Death[] {
  return readLines(directory, deathsFile).map((line) => deathSchema.parse(JSON.parse(line)));
}

export function noteBoundary(directory: string, boundary: string): void {
  appendFileSync(join(directory, traceFile), `${boundary}\n`);
}

/** Every boundary that was passed or died at, oldest first; a death is followed by `deathMark`. */
export function readTrace(directory: string): string[] {
  return readLines(directory, traceFile);
}

function readLines(directory: string, file: string): string[] {
  const path = join(directory, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}
