import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { root } from '../../build/root.ts';
import type { Stage } from '../resident/stage.ts';

export const outDirectory = join(root, 'out', 'demo');

export interface TimedStep {
  name: string;
  ms: number;
}

export function clearOut(): void {
  rmSync(outDirectory, { recursive: true, force: true });
  mkdirSync(outDirectory, { recursive: true });
}

/** Notes the machine's times and keeps a picture of every screen, numbered, as `<name>-01-<screen>.png`. */
export function watchScreens(page: Page, name: string) {
  const steps: TimedStep[] = [];
  let pictures = 0;
  return {
    steps,
    onStep: (step: string, machineMs: number) => {
      steps.push({ name: step, ms: Math.round(machineMs) });
    },
    onScreen: async (screen: string) => {
      pictures += 1;
      const file = `${name}-${String(pictures).padStart(2, '0')}-${screen}.png`;
      await page.screenshot({ path: join(outDirectory, file) });
    },
  };
}

/** Everything the printers gave out, as pictures. */
export async function savePapers({ bench, stack }: Stage): Promise<void> {
  const { printer, documentPrinter } = await bench.readState();
  const read = async (path: string) => {
    const answer = await fetch(new URL(path, stack.benchControlUrl));
    if (!answer.ok) throw new Error(`the bench has no ${path}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  for (const paperId of printer.papers) {
    writeFileSync(join(outDirectory, `paper-${paperId}.png`), await read(`/papers/${paperId}.png`));
  }
  for (const documentId of documentPrinter.documents) {
    const pages = await pagePictures(await read(`/documents/${documentId}.pdf`));
    for (const [index, picture] of pages.entries()) {
      writeFileSync(join(outDirectory, `a4-${documentId}-page-${index + 1}.jpg`), picture);
    }
  }
}

/** The terminal draws a page of a document as one JPEG, which lies in the PDF as it is. */
async function pagePictures(pdf: Uint8Array): Promise<Uint8Array[]> {
  const document = await PDFDocument.load(pdf);
  return document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFRawStream && object.dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')
        ? [object.getContents()]
        : [],
    );
}
