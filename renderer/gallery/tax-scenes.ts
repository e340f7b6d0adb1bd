import type { KioskView, Step } from '../../contract/kiosk.ts';
import type { Screen } from '../../contract/kiosk-screens.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import { remoteItem, remoteResultsItem } from './remote-scenes.ts';

const names: Step[] = ['identification', 'form', 'summary', 'delivery'];
const inStep = (current: Step, canGoBack = true) => ({ steps: { names, current }, canGoBack });

const item = {
  itemCode: itemCodeSchema.parse('312000990005'),
  kind: 'application',
  name: { zh: '领用纸质发票', en: 'Paper invoices' },
  department: { zh: '税务局', en: 'Tax Service' },
  summary: {
    zh: '增值税普通发票，当场领取，一次最多 10 份',
    en: 'Ordinary VAT invoices, handed out at once, 10 at most',
  },
  icon: 'invoice',
  usualMinutes: 2,
  fee: null,
} as const;

const digital = {
  ...item,
  itemCode: itemCodeSchema.parse('312000990006'),
  name: { zh: '开具数电发票', en: 'Fully digital invoice' },
  summary: {
    zh: '开一张数电普通发票，当场打印，手机可取原件',
    en: 'One ordinary digital invoice, printed here, the original for your phone',
  },
  usualMinutes: 4,
} as const;

const acceptance = {
  state: 'accepted',
  acceptanceNumber: '20261122-310199-0042-7',
  acceptedAt: '2026-11-22T02:14:00.000Z',
} as const;

const identification = (more: Partial<Extract<Screen, { name: 'identification' }>>) => ({
  ...inStep('identification'),
  screen: {
    name: 'identification' as const,
    methods: [
      { method: 'id_card' as const, available: true },
      { method: 'city_code' as const, available: true },
      { method: 'company' as const, available: true },
    ],
    method: 'company' as const,
    phase: 'waiting' as const,
    problem: null,
    creditCode: null,
    ...more,
  },
});

const itemList = (more: Partial<Extract<Screen, { name: 'item_list' }>>) => ({
  ...inStep('form'),
  screen: {
    name: 'item_list' as const,
    person: {
      maskedName: '张*试',
      maskedIdNumber: '**************0173',
      company: '示例测试科技有限公司',
    },
    items: [
      { ...item, unavailable: null },
      { ...digital, unavailable: null },
      { ...remoteItem, unavailable: null },
      { ...remoteResultsItem, unavailable: null },
    ],
    opening: null,
    refusal: null,
    ...more,
  },
});

type Delivery = Extract<Screen, { name: 'delivery' }>;

const delivery = (state: Delivery['deliverables'][number]['state'], out: number, toRead = false) => ({
  ...inStep('delivery', false),
  screen: {
    name: 'delivery' as const,
    item,
    acceptance,
    deliverables: [
      {
        kind: 'invoice' as const,
        state,
        told: null,
        pieces: { out, count: 5, toRead, checked: Math.max(out - 1, 0) },
      },
      { kind: 'receipt' as const, state: 'pending' as const, told: null },
    ],
    suspension: null,
    decision: null,
    slip: null,
    cell: null,
    payment: null,
  },
});

/** What came out stops before the last sheet; the rest goes to the staff. */
const notAllOut = (out: number, told: { zh: string; en: string }) => ({
  ...inStep('delivery', false),
  screen: {
    name: 'outcome' as const,
    item,
    acceptance,
    deliverables: [
      {
        kind: 'invoice' as const,
        state: 'failed' as const,
        told,
        pieces: { out, count: 5, toRead: false, checked: out },
      },
      { kind: 'receipt' as const, state: 'done' as const, told: null },
    ],
    next: {
      zh: '请核对发票号码，和回执一起保管好。没有发出的发票不算您领用。',
      en: 'Please check the numbers and keep the invoices with the receipt. What did not come out is not yours to answer for.',
    },
    decision: null,
    original: null,
    claim: { code: '4093817265', onPaper: true },
    takeAlong: ['phone' as const, 'invoice' as const, 'receipt' as const, 'claim_slip' as const],
    slip: null,
    canRate: true,
    payment: null,
  },
});

/** What a company's agent sees at the tax clerk's door. */
export const taxScenes: readonly {
  readonly name: string;
  readonly view: Partial<KioskView> & { readonly screen: Screen };
  readonly touches?: readonly string[];
}[] = [
  { name: 'tax-identification', view: identification({}) },
  { name: 'tax-identification-typing', view: identification({}), touches: ['credit-code', 'key-9'] },
  { name: 'tax-identification-agent', view: identification({ creditCode: '91310199MA0DEM003G' }) },
  {
    name: 'tax-identification-refused',
    view: identification({ creditCode: '91310199MA0DEM003G', problem: 'agent_not_authorised' }),
  },
  { name: 'tax-item-list', view: itemList({}) },
  {
    name: 'tax-item-list-refused',
    view: itemList({
      refusal: {
        itemCode: item.itemCode,
        reason: {
          zh: '企业最多可持有 10 份，手里还有 10 份，这次最多领 0 份。用掉的发票请先验旧。',
          en: 'The company may hold 10 and still has 10, so 0 at most now. Please have used ones checked first.',
        },
      },
    }),
  },
  {
    name: 'tax-outcome-original',
    view: {
      ...inStep('delivery', false),
      screen: {
        name: 'outcome',
        item: digital,
        acceptance,
        deliverables: [
          { kind: 'certificate', state: 'done', told: null },
          { kind: 'receipt', state: 'done', told: null },
        ],
        next: {
          zh: '电子发票的 XML 文件是原件，请用手机保存。纸上打印的只是样子，便于查看。',
          en: 'The XML file is the original; keep it on your phone. What is printed is a view of it.',
        },
        decision: null,
        claim: null,
        original: {
          url: 'https://tax.city.example/originals/6f1c2f0e-3d54-4c1b-9f52-0d6b3f1a2c4d',
          expiresAt: '2026-11-22T02:24:00.000Z',
        },
        takeAlong: ['phone', 'certificate', 'receipt'],
        slip: null,
        canRate: true,
        payment: null,
      },
    },
  },
  { name: 'tax-delivery', view: delivery('in_progress', 2) },
  { name: 'tax-delivery-take', view: delivery('pending', 3, true) },
  {
    name: 'tax-outcome-other-number',
    view: notAllOut(1, {
      zh: '这份号码不对，已停止，请交给工作人员。',
      en: 'Its number is not the one sold, so no more come out. Please give it to the staff.',
    }),
  },
  {
    name: 'tax-delivery-not-taken',
    view: {
      ...inStep('delivery', false),
      screen: {
        ...delivery('suspended', 3).screen,
        suspension: { cause: 'item_not_taken', caseAccepted: true },
      },
    },
  },
  {
    name: 'tax-outcome-jam',
    view: notAllOut(3, {
      zh: '没有全部发出，其余已退回，由工作人员处理。',
      en: 'Not all came out. The others went back; staff will see to it.',
    }),
  },
];
