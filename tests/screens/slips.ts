import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Certificate } from '../../contract/city.ts';
import type { PaymentView } from '../../contract/payment.ts';
import { orderNumberSchema } from '../../contract/payment.ts';
import type { ReceiptDocument } from '../../contract/receipt-document.ts';
import { caseIdSchema, intentIdSchema, type Language } from '../../contract/words.ts';
import { encodeSlip } from '../../devices/receipt-printer/encode-slip.ts';
import { type Paper, paperToPng, SimulatedReceiptPrinter } from '../../devices/receipt-printer/index.ts';
import { composePatternSlip, composeTestSlip } from '../../main/core/attendant/test-slip.ts';
import { claimedMoney, composePaymentSlip, paymentLines } from '../../main/core/cases/payment-slips.ts';
import {
  composeCertificate,
  composeClaimSlip,
  composeReceipt,
  composeWaitingSlip,
  type SlipOccasion,
} from '../../main/core/cases/slips.ts';
import { certificatePages } from '../../main/core/documents/certificate-pages.ts';
import { devices } from '../../renderer/gallery/attendant-devices.ts';

/**
 * Prints every slip in both languages on the simulated printer, from the real bytes, and every A4
 * certificate, as pictures into `out/slips`. Names and numbers are invented.
 * Run: `node tests/screens/slips.ts`.
 */

const documentId = intentIdSchema.parse('3f0e8b52-6c1a-4d0e-9a3b-2f6f1d0c7a11');
const printedAtMs = Date.parse('2026-11-22T06:03:27.000Z');
const acceptance = {
  acceptanceNumber: '20261122-310199-0012-3',
  acceptedAt: '2026-11-22T06:03:00.000Z',
  decision: 'none',
} as const;
const paid: PaymentView = {
  amountFen: 1000,
  standing: 'paid',
  way: 'code',
  problem: null,
  orderNumber: orderNumberSchema.parse('0A1B2C3D4E5F40718293A4B5C6D7E8F9'),
  charge: null,
};
const certificate: Certificate = {
  title: '城镇职工基本养老保险缴费情况证明（个人）',
  certificateNumber: 'YL-2026-0001-0002-0003',
  issuer: '示例市社会保险事业管理中心',
  issuedAt: '2026-11-22T06:03:00.000Z',
  rows: [
    { label: '姓名', value: '张测试' },
    { label: '现参保单位', value: '示例市测试路街道测试商务服务有限公司第二分公司' },
    {
      label: 'Place of payment',
      value: 'Sample District, Ceshi Road Community Service Centre, ground floor',
    },
  ],
  table: {
    header: ['月份', '缴费基数', '单位缴纳', '个人缴纳'],
    rows: Array.from({ length: 6 }, (_, month) => [`2026-0${month + 1}`, '8,000.00', '1,280.00', '640.00']),
  },
  verificationUrl: 'https://verify.city.example/c/YL-2026-0001-0002-0003',
};
const reasons = [
  {
    zh: '您今年38周岁，年满65周岁后可以申领。',
    en: 'You are 38. The card can be applied for from the age of 65.',
  },
];

function occasionIn(language: Language): SlipOccasion {
  return {
    documentId,
    caseId: caseIdSchema.parse('3f0c1a52-1111-4111-8111-111111111111'),
    printedAtMs,
    terminal: {
      terminalName: { zh: '一楼大厅 1 号机', en: 'Hall, ground floor, machine 1' },
      helpPhone: '021-5550 0123',
    },
    facts: {
      language,
      itemName: { zh: '不动产登记资料查询证明', en: 'Certificate of what the property register says' },
      department: {
        zh: '示例区自然资源确权登记事务中心',
        en: 'Sample District Real Estate Registration Centre',
      },
      next: {
        zh: '十个工作日内审核，结果会用短信告诉您。',
        en: 'It is examined within ten working days; you will get a text message.',
      },
      maskedName: '张**',
      maskedIdNumber: '**************0173',
      company: null,
    },
  };
}

function slipsIn(language: Language): Record<string, ReceiptDocument> {
  const occasion = occasionIn(language);
  const technician = { terminalId: 'T-0001', attendantId: 'T-01', atMs: printedAtMs, language };
  const results = devices.map(({ deviceClass, name, fault, facts }) => ({
    answerMs: 12,
    at: acceptance.acceptedAt,
    verdict: fault ? ('failed' as const) : ('passed' as const),
    state: fault ? ('hardware_error' as const) : ('online' as const),
    ...{ deviceClass, name, fault, facts },
  }));
  const storage = devices.flatMap((device) => device.storage);
  return {
    receipt: composeReceipt(occasion, acceptance, []),
    'receipt-paid': composeReceipt(occasion, acceptance, [], paymentLines(language, paid)),
    'receipt-not-approved': composeReceipt(occasion, { ...acceptance, decision: 'refused' }, reasons),
    'waiting-slip': composeWaitingSlip(occasion),
    'claim-slip': composeClaimSlip(occasion, '4093817265', acceptance.acceptanceNumber, [
      { kind: 'certificate', state: 'unknown', intentId: null, by: 'print_certificate' },
      { kind: 'card', state: 'failed', intentId: null, by: 'dispense_card' },
    ]),
    'claim-slip-money': composeClaimSlip(
      occasion,
      '4093817265',
      acceptance.acceptanceNumber,
      [],
      claimedMoney(language, { ...paid, standing: 'unclear' }),
    ),
    'refund-slip': composePaymentSlip(occasion, acceptance, { ...paid, standing: 'returned' }),
    certificate: composeCertificate(occasion, acceptance, certificate),
    'self-test': composeTestSlip(documentId, { ...technician, results, storage }),
    pattern: composePatternSlip(documentId, technician),
  };
}

async function print(slip: ReceiptDocument): Promise<Paper> {
  const { bytes } = await encodeSlip(slip);
  return new Promise((resolve) => {
    const unit = new SimulatedReceiptPrinter({ speedMmPerS: 0, onPaperCut: resolve });
    unit.attach({
      send: () => {},
      onData: (listener) => setImmediate(() => listener(bytes)),
      onClosed: () => {},
    });
  });
}

const directory = fileURLToPath(new URL('../../out/slips', import.meta.url));
mkdirSync(directory, { recursive: true });
for (const language of ['zh', 'en'] as const) {
  for (const [name, slip] of Object.entries(slipsIn(language))) {
    writeFileSync(`${directory}/${name}-${language}.png`, await paperToPng(await print(slip)));
  }
  const { terminal } = occasionIn(language);
  const { acceptanceNumber } = acceptance;
  const printed = { documentId, certificate, acceptanceNumber, printedAtMs, language };
  const pages = certificatePages({ ...printed, terminalName: terminal.terminalName });
  for (const [index, page] of pages.entries()) {
    const sheet = sharp(Buffer.from(page)).flatten({ background: '#fff' }).png();
    await sheet.toFile(`${directory}/certificate-a4-${language}-${index + 1}.png`);
  }
}
process.stdout.write(`pictures in ${directory}\n`);
