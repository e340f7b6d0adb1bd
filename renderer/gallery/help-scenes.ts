import type { CallView, HelpAnswer, HelpView, KioskView } from '../../contract/kiosk.ts';
import type { Screen } from '../../contract/kiosk-screens.ts';
import { itemCodeSchema } from '../../contract/words.ts';

const item = {
  itemCode: itemCodeSchema.parse('312000083000'),
  kind: 'application',
  name: { zh: '户籍人户分离居住登记受理', en: 'Registering where you live' },
  department: { zh: '公安局', en: 'Public Security' },
  summary: { zh: '登记现在住的地方', en: 'Register where you live now' },
  icon: 'residence',
  usualMinutes: 5,
  fee: null,
} as const;

const answer = (
  entryId: string,
  question: HelpAnswer['question'],
  told: HelpAnswer['answer'],
  opening: HelpAnswer['opening'] = null,
): HelpAnswer => ({ entryId, question, answer: told, opening });

const open = (
  manner: 'begin' | 'open' | 'leave_other',
  unavailable: 'printer_out_of_paper' | null = null,
) => ({
  manner,
  item: item.name,
  step: null,
  unavailable,
});

const papers = {
  zh: '带户口簿，拍您本人的那一页。还要填现在的地址和手机号码。',
  en: 'Your household register: your own page is photographed. You also give your address and phone number.',
};
const mistake = {
  zh: '提交以前都可以改：回到“填写”，点那一栏重新填。',
  en: 'Until you submit you can change everything: go back to "Fill in" and touch the line.',
};
const genuine = {
  zh: '不会。办完、退出或者离开后，您的信息马上清除。没网时提交的申请会加密保存，发出去以后就删除。',
  en: 'No. When you finish, end or walk away, your data is erased at once. An application that waits for the network is kept encrypted and deleted once it is sent.',
};

const answers: HelpAnswer[] = [
  answer('wrong-entry', { zh: '填错了怎么改？', en: 'How do I correct a mistake?' }, mistake, {
    manner: 'go_back',
    item: item.name,
    step: 'form',
    unavailable: null,
  }),
  answer(
    'residence-papers',
    { zh: '居住登记要带什么？', en: 'What do I need for residence registration?' },
    papers,
    open('open'),
  ),
  answer(
    'residence-other',
    { zh: '打印机卡纸或没纸怎么办？', en: 'The printer is jammed or empty' },
    genuine,
    open('leave_other'),
  ),
  answer(
    'residence-first',
    { zh: '户口不在住的地方怎么办？', en: 'I live at another address than my register' },
    papers,
    open('begin'),
  ),
  answer(
    'residence-closed',
    { zh: '提交以后发现填错了怎么办？', en: 'I submitted something wrong' },
    papers,
    open('open', 'printer_out_of_paper'),
  ),
  answer('safe', { zh: '机器会留下我的身份信息吗？', en: 'Does the machine keep my data?' }, genuine),
];
const others = answers.map((each) => ({ ...each, entryId: `${each.entryId}-2` }));

const over = (screen: Screen, help: Partial<HelpView> = {}): Partial<KioskView> & { screen: Screen } => ({
  screen,
  help: { suggestions: answers, found: null, ...help },
});
const found = { found: [...answers, ...others] };
const welcome: Screen = { name: 'welcome' };
const summary: Screen = {
  name: 'summary',
  item,
  rows: [],
  deliverables: ['receipt'],
  willWaitForNetwork: false,
};
const typeDigit = ['help-ask', 'key-mode-number', 'key-1'];

const nothing = { camera: false, screen: false, paper: false, held: false };
export const screenShown = { ...nothing, screen: true };

export const withCall = (
  view: Partial<KioskView> & { screen: Screen },
  call: Partial<CallView>,
): Partial<KioskView> & { screen: Screen } => ({
  ...view,
  call: {
    state: 'connected',
    ended: null,
    helperName: '小王',
    consent: nothing,
    allowed: [],
    callBack: 'possible',
    proposal: null,
    ...call,
  },
});
const proposal = answers[0] && ({ kind: 'answer', proposalId: 'a', answer: answers[0] } as const);
const proposedValue = {
  kind: 'value',
  proposalId: 'b',
  label: { zh: '现居住地址', en: 'Where you live now' },
  value: '上海市测试区测试路18号3楼302室',
} as const;
const shown = { camera: true, screen: true, paper: true, held: true };

/** Help over a screen: what is suggested, typed, found and told. */
export const helpScenes = [
  { name: 'help-suggested', view: over(summary) },
  { name: 'help-typing', view: over(welcome, found), touches: ['help-ask', 'key-y'] },
  { name: 'help-typing-digits', view: over(welcome, found), touches: typeDigit },
  { name: 'help-found', view: over(welcome, found), touches: [...typeDigit, 'key-done'] },
  { name: 'help-nothing', view: over(welcome, { found: [] }), touches: [...typeDigit, 'key-done'] },
  ...answers.map(({ entryId }) => ({
    name: `help-answer-${entryId}`,
    view: over(summary),
    touches: [`help-question-${entryId}`],
  })),
  { name: 'call-possible', view: withCall(over(summary), { state: 'possible' }) },
  { name: 'call-nobody-free', view: withCall(over(summary), { state: 'possible', ended: 'nobody_free' }) },
  {
    name: 'call-number-noted',
    view: withCall(over(summary), { state: 'possible', ended: 'nobody_free', callBack: 'noted' }),
  },
  {
    name: 'call-number',
    view: withCall(over(summary), { state: 'possible', ended: 'closed' }),
    touches: ['call-number', 'key-1', 'key-done'],
  },
  { name: 'call-ringing', view: withCall(over(summary), { state: 'ringing' }) },
  { name: 'call-connected', view: withCall({ screen: summary }, {}) },
  { name: 'call-shown', view: withCall({ screen: summary }, { consent: shown }) },
  { name: 'call-proposal', view: withCall({ screen: summary }, { proposal: proposal ?? null }) },
  { name: 'call-proposed-value', view: withCall({ screen: summary }, { proposal: proposedValue }) },
  { name: 'help-call', view: over(summary), touches: ['help-call'] },
];
