import PDFDocument from 'pdfkit';

const chineseFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const chineseFace = 'NotoSansCJKsc-Regular';

/** An A4 document as certificates look, with a subset of Noto Sans SC inside; about a fictional person. */
export async function makeSamplePdf(pages = 1): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 72,
    info: { Title: 'Sample', CreationDate: new Date(0) },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.once('end', () => resolve()));
  document.registerFont('chinese', chineseFont, chineseFace);
  for (let page = 1; page <= pages; page++) {
    if (page > 1) document.addPage();
    document.font('chinese').fontSize(28).text('证明（样张）', { align: 'center' }).moveDown();
    document.fontSize(14).text(`兹证明 测试人张某 于示例街道办理事项。第 ${page} 页，共 ${pages} 页。`);
  }
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}
