import { type EffectDeclaration, missing } from './effect-declaration.ts';

/** What the outbox carries to the city until it is answered. */
export const errandEffects = {
  submit: {
    title: { zh: '提交申请', en: 'submit' },
    performedBy: 'city',
    errand: { urgent: true },
    idempotencyKey: 'case',
    handsOut: null,
    evidence: "the back end's look-up by case id; unknown there means not submitted, so it is sent again",
    compensation:
      'none needed: repeated with the same case id until answered; a conflict or lost content is a task',
    told: {
      confirmed: { zh: '您的申请已受理。', en: 'Your application has been accepted.' },
      failed: { zh: '您的申请没有被受理。', en: 'Your application was not accepted.' },
      unknown: {
        zh: '已收下，尚未受理。申请已加密保存在本机，网络恢复后自动提交，您无需重新办理。',
        en: 'Taken, but not accepted yet. It is kept encrypted in this terminal and sent by itself when the network is back. You need not apply again.',
      },
    },
  },
  query_decision: {
    title: { zh: '查询审批结果', en: 'query decision' },
    performedBy: 'city',
    errand: { urgent: true },
    idempotencyKey: 'case',
    handsOut: null,
    evidence: 'the answer itself; asking changes nothing, so it is asked until it is decided',
    compensation: 'a decision that comes after the resident has gone is texted, and what it owes is a task',
    told: {
      confirmed: { zh: '审批已完成。', en: 'The decision has been made.' },
      failed: {
        zh: '暂时查不到审批结果，工作人员会与您联系。',
        en: 'The decision cannot be looked up. The staff will contact you.',
      },
      unknown: {
        zh: '审批还没有完成。有结果后会发短信通知您，您不用在这里等。',
        en: 'Not decided yet. You will get a text message with the result; you need not wait here.',
      },
    },
  },
  fetch_licence: {
    title: { zh: '调取电子证照', en: 'fetch licence' },
    performedBy: 'city',
    errand: { urgent: true },
    idempotencyKey: 'case',
    handsOut: null,
    evidence: 'the answer itself; fetching changes nothing, so it is asked until it is answered',
    compensation: 'what cannot be fetched in time is not printed and becomes a task',
    told: {
      confirmed: { zh: '电子证照已调取。', en: 'The electronic licence is here.' },
      failed: missing('证照', 'the licence'),
      unknown: missing('证照', 'the licence'),
    },
  },
  notify: {
    title: { zh: '短信通知', en: 'notify' },
    performedBy: 'city',
    errand: { urgent: false },
    idempotencyKey: 'case',
    handsOut: null,
    evidence: 'the back end sends one text for one subject of a case, however often it is asked',
    compensation: 'a text the back end refuses to send is a task for a person',
    told: {
      confirmed: { zh: '结果会发短信通知您。', en: 'You will get the result by text message.' },
      failed: {
        zh: '短信没有发出，请拨打咨询电话。',
        en: 'No text could be sent. Please call the help number.',
      },
      unknown: { zh: '结果会发短信通知您。', en: 'You will get the result by text message.' },
    },
  },
  hand_over_parcel: {
    title: { zh: '登记取件', en: 'record the hand-over of a parcel' },
    performedBy: 'city',
    errand: { urgent: false },
    idempotencyKey: 'case',
    handsOut: null,
    evidence: 'the back end notes one hand-over for one case; it is sent after its case, until answered',
    compensation: 'a hand-over the back end refuses is a task for a person',
    told: {
      confirmed: { zh: '已登记您取走了物品。', en: 'It is noted that you took your item.' },
      failed: { zh: '取件登记由工作人员处理。', en: 'The staff will note that you took your item.' },
      unknown: { zh: '取件登记稍后自动完成。', en: 'That you took your item is noted later, by itself.' },
    },
  },
  count_invoices: {
    title: { zh: '回报发票发放结果', en: 'tell how many invoices came out' },
    performedBy: 'city',
    errand: { urgent: false },
    idempotencyKey: 'case',
    handsOut: null,
    evidence: 'the back end keeps one count for one case; it is sent after everything moved, until answered',
    compensation:
      'what did not come out goes back into the stock; a count the back end refuses is a task for a person',
    told: {
      confirmed: { zh: '没有发出的发票已退回库存。', en: 'Invoices that did not come out went back.' },
      failed: { zh: '发票份数由工作人员核对。', en: 'The staff will check how many invoices came out.' },
      unknown: {
        zh: '没有发出的发票稍后自动退回。',
        en: 'Invoices that did not come out go back by themselves.',
      },
    },
  },
  rate: {
    title: { zh: '提交评价', en: 'rate' },
    performedBy: 'city',
    errand: { urgent: false },
    idempotencyKey: 'case',
    handsOut: null,
    evidence: 'the back end keeps one rating for one case; it is sent after its case, until answered',
    compensation: 'none: a rating of a case that was refused in the end is dropped',
    told: {
      confirmed: { zh: '谢谢您的评价。', en: 'Thank you for your rating.' },
      failed: { zh: '谢谢您的评价。', en: 'Thank you for your rating.' },
      unknown: { zh: '谢谢您的评价，稍后自动送达。', en: 'Thank you. Your rating is sent later, by itself.' },
    },
  },
} as const satisfies Record<string, EffectDeclaration>;
