import type { CallWays } from './help-call.ts';

/** What `new RTCPeerConnection` takes. */
export function connectionBy({ iceServers, relayOnly }: CallWays) {
  return {
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
    iceTransportPolicy: relayOnly ? ('relay' as const) : ('all' as const),
  };
}
