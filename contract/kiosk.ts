import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  callBackStateSchema,
  callEndedSchema,
  callEventSchema,
  consentSchema,
  peerSignalSchema,
} from './help-call.ts';
import { identificationMethodSchema, itemUnavailableReasonSchema, screenSchema } from './kiosk-screens.ts';
import { mostNotices } from './notices.ts';
import { paymentWaySchema } from './payment.ts';
import { signatureSchema, strokePointSchema } from './signature.ts';
import { itemCodeSchema, languageSchema, localizedTextSchema } from './words.ts';

/**
 * Between the window and the core. The core owns the session; the window shows the view it is
 * given and sends verbs of the flow. The view holds everything a screen needs and nothing more.
 */

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
