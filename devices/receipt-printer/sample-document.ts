import type { ReceiptDocument } from '../../contract/receipt-document.ts';

/** A slip with one of everything, for tests and for trying a unit by hand. */
export function sampleDocument(documentId: string): ReceiptDocument {
  return {
    documentId,
    title: '打印测试',
    blocks: [
      { kind: 'text', text: '不打烊自助服务终端', align: 'center', size: 1, bold: false },
      { kind: 'rule' },
      { kind: 'pair', label: '事项', value: '打印机自检 Printer test' },
      { kind: 'pair', label: '姓名（生僻字）', value: '示例𠮷㛃' },
      { kind: 'row', cells: ['月份', '单位', '基数', '金额'], bold: true },
      { kind: 'row', cells: ['2026-01', '示例单位', '11396.00', '911.68'], bold: false },
      { kind: 'space', lines: 1 },
      { kind: 'text', text: '双倍大小 Double', align: 'left', size: 2, bold: true },
      { kind: 'qr', data: `budayang:${documentId}`, caption: '扫码核对单据编号' },
    ],
  };
}
