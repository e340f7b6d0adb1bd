import { describe, expect, it } from 'vitest';
import { maskIdNumber, maskName } from '../../../contract/masking.ts';
import { orderNumberSchema } from '../../../contract/payment.ts';
import { type ReceiptDocument, receiptDocumentSchema } from '../../../contract/receipt-document.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import { claimedMoney } from './payment-slips.ts';
import {
  composeCertificate,
  composeClaimSlip,
  composeReceipt,
  composeWaitingSlip,
  type SlipOccasion,
  shanghaiTime,
} from './slips.ts';

const acceptance = {
  acceptanceNumber: 'SH-2026-000042',
  acceptedAt: '2026-11-20T01:05:00Z',
  decision: 'none',
} as const;

function occasion(language: 'zh' | 'en'): SlipOccasion {
  return {
    documentId: '11111111-1111-4111-8111-111111111111' as IntentId,
    caseId: 'abcdef12-1111-4111-8111-111111111111' as CaseId,
    printedAtMs: Date.parse('2026-11-20T16:30:00Z'),
    terminal: { terminalName: { zh: '一号终端', en: 'Terminal one' }, helpPhone: '12345' },
    facts: {
      language,
      itemName: { zh: '居住登记', en: 'Residence registration' },
      department: { zh: '公安局', en: 'Public security' },
      next: { zh: '五个工作日内短信通知。', en: 'A text message within five working days.' },
      maskedName: maskName('张小试'),
      maskedIdNumber: maskIdNumber('310199199003077216'),
      company: null,
    },
  };
}

const certificate = {
  title: '缴费证明',
  certificateNumber: 'C-000007',
  issuer: '示例人社局',
  issuedAt: '2026-11-20T01:05:00Z',
  rows: [{ label: '姓名', value: '张小试' }],
  table: { header: ['月份', '缴费基数'], rows: [['2026-10', '8000'], []] },
  verificationUrl: 'https://city.example/verify/7',
};

const owed = [{ kind: 'parcel', state: 'unknown', intentId: null, by: 'open_cell' }] as const;

const qrs = (slip: ReceiptDocument) =>
  slip.blocks.flatMap((block) => (block.kind === 'qr' ? [block.data] : []));
const words = (slip: ReceiptDocument) => JSON.stringify(slip.blocks);

describe.each(['zh', 'en'] as const)('slips in %s', (language) => {
  it.each([
    ['receipt', composeReceipt(occasion(language), acceptance, [])],
    ['waiting slip', composeWaitingSlip(occasion(language))],
    ['certificate', composeCertificate(occasion(language), acceptance, certificate)],
    ['claim slip', composeClaimSlip(occasion(language), '0123456789', null, owed)],
  ])('a %s can be printed and never shows the whole identity number', (_, slip) => {
    expect(receiptDocumentSchema.parse(slip)).toEqual(slip);
    expect(words(slip)).not.toContain('310199199003077216');
    expect(words(slip)).toContain('12345');
  });
});

describe('what the resident reads', () => {
  it('the receipt carries the acceptance number large and in its code', () => {
    const slip = composeReceipt(occasion('zh'), acceptance, []);
    expect(slip.blocks).toContainEqual({
      kind: 'text',
      text: 'SH-2026-000042',
      align: 'center',
      size: 2,
      bold: true,
    });
    expect(qrs(slip)).toEqual(['budayang:11111111-1111-4111-8111-111111111111:SH-2026-000042']);
    expect(words(slip)).toContain('张*试');
    // As on the screen, so that whoever compares the two finds the same words.
    expect(words(slip)).toContain('受理编号');
    expect(words(slip)).toContain('五个工作日内短信通知。');
  });

  it('the waiting slip says that nothing is accepted yet and gives a number to ask with', () => {
    const slip = composeWaitingSlip(occasion('zh'));
    expect(words(slip)).toContain('尚未受理');
    expect(words(slip)).toContain('ABCD-EF12');
    expect(qrs(slip)).toEqual(['budayang:11111111-1111-4111-8111-111111111111:waiting']);
    expect(words(composeWaitingSlip(occasion('en')))).toContain('NOT accepted yet');
  });

  it('the claim slip carries the code large, in groups, and what is owed', () => {
    const slip = composeClaimSlip(occasion('zh'), '0123456789', 'SH-2026-000042', owed);
    expect(slip.blocks).toContainEqual(expect.objectContaining({ text: '012-345-6789', size: 2 }));
    expect(words(slip)).toContain('不能确定柜门是否已经打开');
    expect(qrs(slip)).toEqual(['budayang:11111111-1111-4111-8111-111111111111:claim']);
  });

  it('where money is owed as well, the one slip says how much, its number and what becomes of it', () => {
    const orderNumber = orderNumberSchema.parse('0A1B2C3D4E5F40718293A4B5C6D7E8F9');
    const payment = { way: 'code', problem: null, charge: null, amountFen: 1000, orderNumber } as const;
    const money = claimedMoney('zh', { ...payment, standing: 'unclear' });
    const slip = composeClaimSlip(occasion('zh'), '0123456789', 'SH-2026-000042', owed, money);
    expect(words(slip)).toContain('012-345-6789');
    expect(words(slip)).toContain('10.00 元');
    expect(words(slip)).toContain('0A1B2C3D 4E5F4071 8293A4B5 C6D7E8F9');
    expect(words(slip)).toContain('目前还不知道这笔钱是否扣款或退回');
  });

  it('a refusal by rules stands on the receipt with its reasons, and not what would come next', () => {
    const reason = { zh: '未满65周岁。', en: 'Under 65.' };
    const slip = composeReceipt(occasion('zh'), { ...acceptance, decision: 'refused' }, [reason]);
    expect(words(slip)).toContain('审批结果：没有通过');
    expect(words(slip)).toContain('未满65周岁。');
    expect(words(slip)).not.toContain('五个工作日内短信通知。');
  });

  it('the certificate can be verified and matched to its intent', () => {
    expect(qrs(composeCertificate(occasion('zh'), acceptance, certificate))).toEqual([
      'https://city.example/verify/7',
      'budayang:11111111-1111-4111-8111-111111111111:SH-2026-000042',
    ]);
  });

  it('time is Shanghai time wherever the terminal thinks it is', () => {
    expect(shanghaiTime(Date.parse('2026-11-20T16:30:00Z'))).toBe('2026-11-21 00:30');
  });

  it.each([
    composeReceipt(occasion('zh'), acceptance, []),
    composeWaitingSlip(occasion('zh')),
    composeCertificate(occasion('zh'), acceptance, certificate),
  ])('the heading comes once, from the title', (slip) => {
    expect(slip.blocks.filter((block) => block.kind === 'text' && block.text === slip.title)).toEqual([]);
  });
});
