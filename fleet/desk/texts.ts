import type { Language } from '../../contract/words.ts';

const zh = {
  title: '帮办台',
  lines: { opening: '正在连接', open: '已连接', lost: '没有连上，正在重连' },
  signIn: '登录管理网页',
  free: '空闲，可以接听',
  away: '离开，不接听',
  waiting: '正在求助的人',
  nobody: '现在没有人求助',
  accept: '接听',
  where: (screen: string) => `正在看的屏幕：${screen}`,
  hangUp: '挂断',
  cameraClosed: '办事人没有打开摄像头',
  screenClosed: '办事人没有打开屏幕',
  screenHeld: '办事人正在看或输入个人信息，画面暂停',
  paperClosed: '办事人没有打开材料',
  pointing:
    '在画面上移动是指给办事人看，点一下是框出按钮。您不能替办事人操作。遮住的地方要办事人同意才看得到。',
  callBacks: '请回电',
  callBacksLead: '办完就删除，最多保留三天。',
  called: '打过了',
  done: '办完，删除',
  propose: '请办事人看一看',
  proposeValue: '建议填写',
  field: '哪一栏',
  value: '填什么',
  send: '请办事人确认',
  answered: {
    waiting: '等办事人回答',
    accepted: '办事人同意了',
    refused: '办事人没有同意',
    not_fitting: '这一栏不能这样填，没有问办事人',
    gone: '办事人已经离开这一页',
  },
};

type DeskTexts = {
  readonly [Key in keyof typeof zh]: (typeof zh)[Key];
};

const en: DeskTexts = {
  title: 'Help desk',
  lines: { opening: 'Connecting', open: 'Connected', lost: 'Not connected, trying again' },
  signIn: 'Sign in at the console',
  free: 'Free, ring me',
  away: 'Away, do not ring me',
  waiting: 'People asking for help',
  nobody: 'Nobody asks for help now',
  accept: 'Answer',
  where: (screen) => `Screen they stand on: ${screen}`,
  hangUp: 'Hang up',
  cameraClosed: 'The camera is not shown',
  screenClosed: 'The screen is not shown',
  screenHeld: 'The resident reads or types something personal; the picture is held',
  paperClosed: 'No paper is shown',
  pointing:
    'Move over the picture to point, click to frame a button. You cannot act for the resident. What is covered is seen only when the resident allows it.',
  callBacks: 'To call back',
  callBacksLead: 'Erased when done, and after three days at the latest.',
  called: 'Called',
  done: 'Done, erase',
  propose: 'Ask the resident to look at',
  proposeValue: 'Suggest what to fill in',
  field: 'Field',
  value: 'Value',
  send: 'Ask the resident',
  answered: {
    waiting: 'Waiting for the resident',
    accepted: 'The resident accepted',
    refused: 'The resident refused',
    not_fitting: 'The field does not take this; the resident was not asked',
    gone: 'The resident has left this page',
  },
};

export const textsOf = (language: Language): DeskTexts => ({ zh, en })[language];
