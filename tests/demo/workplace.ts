import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../build/root.ts';
import type { Stage } from '../resident/stage.ts';

/** Begins empty with every demo. */
export const outDirectory = join(root, 'out', 'demo');

export function emptyOutDirectory(): void {
  rmSync(outDirectory, { recursive: true, force: true });
  mkdirSync(outDirectory, { recursive: true });
}

/** Numbered in the order they are taken. */
export function pictureTaker(visitName: string): (page: Page, name: string) => Promise<void> {
  let pictures = 0;
  return async (page, name) => {
    pictures += 1;
    const file = `${visitName}-${String(pictures).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: join(outDirectory, file), fullPage: true });
  };
}

/** Every paper that came out of the printer. */
export async function savePapers({ bench, stack }: Pick<Stage, 'bench' | 'stack'>): Promise<void> {
  const { printer } = await bench.readState();
  for (const paperId of printer.papers) {
    const picture = await fetch(new URL(`/papers/${paperId}.png`, stack.benchControlUrl));
    if (!picture.ok) throw new Error(`the bench has no picture of paper ${paperId}`);
    writeFileSync(join(outDirectory, `paper-${paperId}.png`), Buffer.from(await picture.arrayBuffer()));
  }
}

export function writeSteps(steps: readonly { name: string; ms: number }[]): void {
  for (const { name, ms } of steps)
    process.stdout.write(`  ${name.padEnd(16)} ${String(ms).padStart(6)} ms\n`);
}
