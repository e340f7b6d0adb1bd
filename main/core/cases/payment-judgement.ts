import type { ChargeProblem, PaymentOrder } from '../../../contract/payment.ts';
import type { Evidence } from '../../../db/index.ts';
import type { ChargeRequest, OrderAnswer, RefundAnswer, RefundRequest } from './payment-port.ts';

/** What an answer proves about an order. */
export type Judgement =
  | { kind: 'paid'; evidence: Evidence }
  | { kind: 'awaiting'; order: PaymentOrder }
  /** Nothing is taken and nothing will be. */
  | { kind: 'not_taken'; evidence: Evidence; problem: ChargeProblem }
  /** It was taken and is given back. */
  | { kind: 'returned'; evidence: Evidence }
  | { kind: 'unknown_order' }
  /** Nothing is known; ask again. */
  | { kind: 'unheard' }
  /** The request did not leave, or was declined whole. */
  | { kind: 'not_done'; problem: ChargeProblem; detail: string }
  /** For a person: not what was asked about. */
  | { kind: 'disputed'; evidence: Evidence };

type Question = 'charge' | 'query' | 'reversal';

/** Reads an answer about an order. Only what is exactly ours is acted upon. */
export function judgeOrder(asked: ChargeRequest, question: Question, answer: OrderAnswer): Judgement {
  switch (answer.kind) {
    case 'order':
      return judgeOurs(asked, question, answer.order);
    case 'unknown_order':
      return { kind: 'unknown_order' };
    case 'unheard':
      return { kind: 'unheard' };
    case 'not_sent':
      return { kind: 'not_done', problem: 'city_unreachable', detail: answer.detail };
    case 'refused':
      return answer.detail === 'ORDER_CONFLICT'
        ? { kind: 'disputed', evidence: { decidedBy: question, why: 'order_conflict' } }
        : { kind: 'not_done', problem: 'not_accepted', detail: answer.detail };
    case 'nonsense':
      return {
        kind: 'disputed',
        evidence: { decidedBy: question, why: answer.detail, answer: answer.answer },
      };
  }
}

function judgeOurs(asked: ChargeRequest, question: Question, order: PaymentOrder): Judgement {
  const { status, amountFen, orderNumber, paidAt, returnedAt } = order;
  const evidence = { decidedBy: question, status, paidAt, returnedAt };
  if (orderNumber !== asked.orderNumber || amountFen !== asked.amountFen) {
    const why = orderNumber !== asked.orderNumber ? 'other_order' : 'other_amount';
    return {
      kind: 'disputed',
      evidence: { ...evidence, why, answeredOrder: orderNumber, answeredFen: amountFen },
    };
  }
  switch (status) {
    case 'awaiting_payer':
      return { kind: 'awaiting', order };
    case 'paid':
      return paidAt === null
        ? { kind: 'disputed', evidence: { ...evidence, why: 'paid_without_time' } }
        : { kind: 'paid', evidence };
    case 'returned':
      return { kind: 'returned', evidence: { ...evidence, returnedFen: amountFen } };
    case 'failed':
    case 'closed':
      return { kind: 'not_taken', evidence, problem: order.failure ?? 'timed_out' };
  }
}

export type RefundJudgement =
  | { kind: 'returned'; evidence: Evidence }
  | { kind: 'unheard' }
  | { kind: 'disputed'; evidence: Evidence };

export function judgeRefund(asked: RefundRequest, answer: RefundAnswer): RefundJudgement {
  switch (answer.kind) {
    case 'refund': {
      const { refundNumber, orderNumber, amountFen, returnedAt } = answer.refund;
      const isOurs =
        refundNumber === asked.refundNumber &&
        orderNumber === asked.orderNumber &&
        amountFen === asked.amountFen;
      return isOurs
        ? { kind: 'returned', evidence: { decidedBy: 'refund', returnedAt, returnedFen: amountFen } }
        : {
            kind: 'disputed',
            evidence: { why: 'other_refund', answeredOrder: orderNumber, answeredFen: amountFen },
          };
    }
    case 'unheard':
    case 'not_sent':
      return { kind: 'unheard' };
    case 'refused':
      return { kind: 'disputed', evidence: { why: answer.detail } };
    case 'nonsense':
      return { kind: 'disputed', evidence: { why: answer.detail, answer: answer.answer } };
  }
}
