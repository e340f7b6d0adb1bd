import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../build/root.ts';
import type { Stage } from '../resident/stage.ts';

/** Screenshots and printed papers of one demo, under `out/demo/`; those of the one before are gone. */
export class Album {
  readonly directory = join(root, 'out', 'demo');
  readonly #countOf = new Map<string, number>();

  constructor() {
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { recursive: true });
  }

  /** As `<series>-<number>-<name>.png`, numbered within the series. */
  async take(page: Page, series: string, name: string): Promise<void> {
    const number = (this.#countOf.get(series) ?? 0) + 1;
    this.#countOf.set(series, number);
    const file = `${series}-${String(number).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: join(this.directory, file) });
  }

  /** Every paper of the receipt printer, as a picture of what came out. */
  async savePapers(stage: Pick<Stage, 'bench' | 'stack'>): Promise<void> {
    const { printer } = await stage.bench.readState();
    for (const paperId of printer.papers) {
      const picture = await fetch(new URL(`/papers/${paperId}.png`, stage.stack.benchControlUrl));
      if (!picture.ok) throw new Error(`the bench has no picture of paper ${paperId}`);
      writeFileSync(join(this.directory, `paper-${paperId}.png`), Buffer.from(await picture.arrayBuffer()));
    }
  }
}
