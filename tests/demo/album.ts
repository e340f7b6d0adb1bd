import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { root } from '../../build/root.ts';
import type { Stack } from '../../build/stack.ts';
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

  /** Every paper of the receipt printer and every sheet of the A4 printer, as pictures of what came out. */
  async savePapers({ bench, stack }: Pick<Stage, 'bench' | 'stack'>): Promise<void> {
    const { printer, documentPrinter } = await bench.readState();
    for (const paperId of printer.papers) {
      this.keep(`paper-${paperId}.png`, await readFromBench(stack, `/papers/${paperId}.png`));
    }
    for (const documentId of documentPrinter.documents) {
      const sheets = await sheetsOf(await readFromBench(stack, `/documents/${documentId}.pdf`));
      for (const [index, sheet] of sheets.entries()) this.keep(`a4-${documentId}-${index + 1}.jpg`, sheet);
    }
  }

  keep(file: string, content: Uint8Array): void {
    writeFileSync(join(this.directory, file), content);
  }
}

async function readFromBench({ benchControlUrl }: Pick<Stack, 'benchControlUrl'>, path: string) {
  const answer = await fetch(new URL(path, benchControlUrl));
  if (!answer.ok) throw new Error(`the bench has no ${path}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The terminal draws each page of a document as one JPEG, which lies in the PDF as it is. */
async function sheetsOf(pdf: Uint8Array): Promise<Uint8Array[]> {
  const document = await PDFDocument.load(pdf);
  return document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFRawStream && object.dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')
        ? [object.getContents()]
        : [],
    );
}
