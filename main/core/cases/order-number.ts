import { type OrderNumber, orderNumberSchema } from '../../../contract/payment.ts';
import type { IntentId } from '../../../contract/words.ts';

/** Intent and order are the same act: the number under which the city knows it follows from the intent. */
export function orderNumberOf(intentId: IntentId): OrderNumber {
  return orderNumberSchema.parse(intentId.replaceAll('-', '').toUpperCase());
}
