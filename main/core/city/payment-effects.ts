import { terminalIdSchema } from '../../../contract/words.ts';
import type { OrderAnswer, PaymentPort, PaymentSilence } from '../cases/index.ts';
import type { CityConnection, CityReplyTo } from './client.ts';
import { redactAnswer } from './redact-answer.ts';
import type { CityFailure } from './reply.ts';

/** Carries payment to the city and turns its replies into the case engine's words. */
export function cityPayment(city: CityConnection, terminalId: string): PaymentPort {
  const terminal = terminalIdSchema.parse(terminalId);
  return {
    async chargeByCode(request, code, signal) {
      return orderAnswer(await city.chargeByCode({ ...request, terminalId: terminal, code }, { signal }));
    },
    async makeOrder(request, signal) {
      return orderAnswer(await city.makePaymentOrder({ ...request, terminalId: terminal }, { signal }));
    },
    async query(orderNumber, signal) {
      const reply = await city.queryPayment({ orderNumber }, { signal });
      return reply.kind === 'declared' ? { kind: 'unknown_order' } : orderAnswer(reply);
    },
    async reverse(request, signal) {
      return orderAnswer(await city.reversePayment({ ...request, terminalId: terminal }, { signal }));
    },
    async refund(request, signal) {
      const reply = await city.refundPayment({ ...request, terminalId: terminal }, { signal });
      if (reply.kind === 'answer') return { kind: 'refund', refund: reply.value };
      return reply.kind === 'declared' ? { kind: 'refused', detail: reply.code } : silenceOf(reply);
    },
  };
}

type OrderReply = CityReplyTo<'chargeByCode' | 'makePaymentOrder' | 'reversePayment'>;

function orderAnswer(reply: OrderReply): OrderAnswer {
  if (reply.kind === 'answer') return { kind: 'order', order: reply.value };
  return reply.kind === 'declared' ? { kind: 'refused', detail: reply.code } : silenceOf(reply);
}

/** A failing server is silent: asking again is safe. Anything else that is not the contract is for a person. */
function silenceOf(failure: CityFailure): PaymentSilence {
  switch (failure.kind) {
    case 'unreachable':
      return { kind: 'not_sent', detail: failure.detail };
    case 'timeout':
      return { kind: 'unheard', detail: failure.detail };
    case 'cancelled':
      return { kind: 'unheard', detail: 'deadline' };
    case 'nonsense': {
      const { detail, answer } = failure;
      if (/^http_5\d\d$/.test(detail)) return { kind: 'unheard', detail };
      return { kind: 'nonsense', detail, answer: redactAnswer(answer?.reveal() ?? null) };
    }
  }
}
