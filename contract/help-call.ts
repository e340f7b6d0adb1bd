import { z } from 'zod';
import { mobilePhonePattern } from './phone-number.ts';
import { languageSchema, localizedTextSchema } from './words.ts';

/**
 * A call between a resident at a terminal and a helper, by way of the hub (`fleet/help`). JSON texts on one
 * WebSocket each. No message of a helper submits, signs, pays or opens anything: a helper can talk,
 * point, light up a button and propose an answer or a value, which the resident takes or refuses.
 */

/** How long a resident waits for a helper before the answers come instead. */
export const longestRingMs = 8000;

const callId = z.uuid();
const longestSdp = 60_000;

/** What the two browsers tell each other to find a way (WebRTC): an offer, an answer or a candidate. */
export const peerSignalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['offer', 'answer']), sdp: z.string().max(longestSdp) }),
  z.strictObject({
    kind: z.literal('candidate'),
    candidate: z.string().max(2000),
    sdpMid: z.string().max(40).nullable(),
    sdpMLineIndex: z.number().int().min(0).max(20).nullable(),
  }),
]);
export type PeerSignal = z.infer<typeof peerSignalSchema>;

/** An answer a helper may propose to open; the terminal names them when it rings. */
export const proposableSchema = z.strictObject({
  entryId: z.string().max(80),
  question: localizedTextSchema,
});

/** Where the resident needs help. Nothing of the person. */
export const callTopicSchema = z.strictObject({
  site: localizedTextSchema,
  terminalName: localizedTextSchema,
  screen: z.string().max(40),
  item: localizedTextSchema.nullable(),
  language: languageSchema,
  proposable: z.array(proposableSchema).max(12),
});
export type CallTopic = z.infer<typeof callTopicSchema>;

/** What the resident lets the helper see; all false until the resident says so. */
export const consentSchema = z.strictObject({
  camera: z.boolean(),
  screen: z.boolean(),
  /** The document camera, a picture of its own. */
  paper: z.boolean(),
  /** The screen's picture is held back while something personal stands on it. */
  held: z.boolean(),
});
export type Consent = z.infer<typeof consentSchema>;

export const nothingShown: Consent = { camera: false, screen: false, paper: false, held: false };

/** A field of the form in view that a helper may propose a value for. Never what stands in it. */
export const proposableFieldSchema = z.strictObject({
  fieldKey: z.string().max(80),
  label: localizedTextSchema,
  /** Null where it is typed. */
  options: z.array(z.strictObject({ value: z.string().max(120), label: localizedTextSchema })).nullable(),
});
export type ProposableField = z.infer<typeof proposableFieldSchema>;

/**
 * What became of a proposal. `not_fitting`: the checks of the field refuse the value, nobody was asked.
 * `gone`: the screen moved on before the resident answered.
 */
export const proposalOutcomeSchema = z.enum(['accepted', 'refused', 'not_fitting', 'gone']);
export type ProposalOutcome = z.infer<typeof proposalOutcomeSchema>;

/** A place on the screen, as shares of its width and height. */
const placeSchema = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });

/** Null takes the pointer or the frame away; the frame goes around what stands at the place. */
const pointingSchema = z.strictObject({
  kind: z.enum(['point', 'highlight']),
  place: placeSchema.nullable(),
});
export type Pointing = z.infer<typeof pointingSchema>;

/** What a helper can do besides talking. */
export const gestureSchema = z.discriminatedUnion('kind', [
  pointingSchema,
  z.strictObject({ kind: z.literal('propose'), proposalId: z.uuid(), entryId: z.string().max(80) }),
  z.strictObject({
    kind: z.literal('propose_value'),
    proposalId: z.uuid(),
    fieldKey: z.string().max(80),
    value: z.string().min(1).max(120),
  }),
]);
export type Gesture = z.infer<typeof gestureSchema>;

/** A number a resident left is erased after so long, called or not. */
export const longestCallBackMs = 3 * 24 * 3_600_000;

/** Where a helper may call back, and about what; never who. */
export const callBackRequestSchema = z.strictObject({
  callBackId: callId,
  phone: z.string().regex(mobilePhonePattern),
  site: localizedTextSchema,
  item: localizedTextSchema.nullable(),
});
export type CallBackRequest = z.infer<typeof callBackRequestSchema>;

/** As helpers see it. */
export const callBackSchema = callBackRequestSchema.extend({
  terminalId: z.string(),
  /** When it was left, by the server's clock. */
  leftAtMs: z.number().int(),
  /** Somebody called already. */
  called: z.boolean(),
});
export type CallBack = z.infer<typeof callBackSchema>;

/** `failed`: it is noted nowhere, the resident has to telephone. */
export const callBackStateSchema = z.enum(['possible', 'sending', 'noted', 'failed']);
export type CallBackState = z.infer<typeof callBackStateSchema>;

export const fromTerminalSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ring'), callId, topic: callTopicSchema }),
  z.strictObject({ type: z.literal('signal'), callId, signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('consent'), callId, consent: consentSchema }),
  z.strictObject({
    type: z.literal('proposal_answered'),
    callId,
    proposalId: z.uuid(),
    outcome: proposalOutcomeSchema,
  }),
  /** Of the form in view while the screen is shown; otherwise none. */
  z.strictObject({ type: z.literal('fields'), callId, fields: z.array(proposableFieldSchema).max(60) }),
  z.strictObject({ type: z.literal('call_back'), callId, request: callBackRequestSchema }),
  z.strictObject({ type: z.literal('hang_up'), callId }),
]);
export type FromTerminal = z.infer<typeof fromTerminalSchema>;

const iceServerSchema = z.strictObject({
  urls: z.string().regex(/^(stun|turns?):/),
  username: z.string().optional(),
  credential: z.string().optional(),
});

/** By which ways the two browsers may find each other. */
export const callWaysSchema = z.strictObject({
  iceServers: z.array(iceServerSchema).max(4),
  /** Only by a relay, never directly. */
  relayOnly: z.boolean(),
});
export type CallWays = z.infer<typeof callWaysSchema>;

export const toTerminalSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('accepted'),
    callId,
    helperName: z.string().min(1).max(40),
    ways: callWaysSchema,
  }),
  z.strictObject({ type: z.literal('refused'), callId, reason: z.enum(['nobody_free', 'closed']) }),
  z.strictObject({ type: z.literal('signal'), callId, signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('gesture'), callId, gesture: gestureSchema }),
  /** `noted`: it is written down. */
  z.strictObject({ type: z.literal('call_back_answered'), callId, noted: z.boolean() }),
  z.strictObject({ type: z.literal('hung_up'), callId }),
]);
export type ToTerminal = z.infer<typeof toTerminalSchema>;

export const fromHelperSchema = z.discriminatedUnion('type', [
  /** Only who is free is rung. */
  z.strictObject({ type: z.literal('free'), free: z.boolean() }),
  z.strictObject({ type: z.literal('accept'), callId }),
  z.strictObject({ type: z.literal('signal'), callId, signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('gesture'), callId, gesture: gestureSchema }),
  /** `done` erases it. */
  z.strictObject({ type: z.literal('call_back_mark'), callId, mark: z.enum(['called', 'done']) }),
  z.strictObject({ type: z.literal('hang_up'), callId }),
]);
export type FromHelper = z.infer<typeof fromHelperSchema>;

export const toHelperSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ringing'), callId, terminalId: z.string(), topic: callTopicSchema }),
  /** Somebody else took it, the resident left, or the time was over. */
  z.strictObject({
    type: z.literal('ring_over'),
    callId,
    /** The call was never this helper's to take. */
    reason: z.literal('other_district').optional(),
  }),
  z.strictObject({ type: z.literal('connected'), callId, ways: callWaysSchema }),
  z.strictObject({ type: z.literal('signal'), callId, signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('consent'), callId, consent: consentSchema }),
  z.strictObject({
    type: z.literal('proposal_answered'),
    callId,
    proposalId: z.uuid(),
    outcome: proposalOutcomeSchema,
  }),
  z.strictObject({ type: z.literal('fields'), callId, fields: z.array(proposableFieldSchema).max(60) }),
  z.strictObject({ type: z.literal('hung_up'), callId }),
  /** All of them, at the beginning and after every change. */
  z.strictObject({ type: z.literal('call_backs'), callBacks: z.array(callBackSchema) }),
]);
export type ToHelper = z.infer<typeof toHelperSchema>;

/** What the window is told of its call, besides the view: first how to connect, then what the helper sends. */
export const callEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('started'), ways: callWaysSchema }),
  z.strictObject({ type: z.literal('signal'), signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('gesture'), gesture: pointingSchema }),
]);
export type CallEvent = z.infer<typeof callEventSchema>;

/** Why a call did not come about, or is over. */
export const callEndedSchema = z.enum(['nobody_free', 'closed', 'unreachable', 'hung_up']);
export type CallEnded = z.infer<typeof callEndedSchema>;

/** Parses one JSON text; null where it is none of these messages. */
export function parseMessage<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? parsed.data : null;
}
