import { z } from 'zod';
import { feeSchema } from './payment.ts';
import { itemCodeSchema, localizedTextSchema } from './words.ts';

/** Where a form value comes from when the resident does not type it. */
export const prefillSourceSchema = z.enum([
  'person.name',
  'person.idNumber',
  'person.sex',
  'person.birthDate',
  'person.address',
  /** Of the company a person acts for; empty where they act for themselves. */
  'company.name',
  'company.creditCode',
  /** Asked from the city's back end when the item is opened. */
  'city',
]);

export const fieldRuleSchema = z.enum([
  'none',
  'person_name',
  'id_number',
  'mobile_phone',
  'address',
  'credit_code',
  'amount',
]);

export const formFieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
    label: localizedTextSchema,
    hint: localizedTextSchema.optional(),
    /** Which keyboard opens first; the others stay one touch away. */
    keyboard: z.enum(['pinyin', 'latin', 'number']),
    rule: fieldRuleSchema,
    maxLength: z.number().int().min(1).max(120),
    required: z.boolean(),
    prefill: prefillSourceSchema.optional(),
    /** Prefilled from the identification and not to be changed by hand. */
    readOnly: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    key: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
    label: localizedTextSchema,
    hint: localizedTextSchema.optional(),
    required: z.boolean(),
    /** Empty where the city gives the options (`prefill: "city"`). */
    options: z.array(z.strictObject({ value: z.string().min(1), label: localizedTextSchema })),
    prefill: prefillSourceSchema.optional(),
  }),
]);
export type FormField = z.infer<typeof formFieldSchema>;

/** One thing to lay under the document camera. */
export const materialSchema = z.strictObject({
  materialCode: z.string().regex(/^[A-Z0-9-]+$/),
  name: localizedTextSchema,
  hint: localizedTextSchema,
  /** Name of a layout known to the pre-check. */
  layout: z.enum(['household-register-page', 'resident-id-card-front']),
  /** Each field read from the page is compared with a value of the form. */
  compare: z.array(z.strictObject({ read: z.enum(['name', 'idNumber']), formKey: z.string() })).min(1),
});
export type Material = z.infer<typeof materialSchema>;

/**
 * What an item hands out: `card` is a card out of the dispenser, `invoice` as many paper invoices out of it as
 * the city sold, `room` the door of the room opened for a moment.
 */
export const deliverableKindSchema = z.enum(['receipt', 'certificate', 'parcel', 'card', 'invoice', 'room']);
export type DeliverableKind = z.infer<typeof deliverableKindSchema>;

/** A service item (事项). Items are data: a new one is a new file in `catalog/`. */
export const serviceItemSchema = z.strictObject({
  itemCode: itemCodeSchema,
  version: z.number().int().min(1),
  kind: z.enum(['query', 'application', 'pickup']),
  /** Whose matter it is; an item of companies is offered to those who act for one. */
  applicant: z.enum(['person', 'company']).default('person'),
  name: localizedTextSchema,
  department: localizedTextSchema,
  summary: localizedTextSchema,
  icon: z.enum(['pension', 'residence', 'parcel', 'certificate', 'health', 'document', 'card', 'invoice']),
  /** Usual time a resident needs, shown on the item's card. */
  usualMinutes: z.number().int().min(1).max(60),
  /** `required`: not offered while the back end is away. `deferrable`: taken, kept encrypted and sent later. */
  network: z.enum(['required', 'deferrable']),
  /**
   * `officer`: a person decides from afar (远程办理). Form, materials and signature travel as one PDF, and the resident
   * may wait for the answer or leave.
   */
  handledBy: z.enum(['city', 'officer']).default('city'),
  fields: z.array(formFieldSchema),
  materials: z.array(materialSchema),
  signature: z.boolean(),
  declaration: localizedTextSchema.optional(),
  deliverables: z.array(deliverableKindSchema).min(1),
  /** Paid after the city accepted and before anything is handed out; returned if nothing can be. */
  fee: feeSchema.nullable().default(null),
  /** What comes next and when, for the last screen and the receipt. */
  next: localizedTextSchema,
});
export type ServiceItem = z.infer<typeof serviceItemSchema>;
