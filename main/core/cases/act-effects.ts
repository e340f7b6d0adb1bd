import { type EffectDeclaration, missing, unclear } from './effect-declaration.ts';

const slipEvidence =
  'completion of the printer host, else its memory of the job, else the cut counter against its value in the intent: one more is done; the same is not done only if the power did not fail since; anything else is unknown';
const reprint =
  'printed anew on request while the resident is there, as a new document; withdrawn from the printer when the resident leaves; afterwards a task for a person';

/** What is done at once, by a device or with somebody's money. */
export const actEffects = {
  print_receipt: {
    title: { zh: '打印回执', en: 'print receipt' },
    performedBy: 'receipt-printer',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'receipt',
    evidence: slipEvidence,
    compensation: reprint,
    told: {
      confirmed: { zh: '回执已打印。', en: 'Your receipt has been printed.' },
      failed: missing('纸质回执', 'the paper receipt'),
      unknown: unclear('回执是否已经打印', 'the receipt came out'),
    },
  },
  print_waiting_slip: {
    title: { zh: '打印待提交凭条', en: 'print waiting slip' },
    performedBy: 'receipt-printer',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'receipt',
    evidence: slipEvidence,
    compensation: reprint,
    told: {
      confirmed: { zh: '凭条已打印，请保留。', en: 'Your slip has been printed. Please keep it.' },
      failed: missing('纸质凭条', 'the paper slip'),
      unknown: unclear('凭条是否已经打印', 'the slip came out'),
    },
  },
  print_claim_slip: {
    title: { zh: '打印凭码条', en: 'print claim slip' },
    performedBy: 'receipt-printer',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'claim_slip',
    evidence: slipEvidence,
    compensation:
      'the code stands large on the screen, to be written down or photographed; what is owed, money included, stands on this one slip',
    told: {
      confirmed: {
        zh: '凭码条已打印，请保留。',
        en: 'The slip with your code has been printed. Please keep it.',
      },
      failed: {
        zh: '凭码条没有打印，请记下或拍下屏幕上的凭码。',
        en: 'The slip was not printed. Please write down or photograph the code.',
      },
      unknown: {
        zh: '凭码条可能没有打印，请记下或拍下屏幕上的凭码。',
        en: 'The slip may not have come out. Please write down or photograph the code.',
      },
    },
  },
  print_payment_slip: {
    title: { zh: '打印付款凭条', en: 'print payment slip' },
    performedBy: 'receipt-printer',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'receipt',
    evidence: slipEvidence,
    compensation:
      'the screen says the same; nobody is kept waiting for it; where there is a claim code its slip says it instead',
    told: {
      confirmed: {
        zh: '付款凭条已打印，请保留。',
        en: 'A slip about your payment has been printed. Please keep it.',
      },
      failed: {
        zh: '付款凭条没有打印，请记下屏幕上的内容。',
        en: 'The slip was not printed. Please note what the screen says.',
      },
      unknown: {
        zh: '付款凭条可能没有打印，请记下屏幕上的内容。',
        en: 'The slip may not have come out. Please note what the screen says.',
      },
    },
  },
  print_certificate: {
    title: { zh: '打印证明（窄幅）', en: 'print certificate on a slip' },
    performedBy: 'receipt-printer',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'certificate',
    evidence: slipEvidence,
    compensation: reprint,
    told: {
      confirmed: { zh: '证明已打印。', en: 'Your certificate has been printed.' },
      failed: missing('纸质证明', 'the paper certificate'),
      unknown: unclear('证明是否已经打印', 'the certificate came out'),
    },
  },
  print_document: {
    title: { zh: '打印证明（A4）', en: 'print certificate on A4' },
    performedBy: 'document-printer',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'certificate',
    evidence:
      "completion of the printer host, else the printer's own list of jobs and its page counter; a job that the printer does not know is unknown",
    compensation:
      'cancelled while no sheet is out; printed anew on request, as a new job; afterwards a task for a person',
    told: {
      confirmed: { zh: '证明已打印在A4纸上。', en: 'Your certificate has been printed on A4 paper.' },
      failed: missing('纸质证明', 'the paper certificate'),
      unknown: unclear('证明是否已经打印', 'the certificate came out'),
    },
  },
  dispense_card: {
    title: { zh: '发卡', en: 'dispense card' },
    performedBy: 'dispenser',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'card',
    evidence:
      'completion of the dispenser host, else its sensors and the counter of its bin against what they said before the intent; never dispensed twice for one intent',
    compensation:
      'a card left at the gate is taken back into the bin when its resident has gone, and becomes a task',
    told: {
      confirmed: { zh: '卡已送出，请取走。', en: 'Your card has come out. Please take it.' },
      failed: missing('卡', 'the card'),
      unknown: unclear('卡是否已经送出', 'the card came out'),
    },
  },
  dispense_invoice: {
    title: { zh: '发一份纸质发票', en: 'dispense one paper invoice' },
    performedBy: 'dispenser',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'invoice',
    evidence:
      'as for a card; the intent names the number that the city sold for this place, and the next one begins when the gate is empty',
    compensation:
      'after a fault none follows: the rest goes back to the city, and a person looks which numbers lie in the machine',
    told: {
      confirmed: {
        zh: '发票已全部发出，请核对号码。',
        en: 'All invoices have come out. Please check their numbers.',
      },
      failed: {
        zh: '没有全部发出，其余已退回，由工作人员处理。',
        en: 'Not all came out. The others went back; staff will see to it.',
      },
      unknown: {
        zh: '不能确定最后一份发票是否已经发出，请工作人员核实。其余的已退回。',
        en: 'It is not certain that the last invoice came out. Please let the staff check. The others went back.',
      },
    },
  },
  capture_card: {
    title: { zh: '收回未取走的卡或发票', en: 'take back a card or invoice that was left behind' },
    performedBy: 'dispenser',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: null,
    evidence: 'completion of the dispenser host, else the counter of its bin and the gate sensor',
    compensation: 'a task for a person, who hands the card over or looks for it',
    told: {
      confirmed: missing('卡', 'the card'),
      failed: missing('卡', 'the card'),
      unknown: unclear('卡是否已经取走', 'the card was taken'),
    },
  },
  open_cell: {
    title: { zh: '打开柜门', en: 'open cell' },
    performedBy: 'pickup-locker',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'parcel',
    evidence:
      'completion of the locker host, else its memory of the command, else the door: open now although closed before is done; a closed door proves nothing',
    compensation: 'never opened again by itself; a task for a person',
    told: {
      confirmed: { zh: '柜门已打开，请取走物品。', en: 'The door has opened. Please take your item.' },
      failed: missing('柜中的物品', 'what lies in the locker'),
      unknown: unclear('柜门是否已经打开', 'the door opened'),
    },
  },
  open_door: {
    title: { zh: '打开房门', en: 'open door' },
    performedBy: 'door',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: 'room',
    evidence:
      'completion of the door host, else its memory of the command, else a lock that is let go or a door that stands open; a closed door proves nothing',
    compensation: 'let go once more on request while the resident is there; afterwards a task for a person',
    told: {
      confirmed: { zh: '门锁已打开，请推门进入。', en: 'The lock is open. Please push the door.' },
      failed: missing('开门', 'the door opened'),
      unknown: unclear('房门是否已经打开', 'the door opened'),
    },
  },
  charge: {
    title: { zh: '收款', en: 'charge' },
    performedBy: 'city',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: null,
    evidence:
      'the query by order number; a charge that cannot be decided by asking is reversed, never sent again',
    compensation:
      'reversed until the back end confirms it; a refund when nothing of what was paid for came out',
    told: {
      confirmed: { zh: '付款成功。', en: 'Your payment has been made.' },
      failed: { zh: '没有扣款。', en: 'Nothing was taken.' },
      unknown: {
        zh: '还不知道是否扣款，工作人员会核对。如果已扣款，钱会全部退回。',
        en: 'It is not known yet whether money was taken. The staff will check; if it was, all of it goes back.',
      },
    },
  },
  refund: {
    title: { zh: '退款', en: 'refund' },
    performedBy: 'city',
    errand: null,
    idempotencyKey: 'intent',
    handsOut: null,
    evidence: 'the answer by refund number, asked again with the same number until it is confirmed',
    compensation:
      'a task for a person when it is not confirmed while the resident can be asked to wait, and when the answer is disputed',
    told: {
      confirmed: { zh: '钱已退回原账户。', en: 'Your money has gone back.' },
      failed: { zh: '退款由工作人员处理。', en: 'The staff will see to your refund.' },
      unknown: {
        zh: '还不知道是否已退款，工作人员会核对。',
        en: 'It is not known yet whether your money went back. The staff will check.',
      },
    },
  },
} as const satisfies Record<string, EffectDeclaration>;
