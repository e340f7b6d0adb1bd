import { z } from 'zod';
import { serviceItemSchema } from '../../../contract/catalog.ts';
import { invoiceRangeSchema } from '../../../contract/company.ts';
import { cellAddressSchema } from '../../../contract/device-classes.ts';
import {
  deliverableViewSchema,
  handedOutKindSchema,
  suspensionSchema,
} from '../../../contract/kiosk-screens.ts';
import { instantSchema, intentIdSchema, localizedTextSchema } from '../../../contract/words.ts';
import { paymentStateSchema } from './payment-state.ts';

const deliverableSchema = z.strictObject({
  kind: handedOutKindSchema,
  state: deliverableViewSchema.shape.state,
  /** Of the last attempt to hand it out. */
  intentId: intentIdSchema.nullable(),
  /** How the last attempt hands it out; null before the first one. */
  by: z.string().nullable().default(null),
});
export type Deliverable = z.infer<typeof deliverableSchema>;

/** What the terminal keeps in clear of an acceptance; the certificate itself is sealed. */
const acceptedFactsSchema = z.strictObject({
  acceptanceNumber: z.string(),
  acceptedAt: instantSchema,
  parcel: cellAddressSchema.extend({ parcelId: z.string() }).nullable(),
  hasCertificate: z.boolean(),
  /** `none`: people decide later, elsewhere; `later`: not decided while the resident waited. */
  decision: z.enum(['none', 'pending', 'later', 'approved', 'refused', 'returned']).default('none'),
  /** To be fetched before its certificate can be printed. */
  licenceId: z.string().nullable().default(null),
  /** Paper invoices sold with it. */
  invoices: invoiceRangeSchema.nullable().default(null),
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
  handledBy: serviceItemSchema.shape.handledBy,
  submitIntentId: intentIdSchema,
  acceptance: acceptanceSchema,
  deliverables: z.array(deliverableSchema).min(1),
  /**
   * `present`: in a session; `interrupted`: the terminal restarted under the resident, and nothing is
   * shown or handed out until the same person has identified again; `leaving`: without the rest, so
   * nothing comes out but a claim slip; `gone`: nothing is handed out.
   */
  resident: z.enum(['present', 'interrupted', 'leaving', 'gone']),
  /** `wanted`: somebody owes the resident something, and there is no code for it yet. */
  claim: z.enum(['none', 'wanted', 'issued']).default('none'),
  /** A card that came out, once its resident has gone: is it still at the gate? */
  cardCheck: z.enum(['none', 'wanted', 'capturing']).default('none'),
  captureIntentId: intentIdSchema.nullable().default(null),
  /** Intents whose answer made no sense; a person has the task. */
  notUnderstood: z.array(intentIdSchema).default([]),
  rating: z.enum(['open', 'given', 'skipped']),
  /** Errands to the city besides the submission that are not answered yet. */
  errands: z.array(intentIdSchema),
  /** What became of the paper invoices that were sold; null where none were. */
  invoiceSale: z
    .strictObject({
      count: z.number().int(),
      handedOut: z.number().int(),
      /** Perhaps out; a person has the task. */
      unclear: z.number().int(),
      /** What has not come out lies in the hopper as it did, by its numbers. */
      inOrder: z.boolean(),
      isTold: z.boolean(),
      /** The last one that came out is to be held before the scanner; none follows before that. */
      toRead: z.boolean().default(false),
      /** So many carried the number that was sold. */
      checked: z.number().int().default(0),
      /** One carried another number, and the sale was stopped. */
      isOther: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  /** Null: the item costs nothing. Cases of programs that knew no money have none. */
  payment: paymentStateSchema.nullable().default(null),
};

/** The state of a case as it lies in the journal. No personal data. */
export const caseStateSchema = z.discriminatedUnion('name', [
  z.strictObject({ ...body, name: z.literal('submission_intended') }),
  z.strictObject({ ...body, name: z.literal('submission_refused') }),
  /** Accepted; a decision or a licence is waited for. */
  z.strictObject({ ...body, name: z.literal('decision_awaited') }),
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
