import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { intentIdSchema } from '../../../contract/words.ts';
import type { PrintedCertificate } from '../cases/index.ts';
import { certificatePages } from './certificate-pages.ts';
import { drawCertificate } from './draw-certificate.ts';

function certificate(months: number): PrintedCertificate {
  return {
    documentId: intentIdSchema.parse('11111111-1111-4111-8111-111111111111'),
    certificate: {
      title: '城镇基本养老保险缴费情况',
      certificateNumber: 'YL-0001-0002-0003',
      issuer: '示例市社会保险事业管理中心',
      issuedAt: '2026-11-22T02:00:00.000Z',
      rows: [
        { label: '姓名', value: '张测试 & 𠮷<>' },
        { label: '备注', value: '很长的说明'.repeat(12) },
      ],
      table: {
        header: ['月份', '缴费基数', '单位缴', '个人缴'],
        rows: Array.from({ length: months }, (_, month) => [
          `2026-${month}`,
          '8,000.00',
          '1,280.00',
          '640.00',
        ]),
      },
      verificationUrl: 'https://verify.city.example/c/YL-0001-0002-0003',
    },
    acceptanceNumber: '20261122-310199-0042-7',
    terminalName: { zh: '1 号自助终端', en: 'Terminal 1' },
    printedAtMs: Date.parse('2026-11-22T02:00:05.000Z'),
    language: 'zh',
  };
}

describe('a certificate on A4', () => {
  it('is a PDF of as many A4 pages as it says, and the printer can count them', async () => {
    const drawn = await drawCertificate(certificate(36), AbortSignal.timeout(20_000));
    const read = await PDFDocument.load(drawn.pdf);
    expect(read.getPageCount()).toBe(drawn.pages);
    expect(drawn.pages).toBe(2);
    expect(Math.round(read.getPage(0).getWidth())).toBe(595);
    expect(drawn.pdf.length).toBeLessThan(1_000_000);
  });

  it('loses no month over the pages, and repeats the head of the table', () => {
    const pages = certificatePages(certificate(60));
    const all = pages.join('');
    for (let month = 0; month < 60; month++) expect(all).toContain(`>2026-${month}<`);
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('缴费基数');
  });

  it('a long title, label or head of a column is whole: no word is torn and nothing stands beside the page', () => {
    const long = certificate(1);
    const page = certificatePages({
      ...long,
      certificate: {
        ...long.certificate,
        title: 'Certificate of contributions to the basic pension insurance',
        rows: [
          {
            label: 'Name of the present employer',
            value: 'Sample Services Company Limited of Ceshi Road, second branch office',
          },
        ],
        table: { header: ['Month', 'Contribution base of the month'], rows: [] },
      },
    })[0];
    const lines = [...(page ?? '').matchAll(/>([^<>]+)<\/text>/g)].map(([, line]) => line);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Certificate of contributions to the',
        'basic pension insurance',
        'Name of the present',
        'employer',
        'Sample Services Company Limited of Ceshi Road,',
        'second branch office',
        'Contribution base of the month',
      ]),
    );
  });

  it('marks in a name are text and never drawing commands', () => {
    expect(certificatePages(certificate(1))[0]).toContain('张测试 &amp; 𠮷&lt;&gt;');
  });
});
