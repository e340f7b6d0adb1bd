import type { PaymentMishap } from '../../contract/payment.ts';

/** An HTTP answer of the city before it goes out. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

/** Spoils the answers of the payment sandbox after it has acted, as a real one may. */
export interface PaymentMishaps {
  set(mishap: PaymentMishap, answers: number): void;
  /** Null: the connection is cut instead of answered. */
  apply(answer: RawAnswer): RawAnswer | null;
}

const otherNumber = 'F'.repeat(32);

export function createPaymentMishaps(): PaymentMishaps {
  let current: PaymentMishap = 'none';
  let left = 0;
  return {
    set(mishap, answers) {
      current = mishap;
      left = answers;
    },
    apply(answer) {
      if (current === 'none' || left === 0) return answer;
      left -= 1;
      const changed = (change: object) =>
        typeof answer.body === 'object' ? { ...answer, body: { ...answer.body, ...change } } : answer;
      switch (current) {
        case 'lost':
          return null;
        case 'server_error':
          return { ...answer, status: 500, body: { code: 'INTERNAL_SERVER_ERROR' } };
        case 'other_amount':
          return changed({ amountFen: 999_999 });
        case 'other_order':
          return changed({ orderNumber: otherNumber });
        case 'unknown_status':
          // With what a careless back end may say about the payer, which must not be kept.
          return changed({ status: 'half_paid', payerName: '张测试', payerPhone: '19900000001' });
        case 'nonsense':
          return { ...answer, body: ['张测试', 19_900_000_001] };
      }
    },
  };
}
