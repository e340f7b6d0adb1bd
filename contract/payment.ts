import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  calendarDateSchema,
  caseIdSchema,
  instantSchema,
  itemCodeSchema,
  localizedTextSchema,
  terminalIdSchema,
} from './words.ts';

/** Money is a whole number of fen everywhere; only a screen or a paper turns it into yuan. */
export const fenSchema = z.number().int().min(0).max(10_000_000);
const chargedFenSchema = fenSchema.min(1);

/** `1200` fen is `12.00`. */
export function formatFen(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** What an item costs, and why a city may take it. */
export const feeSchema = z.strictObject({
  amountFen: chargedFenSchema,
  /** The law or notice the fee rests on, as residents read it on the screen. */
  basis: localizedTextSchema,
});
export type Fee = z.infer<typeof feeSchema>;

/**
 * A payment code as wallets show it (被扫): 18 digits, the first two name the wallet: 10 to 15 WeChat Pay, 25 to
 * 30 Alipay, 62 UnionPay. Whoever has it can take money with it once, so it is kept nowhere.
 */
export const paymentCodeSchema = z.string().regex(/^(1[0-5]|2[5-9]|30|62)\d{16}$/);

/** Our own number of one charge and the key of its repeats: 32 characters, the most that wallets take. */
export const orderNumberSchema = z
  .string()
  .regex(/^[0-9A-F]{32}$/)
  .brand<'OrderNumber'>();
export type OrderNumber = z.infer<typeof orderNumberSchema>;

/** `code`: the scanner reads the resident's phone (被扫); `qr`: the phone scans the screen (主扫). */
export const paymentWaySchema = z.enum(['code', 'qr']);
export type PaymentWay = z.infer<typeof paymentWaySchema>;

export const paymentOrderSchema = z.object({
  orderNumber: orderNumberSchema,
  amountFen: chargedFenSchema,
  /**
   * `awaiting_payer`: not scanned yet, or the payer has to confirm on the phone; `paid`: the money is taken;
   * `failed`: not taken, for the reason in `failure`; `closed`: not taken, and never will be by this order;
   * `returned`: was taken and is given back whole.
   */
  status: z.enum(['awaiting_payer', 'paid', 'failed', 'closed', 'returned']),
  failure: z
    .enum(['insufficient_balance', 'code_expired', 'code_used', 'code_unknown', 'refused_by_payer'])
    .nullable(),
  /** What the screen shows as a QR code; only of an order that waits to be scanned. */
  qrText: z.string().min(1).max(500).nullable(),
  paidAt: instantSchema.nullable(),
  returnedAt: instantSchema.nullable(),
});
export type PaymentOrder = z.infer<typeof paymentOrderSchema>;
export type ChargeFailure = NonNullable<PaymentOrder['failure']>;

/** Why a charge did not succeed, as residents are told. In each case nothing is kept of their money. */
export const chargeProblemSchema = z.enum([
  ...paymentOrderSchema.shape.failure.unwrap().options,
  /** The time to pay was over. */
  'timed_out',
  'city_unreachable',
  /** The request may not have arrived; whatever became of it is undone. */
  'not_arrived',
  'not_accepted',
  /** Taken when it was too late, and given back. */
  'money_returned',
]);
export type ChargeProblem = z.infer<typeof chargeProblemSchema>;

export const paymentViewSchema = z.object({
  amountFen: fenSchema,
  /**
   * `due`: to be paid; `charging`: under way; `undoing`: a charge is being undone; `unpaid`: nothing was taken;
   * `paid`; `returning`, `returned`: the money goes or went back; `unclear`: not known, a person has the task.
   */
  standing: z.enum(['due', 'charging', 'undoing', 'unpaid', 'paid', 'returning', 'returned', 'unclear']),
  /** Of the last charge. */
  way: paymentWaySchema.nullable(),
  problem: chargeProblemSchema.nullable(),
  /** What staff and wallet find it by; null before the first charge. */
  orderNumber: orderNumberSchema.nullable(),
  charge: z
    .object({
      qrText: z.string().nullable(),
      confirmOnPhone: z.boolean(),
      secondsLeft: z.number().int().min(0),
    })
    .nullable(),
});
export type PaymentView = z.infer<typeof paymentViewSchema>;

export const refundSchema = z.object({
  refundNumber: orderNumberSchema,
  orderNumber: orderNumberSchema,
  amountFen: chargedFenSchema,
  status: z.literal('returned'),
  returnedAt: instantSchema,
});
export type Refund = z.infer<typeof refundSchema>;

const orderRequestSchema = z.object({
  orderNumber: orderNumberSchema,
  caseId: caseIdSchema,
  terminalId: terminalIdSchema,
  itemCode: itemCodeSchema,
  amountFen: chargedFenSchema,
});

/** One line of a day's file: money that went one way at one moment. */
export const reconciliationLineSchema = z.object({
  kind: z.enum(['payment', 'return']),
  orderNumber: orderNumberSchema,
  caseId: caseIdSchema,
  amountFen: chargedFenSchema,
  at: instantSchema,
});
export type ReconciliationLine = z.infer<typeof reconciliationLineSchema>;

export const reconciliationFileSchema = z.object({
  day: calendarDateSchema,
  terminalId: terminalIdSchema,
  lines: z.array(reconciliationLineSchema),
  paidFen: z.number().int().min(0),
  returnedFen: z.number().int().min(0),
});
export type ReconciliationFile = z.infer<typeof reconciliationFileSchema>;

/** Payment as the city offers it; part of the published API. Every PUT may be repeated. */
export const paymentContract = {
  chargeByCode: oc
    .route({
      method: 'PUT',
      path: '/v1/payments/{orderNumber}/charge',
      summary: '被扫: take the fee of an accepted case by the payment code on the payer’s phone',
    })
    .input(orderRequestSchema.extend({ code: paymentCodeSchema }))
    .errors({ CASE_UNKNOWN: { status: 404 }, ORDER_CONFLICT: { status: 409 } })
    .output(paymentOrderSchema),

  makePaymentOrder: oc
    .route({
      method: 'PUT',
      path: '/v1/payments/{orderNumber}',
      summary: '主扫: an order whose QR text the payer’s phone scans from the screen',
    })
    .input(orderRequestSchema)
    .errors({ CASE_UNKNOWN: { status: 404 }, ORDER_CONFLICT: { status: 409 } })
    .output(paymentOrderSchema),

  queryPayment: oc
    .route({ method: 'GET', path: '/v1/payments/{orderNumber}', summary: 'How an order stands' })
    .input(z.object({ orderNumber: orderNumberSchema }))
    .errors({ ORDER_UNKNOWN: { status: 404 } })
    .output(paymentOrderSchema),

  reversePayment: oc
    .route({
      method: 'PUT',
      path: '/v1/payments/{orderNumber}/reversal',
      summary:
        'Undo an order whatever became of it: money taken is returned, an order not paid is closed, an order not ' +
        'known yet is closed before it arrives',
    })
    .input(orderRequestSchema)
    .errors({ ORDER_CONFLICT: { status: 409 } })
    .output(paymentOrderSchema),

  refundPayment: oc
    .route({
      method: 'PUT',
      path: '/v1/payments/{orderNumber}/refunds/{refundNumber}',
      summary: 'Return the money of a paid order',
    })
    .input(
      z.object({
        orderNumber: orderNumberSchema,
        refundNumber: orderNumberSchema,
        terminalId: terminalIdSchema,
        amountFen: chargedFenSchema,
      }),
    )
    .errors({ ORDER_UNKNOWN: { status: 404 }, REFUND_REFUSED: { status: 409 } })
    .output(refundSchema),

  readReconciliationFile: oc
    .route({
      method: 'GET',
      path: '/v1/reconciliation/{terminalId}/{day}',
      summary: '对账文件: every payment and return of a terminal on one day of the city’s calendar',
    })
    .input(z.object({ terminalId: terminalIdSchema, day: calendarDateSchema }))
    .output(reconciliationFileSchema),
};

const moneyMoved = {
  at: instantSchema,
  orderNumber: orderNumberSchema,
  caseId: caseIdSchema,
  amountFen: fenSchema,
};

/** Money in the city's own ledger, and what the owner of a phone saw on it. */
export const paymentLedgerEntries = [
  z.object({ type: z.literal('payment_taken'), ...moneyMoved, way: paymentWaySchema }),
  z.object({ type: z.literal('payment_returned'), ...moneyMoved, by: z.enum(['reversal', 'refund']) }),
  z.object({
    type: z.literal('phone_notified'),
    at: instantSchema,
    personId: z.string(),
    saw: z.enum(['password_asked', 'paid', 'not_paid', 'returned']),
    amountFen: fenSchema,
  }),
] as const;

/** How the fictional phone's payment code behaves. */
export const paymentCodeMannerSchema = z.enum(['sufficient', 'insufficient', 'needs_password', 'expired']);

/**
 * What the sandbox does wrong with its next answers about payments: `lost`: it acts and answers nothing;
 * `server_error`: it acts and answers 500; the others act rightly and answer wrongly.
 */
export const paymentMishapSchema = z.enum([
  'none',
  'lost',
  'server_error',
  'other_amount',
  'other_order',
  'unknown_status',
  'nonsense',
]);
export type PaymentMishap = z.infer<typeof paymentMishapSchema>;

const done = z.object({ done: z.literal(true) });

/** The outside of the payment sandbox: phones and misfortunes. */
export const paymentControlContract = {
  showPaymentCode: oc
    .input(z.object({ personId: z.string(), manner: paymentCodeMannerSchema.default('sufficient') }))
    .output(z.object({ code: paymentCodeSchema })),
  /** The phone scans this text; what became of it is in the answer, as the owner sees it. */
  scanPaymentQr: oc
    .input(z.object({ personId: z.string(), text: z.string().min(1).max(500) }))
    .output(z.object({ saw: z.enum(['paid', 'not_valid']) })),
  /** The owner answers the phone's question for the password of the newest payment that waits for it. */
  answerPasswordQuestion: oc
    .input(z.object({ personId: z.string(), agree: z.boolean() }))
    .output(z.object({ answered: z.boolean() })),
  setPaymentMishap: oc
    .input(
      z.object({ mishap: paymentMishapSchema, answers: z.number().int().min(1).max(1000).default(1000) }),
    )
    .output(done),
};
