import type { KioskView, Step } from '../../contract/kiosk.ts';
import type { Screen } from '../../contract/kiosk-screens.ts';
import { orderNumberSchema, type PaymentView } from '../../contract/payment.ts';
import { itemCodeSchema } from '../../contract/words.ts';

const names: Step[] = ['identification', 'form', 'summary', 'payment', 'delivery'];
const inStep = (current: Step) => ({ steps: { names, current }, canGoBack: false });

const item = {
  itemCode: itemCodeSchema.parse('312000990003'),
  kind: 'query',
  name: { zh: '不动产登记资料查询证明', en: 'Property register extract' },
  department: { zh: '自然资源确权登记事务中心', en: 'Real Estate Registration' },
  summary: { zh: '打印您名下房屋的登记结果，收取工本费', en: 'Print what the register says' },
  icon: 'certificate',
  usualMinutes: 3,
  fee: {
    amountFen: 1000,
    basis: {
      zh: '演示收费，以本市价格主管部门公布的收费目录为准',
      en: 'A fee for demonstration; the city’s published list of fees decides',
    },
  },
} as const;

const due: PaymentView = {
  amountFen: 1000,
  standing: 'due',
  way: null,
  problem: null,
  orderNumber: null,
  charge: null,
};
const orderNumber = orderNumberSchema.parse('0A1B2C3D4E5F40718293A4B5C6D7E8F9');

const payment = (money: Partial<PaymentView>, more: Partial<Extract<Screen, { name: 'payment' }>> = {}) => ({
  ...inStep('payment'),
  screen: {
    name: 'payment' as const,
    item,
    payment: { ...due, ...money },
    way: 'code' as const,
    scannerAvailable: true,
    hint: null,
    ...more,
  },
});

const accepted = {
  state: 'accepted',
  acceptanceNumber: '20261122-310199-0012-3',
  acceptedAt: '2026-11-22T06:03:00.000Z',
} as const;

/** What stays open with a person gives a claim code. */
const asksWithCode = ['unclear', 'returning', 'undoing', 'charging'];

const outcome = (money: Partial<PaymentView>) => ({
  screen: {
    name: 'outcome' as const,
    item,
    acceptance: accepted,
    deliverables: [
      {
        kind: 'certificate' as const,
        state: money.standing === 'paid' ? ('done' as const) : ('failed' as const),
        told: null,
      },
      { kind: 'receipt' as const, state: 'done' as const, told: null },
    ],
    decision: null,
    claim: asksWithCode.includes(money.standing ?? 'due') ? { code: '4093817265', onPaper: true } : null,
    original: null,
    next: { zh: '已经办好了，不用再做什么。', en: 'Everything is done.' },
    takeAlong: [
      'phone' as const,
      asksWithCode.includes(money.standing ?? 'due') ? ('claim_slip' as const) : ('receipt' as const),
    ],
    slip: null,
    canRate: true,
    payment: { ...due, way: 'code' as const, orderNumber, ...money },
  },
});

const qr = {
  qrText: 'https://pay.city.example/q/5f0c1a525f0e4c9e9d6b0d1f8f6f0a01',
  confirmOnPhone: false,
  secondsLeft: 105,
};

/** Everything a resident may see of money. */
export const paymentScenes: readonly {
  readonly name: string;
  readonly view: Partial<KioskView> & { readonly screen: Screen };
}[] = [
  { name: 'payment-code', view: payment({}) },
  {
    name: 'payment-qr',
    view: payment({ standing: 'charging', way: 'qr', orderNumber, charge: qr }, { way: 'qr' }),
  },
  {
    name: 'payment-password',
    view: payment({
      ...{ standing: 'charging', way: 'code', orderNumber },
      charge: { qrText: null, confirmOnPhone: true, secondsLeft: 48 },
    }),
  },
  {
    name: 'payment-insufficient',
    view: payment({ way: 'code', problem: 'insufficient_balance', orderNumber }),
  },
  {
    name: 'payment-qr-over',
    view: payment({ way: 'qr', problem: 'timed_out', orderNumber }, { way: 'qr', scannerAvailable: false }),
  },
  { name: 'payment-no-printer', view: payment({}, { hint: 'printer_not_ready' }) },
  { name: 'payment-undoing', view: payment({ standing: 'undoing', way: 'qr', orderNumber }) },
  { name: 'payment-returning', view: payment({ standing: 'returning', way: 'qr', orderNumber }) },
  { name: 'outcome-paid', view: outcome({ standing: 'paid' }) },
  { name: 'outcome-unpaid', view: outcome({ standing: 'unpaid' }) },
  { name: 'outcome-returned', view: outcome({ standing: 'returned' }) },
  { name: 'outcome-unclear', view: outcome({ standing: 'unclear' }) },
  { name: 'outcome-refund-late', view: outcome({ standing: 'returning' }) },
  {
    name: 'delivery-paid',
    view: {
      ...inStep('delivery'),
      screen: {
        name: 'delivery',
        item,
        acceptance: accepted,
        deliverables: [
          { kind: 'certificate', state: 'suspended', told: null },
          { kind: 'receipt', state: 'pending', told: null },
        ],
        suspension: { cause: 'printer_out_of_paper', caseAccepted: true },
        decision: null,
        slip: null,
        cell: null,
        payment: { ...due, standing: 'paid', way: 'code', orderNumber },
      },
    },
  },
];
