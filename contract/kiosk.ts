import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { deliverableKindSchema, formFieldSchema, serviceItemSchema } from './catalog.ts';
import { originalLinkSchema } from './city.ts';
import { companySchema } from './company.ts';
import { cellAddressSchema, doorStateSchema } from './device-classes.ts';
import {
  callBackStateSchema,
  callEndedSchema,
  callEventSchema,
  consentSchema,
  peerSignalSchema,
} from './help-call.ts';
import { mostNotices } from './notices.ts';
import { paymentViewSchema, paymentWaySchema } from './payment.ts';
import { precheckResultSchema } from './precheck.ts';
import { receiptDocumentSchema } from './receipt-document.ts';
import { signatureSchema, strokePointSchema } from './signature.ts';
import { outOfServiceReasonSchema } from './terminal-trouble.ts';
import { instantSchema, itemCodeSchema, languageSchema, localizedTextSchema } from './words.ts';

/**
 * Between the window and the core. The core owns the session; the window shows the view it is
 * given and sends verbs of the flow. The view holds everything a screen needs and nothing more.
 */

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

export const stepSchema = z.enum([
  'identification',
  'form',
  'material',
  'signature',
  'summary',
  'payment',
  'delivery',
]);
export type Step = z.infer<typeof stepSchema>;

/** What a touch on an answer does; the item's name in the resident's list, and the step it leads to. */
export const helpOpeningSchema = z.object({
  /**
   * `begin`: identification first, then the item. `open`: the item at once. `go_back`: to a step of the
   * item under way. `leave_other`: the item, and what was filled in for another one is erased.
   */
  manner: z.enum(['begin', 'open', 'go_back', 'leave_other']),
  /** Null where the answer leads to a step only. */
  item: localizedTextSchema.nullable(),
  step: stepSchema.nullable(),
  unavailable: itemUnavailableReasonSchema.nullable(),
});

export const helpAnswerSchema = z.object({
  entryId: z.string(),
  question: localizedTextSchema,
  answer: localizedTextSchema,
  opening: helpOpeningSchema.nullable(),
});
export type HelpAnswer = z.infer<typeof helpAnswerSchema>;

/** The answers that lie over the screen. What was asked is not in it: nobody but the asking window has it. */
export const helpViewSchema = z.object({
  /** For the screen and the item the resident stands on. */
  suggestions: z.array(helpAnswerSchema),
  /** Best first; null while nothing is asked. */
  found: z.array(helpAnswerSchema).nullable(),
});
export type HelpView = z.infer<typeof helpViewSchema>;

/** Calls to a helper. */
export const callViewSchema = z.object({
  state: z.enum(['possible', 'ringing', 'connected']),
  /** Of the last one; null before the first, and after the resident hung up. */
  ended: callEndedSchema.nullable(),
  helperName: z.string().nullable(),
  /** What the resident lets the helper see. */
  consent: consentSchema,
  /** Of the number the resident leaves. */
  callBack: callBackStateSchema,
  /** Covered parts the helper may see, as `contract/help-cover.ts` names them. */
  allowed: z.array(z.string()),
  /** What the helper proposes; taken by the resident alone. */
  proposal: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('answer'), proposalId: z.string(), answer: helpAnswerSchema }),
      z.object({
        kind: z.literal('value'),
        proposalId: z.string(),
        label: localizedTextSchema,
        value: z.union([z.string(), localizedTextSchema]),
      }),
    ])
    .nullable(),
});
export type CallView = z.infer<typeof callViewSchema>;

export const kioskViewSchema = z.object({
  /** Grows with every change; a verb sent for an older screen is refused as stale. */
  sequence: z.number().int(),
  /** Changes whenever the flow moves to another screen; what a verb must name. */
  screenId: z.number().int(),
  language: languageSchema,
  largeText: z.boolean(),
  site: localizedTextSchema,
  terminalName: localizedTextSchema,
  helpPhone: z.string(),
  network: z.enum(['online', 'offline']),
  steps: z.object({ names: z.array(stepSchema), current: stepSchema }).nullable(),
  canGoBack: z.boolean(),
  screen: screenSchema,
  /** What the welcome screen tells everybody; left out on every other. */
  notices: z.array(localizedTextSchema).max(mostNotices).optional(),
  /** Null while help is closed. */
  help: helpViewSchema.nullable(),
  /** Null where the terminal has no line to helpers. */
  call: callViewSchema.nullable(),
  /** The visible countdown before everything is wiped. */
  countdown: z.object({ secondsLeft: z.number().int(), totalSeconds: z.number().int() }).nullable(),
});
export type KioskView = z.infer<typeof kioskViewSchema>;

/** Every verb names the screen it was meant for and carries an id, so that a repeat does nothing twice. */
const verb = z.object({ requestId: z.uuid(), screenId: z.number().int() });
const verbErrors = {
  /** The screen has moved on; the touch was meant for another one. */
  STALE_SCREEN: { status: 409 },
  /** The verb does not belong to the current screen. */
  NOT_NOW: { status: 409 },
} as const;
const done = z.object({ done: z.literal(true) });
const command = oc.errors(verbErrors).output(done);
const callVerb = z.object({ requestId: z.uuid() });
const callCommand = oc.errors({ NOT_NOW: verbErrors.NOT_NOW }).output(done);

/** What a window needs to draw along with a pad. The core keeps the ink; the window only shows it. */
export const padInkSchema = z.discriminatedUnion('type', [
  /** At the beginning, and whenever the pad was wiped. */
  z.object({ type: z.literal('all'), strokes: z.array(z.array(strokePointSchema).min(1)) }),
  z.object({ type: z.literal('more'), begins: z.boolean(), points: z.array(strokePointSchema).min(1) }),
]);
export type PadInk = z.infer<typeof padInkSchema>;

export const kioskContract = {
  /** The current view at once, then every new one. */
  watch: oc.output(eventIterator(kioskViewSchema)),
  /** A person touched, typed or moved: postpones the countdown, ends a running one. Never sent by background work. */
  reportActivity: oc.output(done),
  /** Once on every line: the window has drawn this screen, and something can be read on it. */
  reportDrawn: oc.input(z.object({ screen: z.string().max(40) })).output(done),
  setPreferences: oc
    .input(z.object({ language: languageSchema.optional(), largeText: z.boolean().optional() }))
    .output(done),
  session: {
    /** From the welcome screen, or after an interruption. */
    begin: command.input(verb),
    back: command.input(verb),
    /** Ends and wipes at once, from any screen. */
    end: oc.input(z.object({ requestId: z.uuid() })).output(done),
  },
  help: {
    /** Lays help over the screen, which keeps its state. */
    open: command.input(verb),
    close: command.input(verb),
    /** Characters, pinyin, first letters or English; empty asks nothing. Never written down. */
    ask: command.input(verb.extend({ text: z.string().max(80) })),
    /** Does what the answer's `opening` says. */
    follow: command.input(verb.extend({ entryId: z.string() })),
  },
  /** These name no screen: a call goes on while screens come and go. */
  call: {
    ring: callCommand.input(callVerb),
    hangUp: callCommand.input(callVerb),
    /** A number to be called back at; from help, where no helper was found. */
    leaveNumber: callCommand.input(callVerb.extend({ phone: z.string().max(20) })),
    consent: callCommand.input(callVerb.extend({ consent: consentSchema })),
    /** Uncovers a part for the helper, or covers it again. */
    allow: callCommand.input(callVerb.extend({ part: z.string().max(120), allowed: z.boolean() })),
    answerProposal: callCommand.input(callVerb.extend({ proposalId: z.string(), accepted: z.boolean() })),
    /** For the helper's browser. */
    signal: callCommand.input(callVerb.extend({ signal: peerSignalSchema })),
    /** One follower; ends with the call. */
    follow: oc.output(eventIterator(callEventSchema)),
  },
  identification: {
    chooseMethod: command.input(verb.extend({ method: identificationMethodSchema })),
    /** The unified social credit code of the company one acts for, as typed; the card is asked for next. */
    nameCompany: command.input(verb.extend({ creditCode: z.string().max(40) })),
  },
  item: {
    choose: command.input(verb.extend({ itemCode: itemCodeSchema })),
  },
  form: {
    /** All values the resident may change; problems come back in the view. */
    submit: command.input(verb.extend({ values: z.record(z.string(), z.string()) })),
  },
  material: {
    /** The still picture of the document camera. */
    check: command.input(verb.extend({ image: z.instanceof(Blob) })),
    /** Try again with a new picture. */
    retake: command.input(verb),
    /** Go on with a match, or with a mismatch or unread page that a person will look at later. */
    accept: command.input(verb),
  },
  signature: {
    /** What is written on the pad, live; ends with the screen. */
    watchPad: oc.output(eventIterator(padInkSchema)),
    /** Wipes the pad, for a person who wants to begin again. */
    clearPad: command.input(verb),
    /** Leaves the pad aside and signs on the screen. */
    leavePad: command.input(verb),
    /** `signature` null: what was written on the pad, which the core has. */
    submit: command.input(verb.extend({ signature: signatureSchema.nullable() })),
  },
  case: {
    submit: command.input(verb),
    /** After an interruption, by the person the case belongs to. */
    resume: command.input(verb),
    /** The resident does not wait for the officer; the result comes by a text. */
    stopWaiting: command.input(verb),
  },
  payment: {
    /** Also begins a new QR order where the last one is over. */
    chooseWay: command.input(verb.extend({ way: paymentWaySchema })),
    /** The resident does not pay; what was begun is undone. */
    decline: command.input(verb),
  },
  delivery: {
    /** After a suspension: the resident or an attendant put it right. */
    retry: command.input(verb),
    /** Leave without the rest; what is missing becomes a task for a person. */
    leave: command.input(verb),
    /** The code of the last invoice cannot be read. */
    skipReading: command.input(verb),
  },
  rating: {
    /** 5 非常满意 … 1 非常不满意; null skips. Either ends and wipes the session. */
    submit: command.input(verb.extend({ level: z.number().int().min(1).max(5).nullable() })),
  },
};
