import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { deviceClassSchema, storageUnitSchema } from './device-common.ts';
import { reportedDeviceSchema, statusReportSchema } from './fleet.ts';
import { caseCountsSchema } from './fleet-cases.ts';
import { enrolmentCodeSchema, fingerprintSchema } from './fleet-membership.ts';
import { fleetRolloutContract } from './fleet-rollouts.ts';
import { alreadyDecidedSchema, officerCaseSchema, officerVerdictSchema } from './officer.ts';
import { outOfServiceReasonSchema, terminalTroubleSchema } from './terminal-trouble.ts';
import {
  type CaseId,
  caseIdSchema,
  instantSchema,
  itemCodeSchema,
  localizedTextSchema,
  placeSchema,
  terminalIdSchema,
} from './words.ts';

/** The admins' console, between its page and the fleet server. */

export const roleSchema = z.enum(['viewer', 'helper', 'officer', 'operator', 'admin']);
export type Role = z.infer<typeof roleSchema>;

export const rightSchema = z.enum([
  'view_terminals',
  'answer_calls',
  /** Cases of residents, handled from afar. */
  'handle_cases',
  'invite_terminals',
  'roll_out',
  'manage_people',
  'set_districts',
]);
export type Right = z.infer<typeof rightSchema>;

/**
 * A part of the city with people of its own. Who belongs to one sees and helps its terminals alone; who belongs to none
 * sees all.
 */
export const districtSchema = z.string().trim().min(1).max(40);

/** Letters, digits and a few signs; people choose it, so it is not to be an ID number. */
export const userNameSchema = z.string().regex(/^[a-z][a-z0-9._-]{1,30}$/);
/** Long rather than odd (NIST SP 800-63B section 3.1.1.2). */
export const passwordSchema = z.string().min(12).max(200);

export const signedInSchema = z.object({
  userName: userNameSchema,
  role: roleSchema,
  district: districtSchema.nullable(),
  rights: z.array(rightSchema),
  /** A one-time password opens nothing but the change of the password. */
  mustChangePassword: z.boolean(),
});
export type SignedIn = z.infer<typeof signedInSchema>;

export const terminalStateSchema = z.enum(['ok', 'warning', 'fault', 'unreachable', 'out_of_service']);
export type TerminalState = z.infer<typeof terminalStateSchema>;

/** One cause of a state; a terminal may have several. */
export const stateCauseSchema = z.discriminatedUnion('cause', [
  /** Nothing was heard of it since it enrolled. */
  z.object({ cause: z.literal('never_heard') }),
  z.object({ cause: z.literal('silent') }),
  z.object({ cause: z.literal('core_away') }),
  z.object({ cause: z.literal('out_of_service'), reason: outOfServiceReasonSchema }),
  z.object({ cause: z.literal('trouble'), trouble: terminalTroubleSchema }),
  z.object({ cause: z.literal('city_unreachable') }),
  /** What only a person can settle. */
  z.object({ cause: z.literal('tasks'), count: z.number().int().min(1) }),
  z.object({ cause: z.literal('device'), ...reportedDeviceSchema.omit({ storage: true }).shape }),
  z.object({
    cause: z.literal('storage'),
    deviceClass: deviceClassSchema,
    kind: storageUnitSchema.shape.kind,
    level: storageUnitSchema.shape.level,
  }),
]);
export type StateCause = z.infer<typeof stateCauseSchema>;

export const terminalRowSchema = z.object({
  terminalId: terminalIdSchema,
  /** Null until the terminal has said it. */
  site: localizedTextSchema.nullable(),
  terminalName: localizedTextSchema.nullable(),
  /** Null: of the whole fleet's people alone. */
  district: districtSchema.nullable(),
  place: placeSchema.nullable(),
  state: terminalStateSchema,
  /** Since when in this state, by the server's clock. */
  since: instantSchema,
  /** When it spoke last; null: never. */
  heardAt: instantSchema.nullable(),
  /** Empty only for `ok`; worst first. */
  causes: z.array(stateCauseSchema),
});
export type TerminalRow = z.infer<typeof terminalRowSchema>;

export const terminalRowsSchema = z.object({
  /** True: these and no others. False: these take the place of what was told of them before. */
  all: z.boolean(),
  rows: z.array(terminalRowSchema),
});
export type TerminalRows = z.infer<typeof terminalRowsSchema>;

/** Cases of one item that began in one hour, of one terminal or of all a person may see. */
export const caseRowSchema = z.object({
  /** Begin of the hour. */
  hour: instantSchema,
  itemCode: itemCodeSchema,
  itemName: localizedTextSchema,
  ...caseCountsSchema.shape,
});
export type CaseRow = z.infer<typeof caseRowSchema>;

export const terminalPageSchema = terminalRowSchema.extend({
  /** The last it said; while unreachable this is how it was then. */
  report: statusReportSchema.nullable(),
  enrolledAt: instantSchema,
  certificateUntil: instantSchema,
});
export type TerminalPage = z.infer<typeof terminalPageSchema>;

export const userRowSchema = z.object({
  userName: userNameSchema,
  role: roleSchema,
  district: districtSchema.nullable(),
  mustChangePassword: z.boolean(),
});
export type UserRow = z.infer<typeof userRowSchema>;

export const invitationSchema = z.object({
  terminalId: terminalIdSchema,
  code: enrolmentCodeSchema,
  expiresAt: instantSchema,
  /** What the configuration of the terminal needs besides the code. */
  enrolmentUrl: z.string(),
  authorityFingerprint: fingerprintSchema,
  /** By which its residents reach the helpers of this fleet. */
  helpCalls: z.object({ hubUrl: z.string(), token: z.string() }),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** `NOT_SIGNED_IN`: sign in first. `NO_RIGHT`: the role does not allow it, or the password must be changed first. */
const member = oc.errors({
  NOT_SIGNED_IN: { status: 401 },
  NO_RIGHT: { status: 403 },
});
/** `OTHER_DISTRICT`: it belongs to a district that is not this person's. */
const memberOfDistrict = member.errors({ OTHER_DISTRICT: { status: 403 } });
const done = z.object({ done: z.literal(true) });

/** What waits for officers at the city now; `city_away` while it does not answer. */
export const officerCaseListSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('known'), cases: z.array(officerCaseSchema) }),
  z.object({ state: z.literal('city_away') }),
]);
export type OfficerCaseList = z.infer<typeof officerCaseListSchema>;

/** Where the page finds what was handed in with a case. */
export function caseDocumentPath(caseId: CaseId): string {
  return `/cases/${caseId}.pdf`;
}

export const fleetConsoleContract = {
  signIn: oc
    .errors({
      WRONG: { status: 401 },
      /** Too many wrong passwords for this name; again after a minute. */
      LOCKED: { status: 429 },
    })
    .input(z.object({ userName: userNameSchema, password: z.string().min(1).max(200) }))
    .output(signedInSchema),
  signOut: oc.output(done),
  whoAmI: oc.output(signedInSchema.nullable()),
  changePassword: member
    .errors({ WRONG: { status: 422 } })
    .input(z.object({ password: z.string().min(1).max(200), newPassword: passwordSchema }))
    .output(signedInSchema),
  /** All terminals now and after each change. */
  watchTerminals: member.output(eventIterator(terminalRowsSchema)),
  watchTerminal: memberOfDistrict
    .errors({ NO_SUCH_TERMINAL: { status: 404 } })
    .input(z.object({ terminalId: terminalIdSchema }))
    .output(eventIterator(terminalPageSchema)),
  rollouts: fleetRolloutContract,
  /** Cases that began from `from` to before `to`, now and after each change; of every terminal where none is named. */
  watchCases: memberOfDistrict
    .errors({ NO_SUCH_TERMINAL: { status: 404 } })
    .input(z.object({ terminalId: terminalIdSchema.nullable(), from: instantSchema, to: instantSchema }))
    .output(eventIterator(z.array(caseRowSchema))),
  /** The officers' list, now and after each change; of the terminals of one's district. */
  watchOfficerCases: member.output(eventIterator(officerCaseListSchema)),
  /** The verdict of who is signed in. */
  decideCase: memberOfDistrict
    .errors({
      NO_SUCH_CASE: { status: 404 },
      ALREADY_DECIDED: { status: 409, data: alreadyDecidedSchema },
      CITY_AWAY: { status: 503 },
    })
    .input(z.object({ caseId: caseIdSchema, verdict: officerVerdictSchema }))
    .output(done),
  /** Who belongs to a district enrols for that one; null leaves a terminal where it is. */
  inviteTerminal: memberOfDistrict
    .input(z.object({ terminalId: terminalIdSchema, district: districtSchema.nullable().default(null) }))
    .output(invitationSchema),
  setDistrict: memberOfDistrict
    .errors({ NO_SUCH_TERMINAL: { status: 404 } })
    .input(z.object({ terminalId: terminalIdSchema, district: districtSchema.nullable() }))
    .output(done),
  listUsers: member.output(z.array(userRowSchema)),
  /** Adds a person; the answer's one-time password is shown once and kept nowhere. */
  addUser: memberOfDistrict
    .errors({ NAME_TAKEN: { status: 409 } })
    .input(
      z.object({
        userName: userNameSchema,
        role: roleSchema,
        district: districtSchema.nullable().default(null),
      }),
    )
    .output(z.object({ oneTimePassword: z.string() })),
  removeUser: memberOfDistrict.input(z.object({ userName: userNameSchema })).output(done),
};
