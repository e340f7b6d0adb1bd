import { implement } from '@orpc/server';
import { paymentContract } from '../../contract/payment.ts';
import { unreachable } from '../../contract/result.ts';
import type { Payments } from './payments.ts';

/** The part of the published API that is about money. */
export function paymentHandlers(payments: Payments) {
  const os = implement(paymentContract);
  return {
    chargeByCode: os.chargeByCode.handler(({ input, errors }) => {
      const { code, ...request } = input;
      const order = payments.chargeByCode(request, code);
      if (order.ok) return order.value;
      throw order.error === 'conflict' ? errors.ORDER_CONFLICT() : errors.CASE_UNKNOWN();
    }),
    makePaymentOrder: os.makePaymentOrder.handler(({ input, errors }) => {
      const order = payments.makeOrder(input);
      if (order.ok) return order.value;
      throw order.error === 'conflict' ? errors.ORDER_CONFLICT() : errors.CASE_UNKNOWN();
    }),
    queryPayment: os.queryPayment.handler(({ input, errors }) => {
      const order = payments.query(input.orderNumber);
      if (!order) throw errors.ORDER_UNKNOWN();
      return order;
    }),
    reversePayment: os.reversePayment.handler(({ input, errors }) => {
      const order = payments.reverse(input);
      if (!order.ok) throw errors.ORDER_CONFLICT();
      return order.value;
    }),
    refundPayment: os.refundPayment.handler(({ input, errors }) => {
      const refund = payments.refund(input);
      if (refund.ok) return refund.value;
      switch (refund.error) {
        case 'order_unknown':
          throw errors.ORDER_UNKNOWN();
        case 'refused':
          throw errors.REFUND_REFUSED();
        default:
          return unreachable(refund.error);
      }
    }),
    readReconciliationFile: os.readReconciliationFile.handler(({ input }) =>
      payments.readDay(input.terminalId, input.day),
    ),
  };
}
