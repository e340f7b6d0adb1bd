import { readFile } from 'node:fs/promises';
import { PDFDocument } from '@cantoo/pdf-lib';
import * as fontkit from 'fontkit';

/** `fonts-noto-cjk`; one face of the collection is Noto Sans SC. */
const chineseFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const chineseFace = 'NotoSansCJKsc-Regular';
const a4Points: [number, number] = [595.28, 841.89];

/** An A4 document as certificates look, with the glyphs it uses of Noto Sans SC inside; about a fictional person. */
export async function makeSamplePdf(pages = 1): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit({
    create: (bytes: Uint8Array) => fontkit.create(Buffer.from(bytes), chineseFace),
  });
  const font = await document.embedFont(await readFile(chineseFont), { subset: true });
  for (let number = 1; number <= pages; number++) {
    const page = document.addPage(a4Points);
    page.drawText('证明（样张）', { x: 72, y: 740, size: 28, font });
    page.drawText('兹证明 测试人张某 于示例街道办理事项。', { x: 72, y: 680, size: 14, font });
    page.drawText(`第 ${number} 页，共 ${pages} 页`, { x: 72, y: 72, size: 12, font });
  }
  // Pages stay in the open, so that the simulated printer can count them.
  return document.save({ useObjectStreams: false });
}
