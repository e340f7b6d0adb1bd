import type { KioskView, Step } from '../../contract/kiosk.ts';
import type { Screen } from '../../contract/kiosk-screens.ts';
import { itemCodeSchema } from '../../contract/words.ts';

const names: Step[] = ['identification', 'form', 'material', 'signature', 'summary', 'delivery'];
const inStep = (current: Step, canGoBack = false) => ({ steps: { names, current }, canGoBack });

export const remoteItem = {
  itemCode: itemCodeSchema.parse('312000990007'),
  kind: 'application',
  name: { zh: '变更法定代表人（远程办理）', en: 'Change of legal representative' },
  department: { zh: '税务局', en: 'Tax Service' },
  summary: {
    zh: '在这里拍材料、签名，税务人员远程办理，不用去窗口',
    en: 'Photograph the materials and sign here; a tax officer deals with it from afar',
  },
  icon: 'document',
  usualMinutes: 5,
  fee: null,
} as const;

export const remoteResultsItem = {
  ...remoteItem,
  itemCode: itemCodeSchema.parse('312000990008'),
  kind: 'query',
  name: { zh: '查看远程办理结果', en: 'Results of remote handling' },
  summary: {
    zh: '看税务人员是不是已经办好，或者为什么退回',
    en: 'See whether an officer has dealt with it, or why it was returned',
  },
  usualMinutes: 1,
} as const;

type Outcome = Extract<Screen, { name: 'outcome' }>;

const outcome = (
  decision: Outcome['decision'],
  next: Outcome['next'],
  about: Outcome['item'] = remoteItem,
): { readonly screen: Outcome } => ({
  ...inStep('delivery'),
  screen: {
    name: 'outcome',
    item: about,
    acceptance: {
      state: 'accepted',
      acceptanceNumber: '20261122-310199-0042-7',
      acceptedAt: '2026-11-22T02:14:00.000Z',
    },
    deliverables: [{ kind: 'receipt', state: 'done', told: null }],
    next,
    decision,
    claim: null,
    original: null,
    takeAlong: ['phone', 'material', 'receipt'],
    slip: null,
    canRate: true,
    payment: null,
  },
});

const later = {
  zh: '请拿好回执。已经办好的不用再来。还在审核的，有结果会发短信给您，也可以再来选“查看远程办理结果”。',
  en: 'Keep the receipt. If it is done, you need not come again. If not, you will get a text message, or choose “Results of remote handling” here.',
};

/** What a clerk sees of an officer who decides from afar. */
export const remoteScenes: readonly {
  readonly name: string;
  readonly view: Partial<KioskView> & { readonly screen: Screen };
}[] = [
  {
    name: 'remote-reviewing',
    view: { ...inStep('summary'), screen: { name: 'submitting', item: remoteItem, phase: 'reviewing' } },
  },
  {
    name: 'remote-outcome-accepted',
    view: outcome(
      {
        state: 'approved',
        reasons: [
          {
            zh: '税务人员看过您交的材料，已经办理。',
            en: 'A tax officer has looked at your materials and dealt with the matter.',
          },
        ],
      },
      later,
    ),
  },
  {
    name: 'remote-outcome-later',
    view: outcome(
      {
        state: 'later',
        reasons: [
          {
            zh: '审批还没有完成。有结果后会发短信通知您，您不用在这里等。',
            en: 'Not decided yet. You will get a text message with the result; you need not wait here.',
          },
        ],
      },
      later,
    ),
  },
  {
    name: 'remote-outcome-returned',
    view: outcome(
      {
        state: 'returned',
        reasons: [
          {
            zh: '受理编号 20261121-310199-0017-3。',
            en: 'Acceptance number 20261121-310199-0017-3.',
          },
          {
            zh: '照片看不清楚。请再来办一次，把材料放平，拍清楚。',
            en: 'The pictures cannot be read. Please hand it in again with the pages flat and sharp.',
          },
          {
            zh: '税务人员说：身份证反光，看不到号码。',
            en: 'The officer wrote: 身份证反光，看不到号码。',
          },
        ],
      },
      later,
      remoteResultsItem,
    ),
  },
  {
    name: 'remote-results-form',
    view: {
      ...inStep('form', true),
      steps: { names: ['identification', 'form', 'summary', 'delivery'], current: 'form' },
      screen: {
        name: 'form',
        item: remoteResultsItem,
        fields: [
          {
            kind: 'choice',
            key: 'handedIn',
            label: { zh: '看哪一件？', en: 'Which one?' },
            required: true,
            options: [
              {
                value: '1',
                label: {
                  zh: '2026-11-22 变更法定代表人（远程办理）：还在审核',
                  en: '2026-11-22 Change of legal representative: still being looked at',
                },
              },
              {
                value: '2',
                label: {
                  zh: '2026-11-21 变更法定代表人（远程办理）：已退回',
                  en: '2026-11-21 Change of legal representative: returned',
                },
              },
            ],
          },
        ],
        values: {},
        problems: {},
      },
    },
  },
];
