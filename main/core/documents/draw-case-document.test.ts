import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { CaseDocumentFacts } from '../session/index.ts';
import { caseDocumentPages } from './case-document-pages.ts';
import { drawCaseDocument } from './draw-case-document.ts';

const picture = await sharp({
  create: { width: 640, height: 480, channels: 3, background: '#888' },
})
  .jpeg()
  .toBuffer();

const facts: CaseDocumentFacts = {
  title: '变更法定代表人',
  rows: [
    { label: '企业', value: '示例测试科技有限公司 & <子公司>' },
    { label: '代办人', value: '张测试' },
  ],
  declaration: '我代表企业确认以上内容是真实的。',
  signature: {
    drawnOn: 'screen',
    aspectRatio: 2,
    strokes: [
      [
        { x: 0, y: 0, pressure: 1, timeMs: 0 },
        { x: 1, y: 1, pressure: 1, timeMs: 20 },
      ],
    ],
  },
  signedAtMs: Date.parse('2026-11-22T02:00:00.000Z'),
  pages: [
    { name: '身份证', image: picture },
    { name: '授权书', image: picture },
  ],
};
const within = () => AbortSignal.timeout(20_000);

it('answers, signature and both pictures are one PDF of A4 pages; a picture goes in as it was taken', async () => {
  const drawn = await drawCaseDocument(facts, within());
  if (!drawn.ok) throw new Error('the pictures are good');
  const read = await PDFDocument.load(drawn.value);
  expect(read.getPageCount()).toBe(3);
  expect(Math.round(read.getPage(2).getWidth())).toBe(595);
  expect(Buffer.from(drawn.value).includes(picture)).toBe(true);
});

it('what the officer reads first: every answer, the declaration, the signature and when', () => {
  const all = caseDocumentPages(facts).join('');
  expect(all).toContain('示例测试科技有限公司 &amp; &lt;子公司&gt;');
  for (const text of ['张测试', '我代表企业确认', '2026-11-22 10:00']) expect(all).toContain(text);
  expect(all).toMatch(/<path d="M580\.0 \d+\.\dL1280\.0 \d+\.\d" stroke-width="9\.0"/);
});

it('many answers go on over the pages, and none is lost', () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({ label: `问题${index}`, value: `答案${index}` }));
  const pages = caseDocumentPages({ ...facts, rows });
  expect(pages.length).toBeGreaterThan(1);
  for (const { value } of rows) expect(pages.join('')).toContain(`>${value}<`);
});

it('a picture that is none -> its place is told, so that the page is asked for again', async () => {
  const broken = { name: '授权书', image: new Uint8Array([1, 2, 3]) };
  const drawn = await drawCaseDocument({ ...facts, pages: [facts.pages[0] ?? broken, broken] }, within());
  expect(drawn).toEqual({ ok: false, error: { page: 1 } });
});
