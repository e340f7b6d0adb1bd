import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashInputs } from './input-hash.ts';
import { distDirectory } from './paths.ts';
import { type BuildTarget, buildTargets } from './targets.ts';

/** What did not build and why, for a person. */
export class BuildFailure extends Error {}

const stampDirectory = join(distDirectory, '.stamps');

/**
 * Builds every target whose inputs have changed since it was last built. Speaks on the error stream
 * only. One target that fails does not stop the others; the error names all that failed.
 */
export async function buildAll(): Promise<void> {
  await mkdir(stampDirectory, { recursive: true });
  const outcomes = await Promise.allSettled(buildTargets.map(buildIfChanged));
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.status === 'rejected' ? [`${buildTargets[index]?.name}: ${String(outcome.reason)}`] : [],
  );
  if (failures.length > 0) throw new BuildFailure(failures.join('\n'));
}

async function buildIfChanged(target: BuildTarget): Promise<void> {
  const stampPath = join(stampDirectory, target.name);
  const hash = await hashInputs(target.inputs);
  const built = await readFile(stampPath, 'utf8').catch(() => '');
  if (built === hash && existsSync(target.outputDirectory)) return;
  process.stderr.write(`Building ${target.name} ...\n`);
  await rm(stampPath, { force: true });
  await target.build(target.outputDirectory);
  await writeFile(stampPath, hash);
}
