import { useContext, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Consent, Pointing } from '../../../contract/help-call.ts';
import { PrivateTypingContext } from '../../ui/private-typing.ts';
import { useKiosk } from '../kiosk-context.ts';
import { CallPeer } from './call-peer.ts';
import { openFace, openPaper, openScreen } from './open-pictures.ts';
import { ScreenTap } from './screen-tap.ts';

export type ShownGestures = Readonly<Record<Pointing['kind'], Pointing['place']>>;
export type Shown = 'camera' | 'screen' | 'paper';

const noGestures: ShownGestures = { point: null, highlight: null };

/**
 * Holds the connection of one call as long as its bar stands.
 *
 * @param isPageCovered the screen that stands is not for the helper.
 */
export function useCallPeer(consent: Consent, isPageCovered: boolean) {
  const { followCall, say } = useKiosk();
  const typing = useContext(PrivateTypingContext);
  const isTyping = useSyncExternalStore(typing.subscribe, () => typing.isUnderWay);
  const peerRef = useRef<CallPeer | null>(null);
  const tapRef = useRef<ScreenTap | null>(null);
  const [helper, setHelper] = useState<MediaStream | null>(null);
  const [gestures, setGestures] = useState(noGestures);
  const [isNotPossible, setIsNotPossible] = useState(false);
  const [beat, setBeat] = useState(false);
  /** This window alone says what is shown; views come later than touches. */
  const told = useRef(consent);
  const kioskRef = useRef({ followCall, say });
  kioskRef.current = { followCall, say };

  useEffect(() => {
    const kiosk = kioskRef.current;
    const stop = kiosk.followCall((event) => {
      if (event.type === 'signal') peerRef.current?.hear(event.signal);
      if (event.type === 'gesture') {
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
      tapRef.current?.stop();
      tapRef.current = null;
      peerRef.current?.close();
      peerRef.current = null;
    };
  }, []);

  const isFit = consent.screen && !isPageCovered;
  useLayoutEffect(() => {
    const settle = () => tapRef.current?.setFit(isFit && !typing.isUnderWay);
    settle();
    return typing.subscribe(settle);
  }, [isFit, typing]);

  const tell = (change: Partial<Consent>) => {
    const next = { ...told.current, ...change };
    told.current = next;
    kioskRef.current.say((client, { requestId }, options) =>
      client.call.consent({ requestId, consent: next }, options),
    );
  };
  const held = consent.screen && (isPageCovered || isTyping);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it changes
  useEffect(() => {
    if (held !== told.current.held) tell({ held });
  }, [held]);

  const stopScreen = () => {
    tapRef.current?.stop();
    tapRef.current = null;
  };
  const startScreen = async (peer: CallPeer) => {
    const captured = await openScreen();
    if (!captured) return false;
    if (peerRef.current !== peer) {
      // The call was over meanwhile.
      captured.stop();
      return false;
    }
    stopScreen();
    tapRef.current = new ScreenTap({
      captured,
      send: (track) => void peer.lend('screen', track),
      stir: () => setBeat((before) => !before),
    });
    return true;
  };

  /** Begins or ends showing one thing; the others stay as they are. */
  const toggle = async (what: Shown) => {
    const peer = peerRef.current;
    setIsNotPossible(false);
    if (what === 'screen') setGestures(noGestures);
    if (!peer) return;
    if (told.current[what]) {
      tell({ [what]: false });
      if (what === 'screen') stopScreen();
      else await peer.show(what, null);
      return;
    }
    try {
      if (what === 'screen') {
        if (!(await startScreen(peer))) return;
      } else {
        const track = await (what === 'camera' ? openFace() : openPaper());
        if (!track || !(await peer.show(what, track))) return;
      }
      // Only now: the covers are drawn with the consent, and until they are the screen gives no frame.
      tell({ [what]: true });
    } catch {
      setIsNotPossible(true);
    }
  };

  const seesScreen = consent.screen && !held;
  return {
    ...{ helper, isNotPossible, toggle, isTyping, beat },
    gestures: seesScreen ? gestures : noGestures,
  };
}
