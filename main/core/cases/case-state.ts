import { z } from 'zod';
import { deliverableKindSchema, serviceItemSchema } from '../../../contract/catalog.ts';
import { cellAddressSchema } from '../../../contract/device-classes.ts';
import { deliverableViewSchema, suspensionSchema } from '../../../contract/kiosk.ts';
import { instantSchema, intentIdSchema, localizedTextSchema } from '../../../contract/words.ts';
import { paymentStateSchema } from './payment-state.ts';

const deliverableSchema = z.strictObject({
  kind: deliverableKindSchema,
  state: deliverableViewSchema.shape.state,
  /** Of the last attempt to hand it out. */
  intentId: intentIdSchema.nullable(),
});
export type Deliverable = z.infer<typeof deliverableSchema>;

/** What the terminal keeps in clear of an acceptance; the certificate itself is sealed. */
const acceptedFactsSchema = z.strictObject({
  acceptanceNumber: z.string(),
  acceptedAt: instantSchema,
  parcel: cellAddressSchema.extend({ parcelId: z.string() }).nullable(),
  hasCertificate: z.boolean(),
});
export type AcceptedFacts = z.infer<typeof acceptedFactsSchema>;

const acceptanceSchema = z.discriminatedUnion('state', [
  /** The city has not answered; the resident waits for it. */
  z.strictObject({ state: z.literal('undecided') }),
  /** Not answered in time: the submission stays in the outbox, the resident gets a waiting slip. */
  z.strictObject({ state: z.literal('waiting') }),
  acceptedFactsSchema.extend({ state: z.literal('accepted') }),
  z.strictObject({ state: z.literal('refused') }),
]);

const body = {
  itemName: localizedTextSchema,
  network: serviceItemSchema.shape.network,
  submitIntentId: intentIdSchema,
  acceptance: acceptanceSchema,
  deliverables: z.array(deliverableSchema).min(1),
  /**
   * `present`: in a session; `interrupted`: the terminal restarted under the resident, who probably
   * still stands there, so paper may come out but no door opens; `gone`: nothing is handed out.
   */
  resident: z.enum(['present', 'interrupted', 'gone']),
  rating: z.enum(['open', 'given', 'skipped']),
  /** Errands to the city besides the submission that are not answered yet. */
  errands: z.array(intentIdSchema),
  /** Null: the item costs nothing. Cases of programs that knew no money have none. */
  payment: paymentStateSchema.nullable().default(null),
};

/** The state of a case as it lies in the journal. No personal data. */
export const caseStateSchema = z.discriminatedUnion('name', [
  z.strictObject({ ...body, name: z.literal('submission_intended') }),
  z.strictObject({ ...body, name: z.literal('submission_refused') }),
  /** The money is not decided. */
  z.strictObject({ ...body, name: z.literal('payment_started') }),
  z.strictObject({ ...body, name: z.literal('delivery_started') }),
  z.strictObject({ ...body, name: z.literal('delivery_suspended'), cause: suspensionSchema.shape.cause }),
  /** The money goes back. */
  z.strictObject({ ...body, name: z.literal('refund_started') }),
  z.strictObject({ ...body, name: z.literal('delivery_finished') }),
  z.strictObject({ ...body, name: z.literal('case_closed') }),
]);
export type CaseState = z.infer<typeof caseStateSchema>;
export type CaseBody = Omit<Extract<CaseState, { name: 'submission_intended' }>, 'name'>;
export type SuspensionCause = z.infer<typeof suspensionSchema.shape.cause>;
