import { oc } from '@orpc/contract';
import { z } from 'zod';
import { companySchema, creditCodeSchema, invoiceRangeSchema } from './company.ts';
import { cellAddressSchema } from './device-classes.ts';
import { officerNameSchema } from './officer.ts';
import { paymentContract, paymentControlContract, paymentLedgerEntries } from './payment.ts';
import { signatureSchema } from './signature.ts';
import {
  calendarDateSchema,
  caseIdSchema,
  instantSchema,
  itemCodeSchema,
  localizedTextSchema,
  terminalIdSchema,
} from './words.ts';

/**
 * The city's back end as the terminal sees it. Published as OpenAPI at `/openapi.json` of the
 * embedded city; a real city is reached through the same document.
 */

/** A person as the city's identity service describes them after a code was exchanged. */
export const cityPersonSchema = z.object({
  name: z.string().min(1),
  idNumber: z.string().regex(/^\d{17}[\dX]$/),
  sex: z.enum(['male', 'female', 'unknown']),
  birthDate: calendarDateSchema,
  address: z.string(),
});
export type CityPerson = z.infer<typeof cityPersonSchema>;

export const certificateSchema = z.object({
  title: z.string(),
  certificateNumber: z.string(),
  issuer: z.string(),
  issuedAt: instantSchema,
  rows: z.array(z.object({ label: z.string(), value: z.string() })),
  table: z
    .object({ header: z.array(z.string()).min(1).max(4), rows: z.array(z.array(z.string())) })
    .nullable(),
  verificationUrl: z.string(),
});
export type Certificate = z.infer<typeof certificateSchema>;

export const licenceIdSchema = z.string().regex(/^[A-Z0-9-]{8,40}$/);

/**
 * What became of an item that rules decide without a human (秒批), or an officer from afar. `pending`: ask again.
 * `returned`: an officer gave it back, to be handed in anew.
 */
export const decisionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending') }),
  z.object({
    state: z.literal('approved'),
    decidedAt: instantSchema,
    reasons: z.array(localizedTextSchema).max(6),
    /** An electronic licence (电子证照) that was made with the decision and can be fetched. */
    licenceId: licenceIdSchema.nullable(),
  }),
  z.object({
    state: z.enum(['refused', 'returned']),
    decidedAt: instantSchema,
    reasons: z.array(localizedTextSchema).min(1).max(6),
  }),
]);
export type Decision = z.infer<typeof decisionSchema>;

export const originalLinkSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).max(300),
  expiresAt: instantSchema,
});

export const acceptanceSchema = z.object({
  /** The case that was asked about: an answer that names another one is not acted upon. */
  caseId: caseIdSchema,
  acceptanceNumber: z.string().regex(/^[A-Z0-9-]{8,40}$/),
  acceptedAt: instantSchema,
  certificate: certificateSchema.nullable(),
  parcel: cellAddressSchema
    .extend({
      parcelId: z.string(),
      description: localizedTextSchema,
      /** The terminal in whose locker it lies; no other one opens a cell for it. */
      terminalId: terminalIdSchema,
    })
    .nullable(),
  /** Null: people decide later, and the terminal is not told. */
  decision: decisionSchema.nullable(),
  /** Paper invoices sold with the acceptance, to be dispensed one by one and then counted back. */
  invoices: invoiceRangeSchema.nullable().default(null),
  /** Where the original of what is printed, such as the XML of an invoice, can be fetched until then. */
  original: originalLinkSchema.nullable().default(null),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;

export const submissionSchema = z.object({
  caseId: caseIdSchema,
  terminalId: terminalIdSchema,
  itemCode: itemCodeSchema,
  itemVersion: z.number().int(),
  identification: z.enum(['id-card', 'city-code', 'e-business-licence']),
  /** Who handles it (代办人 where there is a company). */
  applicant: z.object({ name: z.string(), idNumber: z.string() }),
  /** Whom it is for; null: for the applicant. */
  company: companySchema.nullable().default(null),
  form: z.record(z.string(), z.string()),
  materials: z.array(
    z.object({
      materialCode: z.string(),
      /** SHA-256 of the picture, hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      precheck: z.enum(['match', 'mismatch', 'cannot_read']),
      /** Null where the pictures are pages of the document. */
      imageBase64: z.string().nullable(),
    }),
  ),
  /** Form, materials and signature in one PDF, for an officer; null where the item has none. */
  document: z
    .object({
      /** SHA-256 of the PDF, hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      pdfBase64: z.base64(),
    })
    .nullable()
    .default(null),
  /** Strokes with pressure and time. */
  signature: signatureSchema.nullable(),
  signedAt: instantSchema,
});
export type Submission = z.infer<typeof submissionSchema>;

/** `accepted`: a case that had waited for the network; `decided`: its decision came after the applicant had left. */
export const notificationSubjectSchema = z.enum(['accepted', 'decided']);
export type NotificationSubject = z.infer<typeof notificationSubjectSchema>;

const refusal = z.object({ reason: localizedTextSchema });

export const cityContract = {
  health: oc.route({ method: 'GET', path: '/v1/health' }).output(z.object({ status: z.literal('ok') })),

  exchangeCityCode: oc
    .route({
      method: 'POST',
      path: '/v1/city-codes/exchange',
      summary: 'Exchange a 随申码 for the person; a code works once and for a short time',
    })
    .input(
      z.object({
        code: z.string().min(1).max(500),
        terminalId: terminalIdSchema,
        purpose: z.string().min(1),
      }),
    )
    .errors({
      CITY_CODE_EXPIRED: { status: 410 },
      CITY_CODE_REPLAYED: { status: 409 },
      CITY_CODE_UNKNOWN: { status: 404 },
    })
    .output(cityPersonSchema),

  exchangeBusinessLicence: oc
    .route({
      method: 'POST',
      path: '/v1/business-licences/exchange',
      summary: 'Exchange the code of an e-business-licence for the company and the person who shows it',
    })
    .input(z.object({ code: z.string().min(1).max(500), terminalId: terminalIdSchema }))
    .errors({
      LICENCE_CODE_EXPIRED: { status: 410 },
      LICENCE_CODE_REPLAYED: { status: 409 },
      LICENCE_CODE_UNKNOWN: { status: 404 },
      AGENT_NOT_AUTHORISED: { status: 403 },
    })
    .output(z.object({ company: companySchema, agent: cityPersonSchema })),

  authoriseAgent: oc
    .route({
      method: 'POST',
      path: '/v1/companies/{creditCode}/agents',
      summary: 'May this person act for this company?',
    })
    .input(z.object({ creditCode: creditCodeSchema, idNumber: z.string(), terminalId: terminalIdSchema }))
    .errors({ COMPANY_UNKNOWN: { status: 404 }, AGENT_NOT_AUTHORISED: { status: 403 } })
    .output(z.object({ company: companySchema })),

  countInvoices: oc
    .route({
      method: 'PUT',
      path: '/v1/cases/{caseId}/invoices',
      summary: 'How many of the paper invoices sold with the case came out; once for a case',
    })
    .input(
      z.object({
        caseId: caseIdSchema,
        terminalId: terminalIdSchema,
        handedOut: z.number().int().min(0),
        /** Perhaps out: a person has the task. What is neither comes back. */
        unclear: z.number().int().min(0),
        /** What did not come out lies in its order in the hopper. */
        inOrder: z.boolean(),
      }),
    )
    .errors({ CASE_UNKNOWN: { status: 404 }, COUNT_REFUSED: { status: 409 } })
    .output(z.object({ counted: z.literal(true) })),

  prefill: oc
    .route({
      method: 'POST',
      path: '/v1/items/{itemCode}/prefill',
      summary: 'Values and options the city knows for this person and item',
    })
    .input(
      z.object({
        itemCode: itemCodeSchema,
        idNumber: z.string(),
        terminalId: terminalIdSchema,
        creditCode: creditCodeSchema.nullable().default(null),
      }),
    )
    .errors({ ITEM_REFUSED: { status: 422, data: refusal } })
    .output(
      z.object({
        values: z.record(z.string(), z.string()),
        options: z.record(z.string(), z.array(z.object({ value: z.string(), label: localizedTextSchema }))),
      }),
    ),

  submitCase: oc
    .route({
      method: 'PUT',
      path: '/v1/cases/{caseId}',
      summary: 'Accept a case; the same case id always gets the same acceptance',
    })
    .input(submissionSchema)
    .errors({ CASE_REFUSED: { status: 422, data: refusal }, CASE_ID_CONFLICT: { status: 409 } })
    .output(acceptanceSchema),

  lookUpCase: oc
    .route({ method: 'GET', path: '/v1/cases/{caseId}' })
    .input(z.object({ caseId: caseIdSchema }))
    .errors({ CASE_UNKNOWN: { status: 404 } })
    .output(acceptanceSchema),

  lookUpDecision: oc
    .route({
      method: 'GET',
      path: '/v1/cases/{caseId}/decision',
      summary: 'The decision made by rules or by an officer, if any yet',
    })
    .input(z.object({ caseId: caseIdSchema }))
    .errors({ CASE_UNKNOWN: { status: 404 } })
    .output(z.object({ caseId: caseIdSchema, decision: decisionSchema })),

  fetchLicence: oc
    .route({
      method: 'GET',
      path: '/v1/cases/{caseId}/licences/{licenceId}',
      summary: 'An electronic licence of the case, to be printed; as often as asked',
    })
    .input(z.object({ caseId: caseIdSchema, licenceId: licenceIdSchema }))
    .errors({ LICENCE_UNKNOWN: { status: 404 } })
    .output(z.object({ caseId: caseIdSchema, licenceId: licenceIdSchema, certificate: certificateSchema })),

  notify: oc
    .route({
      method: 'PUT',
      path: '/v1/cases/{caseId}/notifications/{subject}',
      summary: 'Text the applicant how the case stands; once for each subject of a case',
    })
    .input(z.object({ caseId: caseIdSchema, subject: notificationSubjectSchema }))
    .errors({ CASE_UNKNOWN: { status: 404 } })
    .output(z.object({ notified: z.literal(true) })),

  handOverParcel: oc
    .route({
      method: 'PUT',
      path: '/v1/parcels/{parcelId}/handover',
      summary: 'The parcel left the cell; idempotent per case',
    })
    .input(z.object({ parcelId: z.string(), caseId: caseIdSchema, openedAt: instantSchema }))
    .errors({ PARCEL_UNKNOWN: { status: 404 }, PARCEL_TAKEN_BY_OTHER: { status: 409 } })
    .output(z.object({ handedOver: z.literal(true) })),

  rate: oc
    .route({ method: 'PUT', path: '/v1/cases/{caseId}/rating', summary: '好差评: one rating for one case' })
    .input(
      z.object({
        caseId: caseIdSchema,
        terminalId: terminalIdSchema,
        /** 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意 */
        level: z.number().int().min(1).max(5),
        ratedAt: instantSchema,
      }),
    )
    .errors({ CASE_UNKNOWN: { status: 404 } })
    .output(z.object({ recorded: z.literal(true) })),

  ...paymentContract,
};

/** What the embedded city wrote down, for tests, the demo and people who look. Not part of the published API. */
export const cityLedgerEntrySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('case_accepted'),
    at: instantSchema,
    caseId: caseIdSchema,
    itemCode: itemCodeSchema,
    acceptanceNumber: z.string(),
  }),
  z.object({ type: z.literal('submission_repeated'), at: instantSchema, caseId: caseIdSchema }),
  z.object({ type: z.literal('city_code_exchanged'), at: instantSchema }),
  z.object({
    type: z.literal('parcel_handed_over'),
    at: instantSchema,
    caseId: caseIdSchema,
    parcelId: z.string(),
  }),
  z.object({
    type: z.literal('case_rated'),
    at: instantSchema,
    caseId: caseIdSchema,
    level: z.number().int(),
  }),
  z.object({
    type: z.literal('case_decided'),
    at: instantSchema,
    caseId: caseIdSchema,
    decision: z.enum(['approved', 'refused', 'returned']),
    /** The officer's account; null where rules decided. */
    officer: officerNameSchema.nullable().default(null),
  }),
  z.object({ type: z.literal('licence_fetched'), at: instantSchema, caseId: caseIdSchema }),
  z.object({
    type: z.literal('applicant_notified'),
    at: instantSchema,
    caseId: caseIdSchema,
    subject: notificationSubjectSchema,
  }),
  z.object({ type: z.literal('business_licence_exchanged'), at: instantSchema }),
  z.object({
    type: z.literal('invoices_sold'),
    at: instantSchema,
    caseId: caseIdSchema,
    terminalId: terminalIdSchema,
    ...invoiceRangeSchema.shape,
  }),
  z.object({
    type: z.literal('invoices_counted'),
    at: instantSchema,
    caseId: caseIdSchema,
    handedOut: z.number().int(),
    unclear: z.number().int(),
    returned: z.number().int(),
  }),
  z.object({
    type: z.literal('digital_invoice_issued'),
    at: instantSchema,
    caseId: caseIdSchema,
    number: z.string().regex(/^\d{20}$/),
    kind: z.enum(['blue', 'red']),
    amountFen: z.number().int(),
  }),
  ...paymentLedgerEntries,
]);
export type CityLedgerEntry = z.infer<typeof cityLedgerEntrySchema>;

/** Control of the embedded city, on a port of its own: a resident's phone, and misfortunes. */
export const cityControlContract = {
  /** A fresh code on the fictional person's phone. Codes live `lifetimeMs` (default 60,000). */
  showCodeOnPhone: oc
    .input(z.object({ personId: z.string(), lifetimeMs: z.number().int().min(0).optional() }))
    .output(z.object({ code: z.string(), expiresAt: instantSchema })),
  /** A fresh code of the company's e-business-licence on the fictional person's phone. */
  showBusinessLicence: oc
    .input(
      z.object({
        personId: z.string(),
        creditCode: creditCodeSchema,
        lifetimeMs: z.number().int().min(0).optional(),
      }),
    )
    .output(z.object({ code: z.string(), expiresAt: instantSchema })),
  /** Somebody has put invoices from this number on into the hopper, or has counted what lies in it. */
  loadInvoices: oc
    .input(invoiceRangeSchema.pick({ firstNumber: true }).extend({ terminalId: terminalIdSchema.optional() }))
    .output(z.object({ done: z.literal(true) })),
  /** 验旧: the company has had its used invoices checked and holds as many as at the beginning. */
  checkUsedInvoices: oc
    .input(z.object({ creditCode: z.string() }))
    .output(z.object({ done: z.literal(true) })),
  /** `unreachable` really closes the listening socket. `delayMs` holds every answer back. */
  setConditions: oc
    .input(
      z.object({
        reachable: z.boolean(),
        delayMs: z.number().int().min(0).max(60_000).default(0),
        /** How long the rules take over a decision, from the acceptance on; left as it is when absent. */
        decisionMs: z.number().int().min(0).max(3_600_000).optional(),
      }),
    )
    .output(z.object({ done: z.literal(true) })),
  /** A parcel waits again, so that a demo can be repeated. */
  placeParcel: oc
    .input(cellAddressSchema.extend({ personId: z.string(), terminalId: terminalIdSchema.optional() }))
    .output(z.object({ parcelId: z.string() })),
  readLedger: oc.output(z.array(cityLedgerEntrySchema)),
  ...paymentControlContract,
};
