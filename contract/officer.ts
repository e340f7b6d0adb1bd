import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  caseIdSchema,
  instantSchema,
  itemCodeSchema,
  localizedTextSchema,
  terminalIdSchema,
} from './words.ts';

/**
 * What officers ask of the city's back end about cases handled from afar (远程办理): a part of its published API that
 * terminals do not use. Every call carries the service token of the desk (`Authorization: Bearer`).
 */

/** Of the account at the desk, never a person's name: it stands in the city's records and in logs. */
export const officerNameSchema = z.string().regex(/^[a-z][a-z0-9._-]{1,30}$/);

export const returnReasonSchema = z.enum([
  'picture_unclear',
  'material_missing',
  'does_not_match',
  'filled_in_wrong',
]);
export type ReturnReason = z.infer<typeof returnReasonSchema>;

/** Returned: why, in words the applicant can act upon. */
export const officerVerdictSchema = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('accepted') }),
  z.object({
    verdict: z.literal('returned'),
    reason: returnReasonSchema,
    /** Shown to the applicant as it was written; empty says nothing more. */
    remark: z.string().trim().max(200),
  }),
]);
export type OfficerVerdict = z.infer<typeof officerVerdictSchema>;

/** One line of the officers' list. The document says the rest. */
export const officerCaseSchema = z.object({
  caseId: caseIdSchema,
  itemCode: itemCodeSchema,
  itemName: localizedTextSchema,
  acceptanceNumber: z.string(),
  acceptedAt: instantSchema,
  terminalId: terminalIdSchema,
  /** Whom it is for; null: for the applicant. */
  company: z.string().nullable(),
  /** Who handles it, masked. */
  applicant: z.string(),
  materials: z.number().int(),
});
export type OfficerCase = z.infer<typeof officerCaseSchema>;

/** Somebody was faster. */
export const alreadyDecidedSchema = z.object({
  verdict: z.enum(['accepted', 'returned']),
  officer: officerNameSchema,
  at: instantSchema,
});
export type AlreadyDecided = z.infer<typeof alreadyDecidedSchema>;

const desk = oc.errors({ NOT_AUTHORISED: { status: 401 } });

export const officerContract = {
  listOfficerCases: desk
    .route({
      method: 'GET',
      path: '/v1/officer/cases',
      summary: 'Cases that wait for an officer, the oldest first',
    })
    .output(z.array(officerCaseSchema)),

  readCaseDocument: desk
    .route({
      method: 'GET',
      path: '/v1/officer/cases/{caseId}/document',
      summary: 'What was handed in, as one PDF',
    })
    .input(z.object({ caseId: caseIdSchema }))
    .errors({ CASE_UNKNOWN: { status: 404 } })
    .output(z.object({ pdfBase64: z.base64() })),

  decideCase: desk
    .route({
      method: 'PUT',
      path: '/v1/officer/cases/{caseId}/decision',
      summary:
        'Accept or return; the first verdict stands, and its repetition by the same officer changes nothing',
    })
    .input(z.object({ caseId: caseIdSchema, officer: officerNameSchema, verdict: officerVerdictSchema }))
    .errors({
      CASE_UNKNOWN: { status: 404 },
      ALREADY_DECIDED: { status: 409, data: alreadyDecidedSchema },
    })
    .output(z.object({ decided: z.literal(true) })),
};
