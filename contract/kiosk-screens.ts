import { z } from 'zod';
import { deliverableKindSchema, formFieldSchema, serviceItemSchema } from './catalog.ts';
import { originalLinkSchema } from './city.ts';
import { companySchema } from './company.ts';
import { cellAddressSchema, doorStateSchema } from './device-classes.ts';
import { paymentViewSchema, paymentWaySchema } from './payment.ts';
import { precheckResultSchema } from './precheck.ts';
import { receiptDocumentSchema } from './receipt-document.ts';
import { outOfServiceReasonSchema } from './terminal-trouble.ts';
import { instantSchema, itemCodeSchema, localizedTextSchema } from './words.ts';

/** What a screen shows: everything it needs, nothing more. Names and numbers of people are masked. */

export const identificationMethodSchema = z.enum(['id_card', 'city_code', 'company']);
export type IdentificationMethod = z.infer<typeof identificationMethodSchema>;

export const identificationProblemSchema = z.enum([
  'card_moved',
  'card_unreadable',
  'card_not_authentic',
  'card_type_unsupported',
  'card_expired',
  'code_expired',
  'code_replayed',
  'code_unknown',
  'city_unreachable',
  'device_unavailable',
  'licence_expired',
  'licence_replayed',
  'licence_unknown',
  'credit_code_wrong',
  'company_unknown',
  /** A card was laid before the company was named. */
  'company_not_named',
  /** The city says that this person may not act for this company. */
  'agent_not_authorised',
]);
export type IdentificationProblem = z.infer<typeof identificationProblemSchema>;

const itemCardSchema = serviceItemSchema.pick({
  itemCode: true,
  kind: true,
  name: true,
  department: true,
  summary: true,
  icon: true,
  usualMinutes: true,
  fee: true,
});

/** Why an item cannot be done here and now; shown before anything is typed. */
export const itemUnavailableReasonSchema = z.enum([
  'city_unreachable',
  'printer_unavailable',
  'printer_out_of_paper',
  'locker_unavailable',
  'dispenser_unavailable',
  'dispenser_empty',
  'invoices_not_here',
  'door_unavailable',
  /** As many cases wait for the network as this terminal takes. */
  'queue_full',
  /** The oldest case waits longer than this terminal lets one wait. */
  'queue_too_old',
]);

export const maskedPersonSchema = z.object({
  maskedName: z.string(),
  maskedIdNumber: z.string(),
  /** Name of the company they act for. */
  company: z.string().nullable(),
});

export const acceptanceViewSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('accepted'), acceptanceNumber: z.string(), acceptedAt: instantSchema }),
  /** Kept encrypted at the terminal, sent once when the network is back. */
  z.object({ state: z.literal('waiting_for_network') }),
  z.object({ state: z.literal('refused'), reason: localizedTextSchema }),
]);

/** Decided by rules at the back end, or by an officer; `later`: not decided while the resident waited. */
export const decisionViewSchema = z.object({
  state: z.enum(['approved', 'refused', 'returned', 'later']),
  reasons: z.array(localizedTextSchema),
});

/** With a claim slip, which names what a person owes the resident. */
export const handedOutKindSchema = z.enum([...deliverableKindSchema.options, 'claim_slip']);
export type HandedOutKind = z.infer<typeof handedOutKindSchema>;

export const deliverableViewSchema = z.object({
  kind: handedOutKindSchema,
  state: z.enum(['pending', 'in_progress', 'suspended', 'done', 'failed', 'unknown']),
  /** What this outcome means for the resident; null while there is none. */
  told: localizedTextSchema.nullable(),
  /** Of what comes out piece by piece. */
  pieces: z
    .object({
      out: z.number().int(),
      count: z.number().int(),
      /** The last one is to be held before the scanner. */
      toRead: z.boolean(),
      /** So many carried the number that was sold; of the others it is not known. */
      checked: z.number().int(),
    })
    .optional(),
});

/**
 * What the resident names to the staff to get what is missing: ten digits. `onPaper` is true once a
 * slip with it came out.
 */
export const claimViewSchema = z.object({ code: z.string().regex(/^\d{10}$/), onPaper: z.boolean() });

/** A device fault that suspends the session: what happened, what is safe, what to do. */
export const suspensionSchema = z.object({
  cause: z.enum([
    'printer_out_of_paper',
    'printer_jammed',
    'printer_cover_open',
    'printer_away',
    'locker_away',
    'dispenser_away',
    'dispenser_empty',
    'item_not_taken',
    'door_away',
  ]),
  caseAccepted: z.boolean(),
});

export const openedCellSchema = cellAddressSchema.extend({ door: doorStateSchema });

const summaryRowSchema = z.object({
  label: localizedTextSchema,
  value: z.union([z.string(), localizedTextSchema]),
});

export const screenSchema = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('out_of_service'),
    /** `maintenance`: a technician has the terminal. */
    reason: outOfServiceReasonSchema,
  }),
  /** After a crash or power cut in the middle of a case: whose it was has to be shown first. Nothing of the case. */
  z.object({ name: z.literal('interrupted') }),
  /** The person of an interrupted case has identified again: what is safe, and whether to go on. */
  z.object({
    name: z.literal('resumable'),
    item: itemCardSchema,
    acceptance: acceptanceViewSchema.nullable(),
    deliverables: z.array(deliverableViewSchema),
    /** Null where nothing is to be paid. */
    payment: paymentViewSchema.nullable(),
  }),
  z.object({ name: z.literal('welcome') }),
  z.object({
    name: z.literal('identification'),
    methods: z.array(z.object({ method: identificationMethodSchema, available: z.boolean() })),
    method: identificationMethodSchema,
    phase: z.enum(['waiting', 'reading', 'exchanging', 'identified']),
    problem: identificationProblemSchema.nullable(),
    /** The code of the company that was typed; the card of the person who acts for it is waited for. */
    creditCode: companySchema.shape.creditCode.nullable(),
  }),
  z.object({
    name: z.literal('item_list'),
    person: maskedPersonSchema,
    items: z.array(itemCardSchema.extend({ unavailable: itemUnavailableReasonSchema.nullable() })),
    /** The item the resident just touched is being opened (the city is asked). */
    opening: itemCodeSchema.nullable(),
    /** The city refused the item for this person, with its reason. */
    refusal: z.object({ itemCode: itemCodeSchema, reason: localizedTextSchema }).nullable(),
  }),
  z.object({
    name: z.literal('form'),
    item: itemCardSchema,
    fields: z.array(formFieldSchema),
    /** Values so far; identity numbers come masked and are read-only. */
    values: z.record(z.string(), z.string()),
    problems: z.record(
      z.string(),
      z.enum([
        'required',
        'too_long',
        'not_a_name',
        'not_an_id_number',
        'not_a_phone',
        'not_an_option',
        'not_a_credit_code',
        'not_an_amount',
      ]),
    ),
  }),
  z.object({
    name: z.literal('material'),
    item: itemCardSchema,
    material: z.object({ materialCode: z.string(), name: localizedTextSchema, hint: localizedTextSchema }),
    position: z.object({ index: z.number().int(), count: z.number().int() }),
    phase: z.enum(['capturing', 'checking', 'checked']),
    result: precheckResultSchema.nullable(),
  }),
  z.object({
    name: z.literal('signature'),
    item: itemCardSchema,
    declaration: localizedTextSchema.nullable(),
    /** Null where no pad is configured, or none was well when the screen came. */
    pad: z
      .object({
        /** `lost`: it failed in between, and `left`: the person chose the screen. The screen serves in both. */
        state: z.enum(['in_use', 'lost', 'left']),
        /** Of the pad's field; the field on the screen has the same. */
        aspectRatio: z.number(),
        /** Is there anything on it that could be handed in? */
        hasInk: z.boolean(),
      })
      .nullable(),
  }),
  z.object({
    name: z.literal('summary'),
    item: itemCardSchema,
    rows: z.array(summaryRowSchema),
    deliverables: z.array(deliverableKindSchema),
    /** True while the city cannot be reached and the item may wait. */
    willWaitForNetwork: z.boolean(),
  }),
  /**
   * `deciding`: accepted, and rules are deciding at the back end; `reviewing`: an officer is, which may take longer
   * than the resident wants to wait.
   */
  z.object({
    name: z.literal('submitting'),
    item: itemCardSchema,
    phase: z.enum(['sending', 'deciding', 'reviewing']),
  }),
  /** The amount, and two ways to pay it; also while a payment is being undone or returned. */
  z.object({
    name: z.literal('payment'),
    item: itemCardSchema,
    payment: paymentViewSchema,
    /** The way the resident has chosen. */
    way: paymentWaySchema,
    scannerAvailable: z.boolean(),
    /** What was wrong with what was just shown or touched; besides `payment.problem`. */
    hint: z.enum(['not_a_payment_code', 'printer_not_ready']).nullable(),
  }),
  z.object({
    name: z.literal('delivery'),
    item: itemCardSchema,
    acceptance: acceptanceViewSchema,
    deliverables: z.array(deliverableViewSchema),
    suspension: suspensionSchema.nullable(),
    decision: decisionViewSchema.nullable(),
    /** The slip being printed, to be drawn on screen. */
    slip: receiptDocumentSchema.nullable(),
    cell: openedCellSchema.nullable(),
    payment: paymentViewSchema.nullable(),
  }),
  /** What was done, what comes next, what to take along; the five faces. */
  z.object({
    name: z.literal('outcome'),
    item: itemCardSchema,
    acceptance: acceptanceViewSchema,
    deliverables: z.array(deliverableViewSchema),
    next: localizedTextSchema,
    decision: decisionViewSchema.nullable(),
    claim: claimViewSchema.nullable(),
    /** Where a phone can fetch the original of what was printed, and until when. */
    original: originalLinkSchema.nullable(),
    takeAlong: z.array(
      z.enum([
        'id_card',
        'phone',
        'receipt',
        'certificate',
        'parcel',
        'card',
        'invoice',
        'claim_slip',
        'material',
      ]),
    ),
    slip: receiptDocumentSchema.nullable(),
    canRate: z.boolean(),
    payment: paymentViewSchema.nullable(),
  }),
]);
export type Screen = z.infer<typeof screenSchema>;
export type ScreenName = Screen['name'];
