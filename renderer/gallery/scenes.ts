import type { KioskView, Step } from '../../contract/kiosk.ts';
import type { Screen } from '../../contract/kiosk-screens.ts';
import type { ReceiptDocument } from '../../contract/receipt-document.ts';
import type { Stroke } from '../../contract/signature.ts';
import { itemCodeSchema } from '../../contract/words.ts';
import type { ShownAttendantView } from '../kiosk/connection.ts';
import { helpScenes, screenShown, withCall } from './help-scenes.ts';
import { paymentScenes } from './payment-scenes.ts';
import { remoteScenes } from './remote-scenes.ts';
import { taxScenes } from './tax-scenes.ts';

/** One canned view. Names and numbers are invented. */
export interface Scene {
  readonly name: string;
  /** Null shows the cover of a lost line. */
  readonly view: (Partial<KioskView> & { readonly screen: Screen }) | null;
  /** What a technician sees instead. */
  readonly attendant?: ShownAttendantView | null;
  /** Test ids touched one after the other before the picture is taken. */
  readonly touches?: readonly string[];
  /** What was written on the signature pad. */
  readonly padInk?: Stroke[];
  /** What the camera sees: none is there, or a picture of `fixtures/`, as it is or spoilt. */
  readonly camera?: 'none' | { readonly pictureId: string; readonly spoilt?: 'pushed_out' | 'lamp' };
}

export const baseView: KioskView = {
  sequence: 7,
  screenId: 3,
  language: 'zh',
  largeText: false,
  site: {
    zh: '示例区测试路街道社区事务受理中心',
    en: 'Ceshi Road Community Service Centre, Sample District',
  },
  terminalName: { zh: '一楼大厅 1 号机', en: 'Hall, ground floor, machine 1' },
  helpPhone: '021-5550 0123',
  network: 'online',
  steps: null,
  canGoBack: false,
  screen: { name: 'welcome' },
  help: null,
  call: null,
  countdown: null,
};

/** As long as one may be. */
const longNotice = {
  zh: '十月一日至七日大厅休息，自助终端照常服务，可以查询、打印、申办和取件，请放心。',
  en: 'The hall is closed from 1 to 7 October. This terminal serves as usual, day and night, for everybody.',
};

const code = (text: string) => itemCodeSchema.parse(text);

const residence = {
  itemCode: code('312000083000'),
  kind: 'application',
  name: { zh: '居住登记', en: 'Residence registration' },
  department: { zh: '公安部门', en: 'Public security' },
  summary: {
    zh: '来本市居住的人登记现住地址，当场拿回执。',
    en: 'Register the address where you now live; you get a receipt at once.',
  },
  icon: 'residence',
  usualMinutes: 5,
  fee: null,
} as const;

const items = [
  residence,
  {
    itemCode: code('312000990001'),
    kind: 'query',
    name: { zh: '养老保险缴费情况查询', en: 'Pension contributions' },
    department: { zh: '人社部门', en: 'Social security' },
    summary: {
      zh: '查询并打印最近的缴费记录，盖电子印章。',
      en: 'Look up and print your recent contributions, sealed.',
    },
    icon: 'pension',
    usualMinutes: 2,
    fee: null,
  },
  {
    itemCode: code('312000990002'),
    kind: 'pickup',
    name: { zh: '证件领取', en: 'Collect a document' },
    department: { zh: '政务服务中心', en: 'Service centre' },
    summary: {
      zh: '办好的证件和材料，从旁边的柜子领取。',
      en: 'Finished documents, from the locker beside you.',
    },
    icon: 'parcel',
    usualMinutes: 1,
    fee: null,
  },
  {
    itemCode: code('312000990003'),
    kind: 'query',
    name: { zh: '无房证明', en: 'Certificate of no property' },
    department: { zh: '房管部门', en: 'Housing' },
    summary: {
      zh: '打印本市无房产登记的证明。',
      en: 'A certificate that no home is registered in your name.',
    },
    icon: 'certificate',
    usualMinutes: 2,
    fee: null,
  },
  {
    itemCode: code('312000990004'),
    kind: 'query',
    name: { zh: '医保缴费情况查询', en: 'Health insurance contributions' },
    department: { zh: '医保部门', en: 'Health insurance' },
    summary: { zh: '查询并打印医疗保险缴费记录。', en: 'Look up and print your contributions.' },
    icon: 'health',
    usualMinutes: 2,
    fee: null,
  },
  {
    itemCode: code('312000990005'),
    kind: 'application',
    name: { zh: '老年综合津贴申请', en: 'Allowance for the elderly' },
    department: { zh: '民政部门', en: 'Civil affairs' },
    summary: { zh: '满六十五周岁的户籍老人申请。', en: 'For registered residents from the age of 65.' },
    icon: 'document',
    usualMinutes: 6,
    fee: null,
  },
] as const;

const stepNames: Step[] = ['identification', 'form', 'material', 'signature', 'summary', 'delivery'];
const inStep = (current: Step, canGoBack = true) => ({ steps: { names: stepNames, current }, canGoBack });

const methods = [
  { method: 'id_card', available: true },
  { method: 'city_code', available: true },
  { method: 'company', available: true },
] as const;

const identification = (more: Partial<Extract<Screen, { name: 'identification' }>>) => ({
  ...inStep('identification'),
  screen: {
    name: 'identification' as const,
    methods: [...methods],
    method: 'id_card' as const,
    phase: 'waiting' as const,
    problem: null,
    creditCode: null,
    ...more,
  },
});

const signature = (pad: Extract<Screen, { name: 'signature' }>['pad']) => ({
  ...inStep('signature'),
  screen: {
    name: 'signature' as const,
    item: residence,
    declaration: {
      zh: '本人保证以上填写内容和材料真实有效，如有不实，愿意承担相应责任。',
      en: 'I declare that what I filled in and the papers I showed are true.',
    },
    pad,
  },
});

/** Two waves, pressed harder in the middle. */
const writtenName: Stroke[] = [0.12, 0.52].map((left) =>
  Array.from({ length: 60 }, (_, step) => ({
    x: left + (0.36 * step) / 60,
    y: 0.5 + 0.22 * Math.sin(step / 5) * (1 - step / 90),
    pressure: 0.2 + 0.8 * Math.sin((step / 60) * Math.PI),
    timeMs: step * 12,
  })),
);

const itemList = (more: Partial<Extract<Screen, { name: 'item_list' }>>) => ({
  screen: {
    name: 'item_list' as const,
    person: { maskedName: '张**', maskedIdNumber: '**************0173', company: null },
    items: items.map((item) => ({ ...item, unavailable: null })),
    opening: null,
    refusal: null,
    ...more,
  },
});

const form = (
  problems: Extract<Screen, { name: 'form' }>['problems'],
  values: Record<string, string> = {},
): { readonly screen: Screen } => ({
  ...inStep('form'),
  screen: {
    name: 'form',
    item: residence,
    values: {
      name: '张测试',
      idNumber: '**************0173',
      residenceAddress: '上海市示例区测试路18号302室',
      ...values,
    },
    problems,
    fields: [
      {
        kind: 'text',
        key: 'name',
        label: { zh: '姓名', en: 'Name' },
        keyboard: 'pinyin',
        rule: 'person_name',
        maxLength: 40,
        required: true,
        readOnly: true,
      },
      {
        kind: 'text',
        key: 'idNumber',
        label: { zh: '身份证号码', en: 'Identity number' },
        keyboard: 'number',
        rule: 'id_number',
        maxLength: 18,
        required: true,
        readOnly: true,
      },
      {
        kind: 'text',
        key: 'residenceAddress',
        label: { zh: '现住地址', en: 'Present address' },
        hint: { zh: '写到门牌号和室号，例如：测试路18号302室', en: 'Down to number and room' },
        keyboard: 'pinyin',
        rule: 'address',
        maxLength: 60,
        required: true,
        readOnly: false,
      },
      {
        kind: 'text',
        key: 'mobilePhone',
        label: { zh: '手机号码', en: 'Mobile number' },
        keyboard: 'number',
        rule: 'mobile_phone',
        maxLength: 11,
        required: true,
        readOnly: false,
      },
      {
        kind: 'choice',
        key: 'housingKind',
        label: { zh: '住房性质', en: 'Kind of housing' },
        required: true,
        options: [
          { value: 'owned', label: { zh: '自有住房', en: 'Owned' } },
          { value: 'rented', label: { zh: '租赁住房', en: 'Rented' } },
          { value: 'dormitory', label: { zh: '单位宿舍', en: 'Dormitory' } },
          { value: 'relatives', label: { zh: '亲友家中', en: 'With relatives' } },
        ],
      },
    ],
  },
});

const material = (more: Partial<Extract<Screen, { name: 'material' }>>) => ({
  ...inStep('material'),
  screen: {
    name: 'material' as const,
    item: residence,
    material: {
      materialCode: 'M1',
      name: { zh: '户口簿本人页', en: 'Your page of the household register' },
      hint: { zh: '翻到写有您姓名的那一页。', en: 'Open it at the page with your name.' },
    },
    position: { index: 0, count: 1 },
    phase: 'capturing' as const,
    result: null,
    ...more,
  },
});

const slip: ReceiptDocument = {
  documentId: '3f0e8b52-6c1a-4d0e-9a3b-2f6f1d0c7a11',
  title: '受理回执',
  blocks: [
    { kind: 'rule' },
    { kind: 'pair', label: '受理编号', value: '20261122-310199-0012-3' },
    { kind: 'pair', label: '事项', value: '居住登记' },
    { kind: 'pair', label: '申请人', value: '张**' },
    { kind: 'pair', label: '受理时间', value: '2026-11-22 14:03' },
    { kind: 'rule' },
    { kind: 'row', cells: ['月份', '单位', '个人'], bold: true },
    { kind: 'row', cells: ['2026-10', '1,600.00', '800.00'], bold: false },
    { kind: 'text', text: '十个工作日内审核，结果发送到您的手机。', align: 'left', size: 1, bold: false },
    { kind: 'space', lines: 1 },
    { kind: 'qr', data: 'https://example.invalid/verify/20261122-310199-0012-3', caption: '扫码查验' },
    { kind: 'space', lines: 2 },
  ],
};

const accepted = {
  state: 'accepted',
  acceptanceNumber: '20261122-310199-0012-3',
  acceptedAt: '2026-11-22T06:03:00.000Z',
} as const;

type HandedOut = Extract<Screen, { name: 'outcome' }>['deliverables'][number];

/** One thing handed out, with the words of the core where it ended otherwise than wished. */
const owed = (kind: HandedOut['kind'], state: HandedOut['state']): HandedOut => ({
  kind,
  state,
  told:
    state === 'failed'
      ? { zh: '没有交给您，工作人员会处理。', en: 'You did not get it. The staff will see to it.' }
      : state === 'unknown'
        ? { zh: '不能确定是否已经打印，请工作人员核实。', en: 'Not certain. Please let the staff check.' }
        : null,
});

const delivery = (more: Partial<Extract<Screen, { name: 'delivery' }>>) => ({
  ...inStep('delivery', false),
  screen: {
    name: 'delivery' as const,
    item: residence,
    acceptance: accepted,
    deliverables: [owed('receipt', 'in_progress')],
    suspension: null,
    decision: null,
    slip,
    cell: null,
    payment: null,
    ...more,
  },
});

const outcome = (more: Partial<Extract<Screen, { name: 'outcome' }>>) => ({
  screen: {
    name: 'outcome' as const,
    item: residence,
    acceptance: accepted,
    deliverables: [owed('receipt', 'done')],
    decision: null,
    claim: null,
    original: null,
    next: {
      zh: '十个工作日内审核，结果会用短信告诉您。',
      en: 'It is examined within ten working days; you will get a text message.',
    },
    takeAlong: ['id_card', 'receipt', 'material'] as const satisfies string[],
    slip: null,
    canRate: true,
    payment: null,
    ...more,
  } as Screen,
});

const summary = (willWaitForNetwork: boolean) => ({
  ...inStep('summary'),
  screen: {
    name: 'summary' as const,
    item: residence,
    rows: [
      { label: { zh: '姓名', en: 'Name' }, value: '张测试' },
      { label: { zh: '身份证号码', en: 'Identity number' }, value: '**************0173' },
      {
        label: { zh: '现住地址', en: 'Present address' },
        value: '上海市示例区测试路18弄5号楼2单元302室（东侧）',
      },
      { label: { zh: '手机号码', en: 'Mobile number' }, value: '199 0000 0001' },
      { label: { zh: '住房性质', en: 'Kind of housing' }, value: { zh: '租赁住房', en: 'Rented' } },
      {
        label: { zh: '户口簿本人页', en: 'Household register' },
        value: { zh: '已拍摄，内容一致', en: 'agrees' },
      },
      { label: { zh: '签名', en: 'Signature' }, value: { zh: '已签', en: 'signed' } },
    ],
    deliverables: ['receipt' as const],
    willWaitForNetwork,
  },
});

const comparison = (read: 'name' | 'idNumber', onPage: string | null, inForm: string) => ({
  read,
  onPage,
  inForm,
  verdict:
    onPage === null ? ('not_read' as const) : onPage === inForm ? ('match' as const) : ('mismatch' as const),
});

const checked = (result: Extract<Screen, { name: 'material' }>['result']) =>
  material({ phase: 'checked', result });

const maskedId = '**************0173';

export const scenes: readonly Scene[] = [
  { name: 'cover', view: null },
  { name: 'out-of-service', view: { screen: { name: 'out_of_service', reason: 'database' } } },
  { name: 'disk-full', view: { screen: { name: 'out_of_service', reason: 'disk_full' } } },
  { name: 'starting', view: { screen: { name: 'out_of_service', reason: 'starting' } } },
  { name: 'interrupted', view: { screen: { name: 'interrupted' } } },
  {
    name: 'resumable',
    view: {
      screen: {
        name: 'resumable',
        item: residence,
        acceptance: accepted,
        deliverables: [owed('certificate', 'pending'), owed('receipt', 'pending')],
        payment: null,
      },
    },
  },
  {
    name: 'resumable-sending',
    view: {
      screen: { name: 'resumable', item: residence, acceptance: null, deliverables: [], payment: null },
    },
  },
  { name: 'welcome', view: { screen: { name: 'welcome' } } },
  { name: 'welcome-notice', view: { screen: { name: 'welcome' }, notices: [longNotice] } },
  {
    name: 'welcome-notice-offline',
    view: { network: 'offline', screen: { name: 'welcome' }, notices: [longNotice] },
  },
  { name: 'welcome-offline', view: { network: 'offline', screen: { name: 'welcome' } } },
  { name: 'identification-card', view: identification({}) },
  { name: 'identification-reading', view: identification({ phase: 'reading' }) },
  { name: 'identification-problem', view: identification({ problem: 'card_unreadable' }) },
  { name: 'identification-code', view: identification({ method: 'city_code', problem: 'code_expired' }) },
  {
    name: 'identification-done',
    view: identification({
      phase: 'identified',
      methods: [
        { method: 'id_card', available: true },
        { method: 'city_code', available: false },
      ],
    }),
  },
  { name: 'item-list', view: itemList({}) },
  {
    name: 'item-list-troubles',
    view: itemList({
      items: [...items, ...items].map((item, index) => ({
        ...item,
        itemCode: code(`31200099${String(index).padStart(4, '0')}`),
        unavailable: index % 3 === 1 ? 'printer_out_of_paper' : index % 3 === 2 ? 'locker_unavailable' : null,
      })),
      opening: code('312000990003'),
      refusal: {
        itemCode: code('312000990000'),
        reason: { zh: '您已有一份有效的居住登记，不用再办。', en: 'You already have a valid registration.' },
      },
    }),
  },
  { name: 'form', view: form({}) },
  {
    name: 'call-form',
    view: withCall(form({}), { consent: screenShown, allowed: [`${residence.itemCode} name`] }),
  },
  {
    name: 'form-problems',
    view: form({ mobilePhone: 'not_a_phone', housingKind: 'required' }, { mobilePhone: '1990' }),
  },
  {
    name: 'form-pinyin',
    view: form({}),
    touches: ['field-residenceAddress', ...[...'xuhuiqu'].map((letter) => `key-${letter}`)],
  },
  { name: 'form-address-numbers', view: form({}), touches: ['field-residenceAddress', 'key-mode-number'] },
  {
    name: 'form-phone',
    view: form({ mobilePhone: 'required' }),
    touches: ['field-mobilePhone', 'key-1', 'key-9'],
  },
  { name: 'form-latin', view: form({}), touches: ['field-residenceAddress', 'key-mode-latin', 'key-shift'] },
  { name: 'material', view: material({}) },
  { name: 'material-no-camera', view: material({}), camera: 'none' },
  { name: 'material-hint-too_dark', view: material({}), camera: { pictureId: 'household-li-shili-dark' } },
  { name: 'material-hint-no_page', view: material({}), camera: { pictureId: 'empty' } },
  {
    name: 'material-hint-not_in_frame',
    view: material({}),
    camera: { pictureId: 'household-li-shili', spoilt: 'pushed_out' },
  },
  {
    name: 'material-hint-glare',
    view: material({}),
    camera: { pictureId: 'household-li-shili', spoilt: 'lamp' },
  },
  { name: 'material-hint-blurred', view: material({}), camera: { pictureId: 'household-li-shili-blurred' } },
  { name: 'material-checking', view: material({ phase: 'checking' }) },
  {
    name: 'material-match',
    view: checked({
      verdict: 'match',
      comparisons: [comparison('name', '张测试', '张测试'), comparison('idNumber', maskedId, maskedId)],
    }),
  },
  {
    name: 'material-mismatch',
    view: checked({
      verdict: 'mismatch',
      comparisons: [comparison('name', '李示例', '张测试'), comparison('idNumber', null, maskedId)],
    }),
  },
  { name: 'material-blurred', view: checked({ verdict: 'cannot_read', reason: 'blurred' }) },
  { name: 'signature', view: signature(null) },
  { name: 'signature-pad', view: signature({ state: 'in_use', aspectRatio: 1.6, hasInk: false }) },
  {
    name: 'signature-pad-written',
    view: signature({ state: 'in_use', aspectRatio: 1.6, hasInk: true }),
    padInk: writtenName,
  },
  {
    name: 'signature-pad-lost',
    view: signature({ state: 'lost', aspectRatio: 1.6, hasInk: true }),
    padInk: writtenName,
  },
  {
    name: 'signature-pad-wide',
    view: signature({ state: 'in_use', aspectRatio: 3.96, hasInk: true }),
    padInk: writtenName,
  },
  { name: 'summary', view: summary(false) },
  { name: 'summary-offline', view: summary(true) },
  {
    name: 'submitting',
    view: { ...inStep('summary', false), screen: { name: 'submitting', item: residence, phase: 'sending' } },
  },
  {
    name: 'submitting-deciding',
    view: { ...inStep('summary', false), screen: { name: 'submitting', item: residence, phase: 'deciding' } },
  },
  ...paymentScenes,
  ...taxScenes,
  ...remoteScenes,
  { name: 'delivery-printing', view: delivery({}) },
  {
    name: 'delivery-locker',
    view: delivery({
      slip: null,
      cell: { board: 1, cell: 3, door: 'open' },
      deliverables: [owed('parcel', 'in_progress'), owed('receipt', 'pending')],
    }),
  },
  {
    name: 'delivery-card',
    view: delivery({
      slip: null,
      decision: { state: 'approved', reasons: [{ zh: '年满65周岁。', en: 'You are 65 or older.' }] },
      deliverables: [owed('card', 'in_progress'), owed('receipt', 'pending')],
    }),
  },
  {
    name: 'delivery-room',
    view: delivery({ slip: null, deliverables: [owed('room', 'in_progress')] }),
  },
  {
    name: 'delivery-waiting-slip',
    view: delivery({ acceptance: { state: 'waiting_for_network' }, slip: null }),
  },
  {
    name: 'delivery-suspended',
    view: delivery({
      slip: null,
      suspension: { cause: 'printer_out_of_paper', caseAccepted: true },
      deliverables: [owed('receipt', 'suspended')],
    }),
  },
  { name: 'outcome', view: outcome({}) },
  {
    name: 'outcome-partly',
    view: outcome({
      deliverables: [owed('certificate', 'done'), owed('receipt', 'failed')],
      takeAlong: ['id_card', 'certificate'],
    }),
  },
  {
    name: 'outcome-claim',
    view: outcome({
      claim: { code: '4093817265', onPaper: false },
      deliverables: [owed('certificate', 'unknown'), owed('claim_slip', 'failed')],
      takeAlong: ['id_card'],
    }),
  },
  {
    name: 'outcome-claim-printed',
    view: outcome({
      claim: { code: '4093817265', onPaper: true },
      deliverables: [owed('card', 'failed'), owed('receipt', 'done'), owed('claim_slip', 'done')],
      takeAlong: ['id_card', 'receipt', 'claim_slip'],
    }),
  },
  {
    name: 'outcome-approved',
    view: outcome({
      decision: {
        state: 'approved',
        reasons: [
          { zh: '年满65周岁。', en: 'You are 65 or older.' },
          { zh: '身份证号码为本市签发。', en: 'Your identity number was given out in this city.' },
        ],
      },
      deliverables: [owed('card', 'done'), owed('certificate', 'done'), owed('receipt', 'done')],
      takeAlong: ['id_card', 'card', 'certificate', 'receipt'],
    }),
  },
  {
    name: 'outcome-not-approved',
    view: outcome({
      decision: {
        state: 'refused',
        reasons: [
          {
            zh: '您今年38周岁，年满65周岁后可以申领。',
            en: 'You are 38. The card can be applied for from the age of 65.',
          },
        ],
      },
      deliverables: [owed('receipt', 'done')],
    }),
  },
  {
    name: 'outcome-decided-later',
    view: outcome({
      decision: {
        state: 'later',
        reasons: [
          {
            zh: '审批还没有完成。有结果后会发短信通知您，您不用在这里等。',
            en: 'Not decided yet. You will get a text message with the result; you need not wait here.',
          },
        ],
      },
      deliverables: [owed('card', 'pending'), owed('receipt', 'done')],
    }),
  },
  { name: 'outcome-offline', view: outcome({ acceptance: { state: 'waiting_for_network' } }) },
  { name: 'outcome-take', view: outcome({}), touches: ['outcome-next'] },
  { name: 'outcome-rating', view: outcome({}), touches: ['outcome-next', 'outcome-next'] },
  {
    name: 'outcome-refused',
    view: outcome({
      acceptance: {
        state: 'refused',
        reason: { zh: '您的登记仍在有效期内。', en: 'Your registration is still valid.' },
      },
      deliverables: [],
      takeAlong: ['id_card'],
      canRate: false,
    }),
  },
  {
    name: 'countdown',
    view: { ...form({}), countdown: { secondsLeft: 17, totalSeconds: 20 } },
  },
  ...helpScenes,
  { name: 'end', view: form({}), touches: ['end-session'] },
];
