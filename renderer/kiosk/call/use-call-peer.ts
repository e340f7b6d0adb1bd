import { useEffect, useRef, useState } from 'react';
import type { Consent, Gesture } from '../../../contract/help-call.ts';
import { useKiosk } from '../kiosk-context.ts';
import { CallPeer } from './call-peer.ts';

export interface ShownGestures {
  readonly point: Extract<Gesture, { kind: 'point' }>['place'];
  readonly highlight: Extract<Gesture, { kind: 'highlight' }>['place'];
}

const noGestures: ShownGestures = { point: null, highlight: null };

/** This page and nothing else; answered by the resident's touch on the button before. */
const ownPage: DisplayMediaStreamOptions & { preferCurrentTab: boolean } = {
  video: { frameRate: 10 },
  audio: false,
  preferCurrentTab: true,
};

const open = {
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  screen: () => navigator.mediaDevices.getDisplayMedia(ownPage),
} as const;

/** Holds the connection of one call as long as its bar stands. */
export function useCallPeer(consent: Consent) {
  const { followCall, say } = useKiosk();
  const peerRef = useRef<CallPeer | null>(null);
  const [helper, setHelper] = useState<MediaStream | null>(null);
  const [gestures, setGestures] = useState(noGestures);
  const [isNotPossible, setIsNotPossible] = useState(false);
  const kioskRef = useRef({ followCall, say });
  kioskRef.current = { followCall, say };

  useEffect(() => {
    const kiosk = kioskRef.current;
    const stop = kiosk.followCall((event) => {
      if (event.type === 'signal') peerRef.current?.hear(event.signal);
      if (event.type === 'gesture' && event.gesture.kind !== 'propose') {
        const { kind, place } = event.gesture;
        setGestures((shown) => ({ ...shown, [kind]: place }));
      }
      if (event.type !== 'started') return;
      const peer = new CallPeer({
        ways: event.ways,
        send: (signal) =>
          kioskRef.current.say((client, { requestId }, options) =>
            client.call.signal({ requestId, signal }, options),
          ),
        onStream: setHelper,
      });
      peerRef.current = peer;
      void navigator.mediaDevices
        .getUserMedia({ audio: true })
        .then((stream) => peer.show('voice', stream.getAudioTracks()[0] ?? null))
        .catch(() => {
          // No microphone: the helper sees and points, and the telephone stays.
        })
        .then(() => peer.start());
    });
    return () => {
      stop();
      peerRef.current?.close();
      peerRef.current = null;
    };
  }, []);

  const tell = (next: Consent) =>
    kioskRef.current.say((client, { requestId }, options) =>
      client.call.consent({ requestId, consent: next }, options),
    );

  /** Begins or ends showing one thing; the other stays as it is. */
  const toggle = async (what: 'camera' | 'screen') => {
    setIsNotPossible(false);
    if (what === 'screen') setGestures(noGestures);
    if (consent[what]) {
      tell({ ...consent, [what]: false });
      await peerRef.current?.show(what, null);
      return;
    }
    try {
      const stream = await open[what]();
      const [track] = stream.getVideoTracks();
      if (!track || !(await peerRef.current?.show(what, track))) return;
      tell({ ...consent, [what]: true });
    } catch {
      setIsNotPossible(true);
    }
  };

  return { helper, gestures: consent.screen ? gestures : noGestures, isNotPossible, toggle };
}
