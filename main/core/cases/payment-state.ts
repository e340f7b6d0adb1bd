import { z } from 'zod';
import { chargeProblemSchema, fenSchema, paymentWaySchema } from '../../../contract/payment.ts';
import { intentIdSchema } from '../../../contract/words.ts';

/** The money of one case as it lies in the journal. No personal data, no payment code. */
export const paymentStateSchema = z.strictObject({
  amountFen: fenSchema,
  /**
   * `due`: nothing is under way; `charging`: a charge is promised and not decided; `reversing`: the charge is
   * being undone, whatever became of it; `unpaid`: nothing was taken and nobody will pay; `paid`: the money is
   * taken; `refund_due`, `refunding`: it goes back; `returned`: it went back; `unclear`: a person has to find out.
   */
  stage: z.enum([
    'due',
    'charging',
    'reversing',
    'unpaid',
    'paid',
    'refund_due',
    'refunding',
    'returned',
    'unclear',
  ]),
  /** Of the last charge. */
  way: paymentWaySchema.nullable(),
  chargeIntentId: intentIdSchema.nullable(),
  refundIntentId: intentIdSchema.nullable(),
  /** The resident does not want to pay any more. */
  declined: z.boolean(),
  /** Undoing takes longer than a resident can be asked to stand there: told so, and a person has the task. */
  overdue: z.boolean(),
  problem: chargeProblemSchema.nullable(),
});
export type PaymentState = z.infer<typeof paymentStateSchema>;

export function paymentDue(amountFen: number): PaymentState {
  return {
    ...{ amountFen, stage: 'due', way: null, chargeIntentId: null, refundIntentId: null },
    ...{ declined: false, overdue: false, problem: null },
  };
}
