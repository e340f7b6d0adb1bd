import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import type { CallWays } from '../../contract/help-call.ts';

/** Longer than any call; who overhears a password can use it no longer. */
const passwordMs = 3_600_000;

/** A relay (TURN) that shares a secret with this server, such as coturn with `use-auth-secret`. */
export const relayConfigSchema = z.strictObject({
  /** `turn:host:port`, `turns:` over TLS; `?transport=tcp` where UDP is closed. */
  urls: z
    .array(z.string().regex(/^turns?:[^\s]+$/))
    .min(1)
    .max(4),
  /** The `static-auth-secret` of the relay. */
  secret: z.string().min(16).max(400),
  /** No direct way is tried: terminals and helpers never learn each other's addresses. */
  always: z.boolean().default(false),
});
export type RelayConfig = z.infer<typeof relayConfigSchema>;

/**
 * How the two browsers of a call may find each other. The password is short-lived: the moment of its end in the name
 * and an HMAC-SHA-1 of the name, as TURN servers with a shared secret take it (draft-uberti-behave-turn-rest-00, section 2.2).
 */
export function waysOfCall(
  relay: RelayConfig | null,
  clock: Pick<Clock, 'wallMs'>,
  callId: string,
): CallWays {
  if (!relay) return { iceServers: [], relayOnly: false };
  const username = `${Math.floor((clock.wallMs() + passwordMs) / 1000)}:${callId}`;
  const credential = createHmac('sha1', relay.secret).update(username).digest('base64');
  return {
    iceServers: relay.urls.map((urls) => ({ urls, username, credential })),
    relayOnly: relay.always,
  };
}
