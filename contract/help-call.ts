import { z } from 'zod';
import { languageSchema, localizedTextSchema } from './words.ts';

/**
 * A call between a resident at a terminal and a helper, by way of the hub (`fleet/help`). JSON texts on one
 * WebSocket each. No message of a helper submits, signs, pays or opens anything: a helper can talk,
 * point, light up a button and propose an answer, which the resident opens or refuses.
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

/** What the resident lets the helper see; both false until the resident says so. */
export const consentSchema = z.strictObject({ camera: z.boolean(), screen: z.boolean() });
export type Consent = z.infer<typeof consentSchema>;

/** A place on the screen, as shares of its width and height. */
const placeSchema = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });

/** What a helper can do besides talking. */
export const gestureSchema = z.discriminatedUnion('kind', [
  /** Null takes the pointer away. */
  z.strictObject({ kind: z.literal('point'), place: placeSchema.nullable() }),
  /** Frames what stands at the place; null takes the frame away. */
  z.strictObject({ kind: z.literal('highlight'), place: placeSchema.nullable() }),
  z.strictObject({ kind: z.literal('propose'), proposalId: z.uuid(), entryId: z.string().max(80) }),
]);
export type Gesture = z.infer<typeof gestureSchema>;

export const fromTerminalSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ring'), callId, topic: callTopicSchema }),
  z.strictObject({ type: z.literal('signal'), callId, signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('consent'), callId, consent: consentSchema }),
  z.strictObject({
    type: z.literal('proposal_answered'),
    callId,
    proposalId: z.uuid(),
    accepted: z.boolean(),
  }),
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
  z.strictObject({ type: z.literal('hung_up'), callId }),
]);
export type ToTerminal = z.infer<typeof toTerminalSchema>;

export const fromHelperSchema = z.discriminatedUnion('type', [
  /** Only who is free is rung. */
  z.strictObject({ type: z.literal('free'), free: z.boolean() }),
  z.strictObject({ type: z.literal('accept'), callId }),
  z.strictObject({ type: z.literal('signal'), callId, signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('gesture'), callId, gesture: gestureSchema }),
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
    accepted: z.boolean(),
  }),
  z.strictObject({ type: z.literal('hung_up'), callId }),
]);
export type ToHelper = z.infer<typeof toHelperSchema>;

/** What the window is told of its call, besides the view: first how to connect, then what the helper sends. */
export const callEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('started'), ways: callWaysSchema }),
  z.strictObject({ type: z.literal('signal'), signal: peerSignalSchema }),
  z.strictObject({ type: z.literal('gesture'), gesture: gestureSchema }),
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
