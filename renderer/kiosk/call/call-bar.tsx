import { Camera, Monitor, PhoneOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { CallView } from '../../../contract/kiosk.ts';
import { Button } from '../../ui/button.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { GestureLayer } from './gesture-layer.tsx';
import { useCallPeer } from './use-call-peer.ts';

function HelperPicture({ stream }: { readonly stream: MediaStream | null }): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  // biome-ignore lint/a11y/useMediaCaption: a living person speaks.
  return <video ref={video} className="call-helper" autoPlay playsInline />;
}

/** Stands over every screen while a call is on: who it is with, what is shown, and the ends of all that. */
export function CallBar({ call: { helperName, consent } }: { readonly call: CallView }): ReactNode {
  const { call: texts } = useTexts();
  const { helper, gestures, isNotPossible, toggle } = useCallPeer(consent);
  const isSeen = consent.camera || consent.screen;
  return (
    <>
      <aside
        className="call-bar"
        data-testid="call-bar"
        data-camera={consent.camera}
        data-screen-shown={consent.screen}
      >
        <HelperPicture stream={helper} />
        <p className="call-words">
          <strong>{texts.connected(helperName ?? '')}</strong>
          {isNotPossible ? texts.notPossible : !isSeen && texts.notSeen}
        </p>
        <Button
          testId="call-camera"
          look={consent.camera ? 'danger' : 'secondary'}
          onPress={() => void toggle('camera')}
        >
          <Camera aria-hidden="true" />
          {consent.camera ? texts.stopCamera : texts.showCamera}
        </Button>
        <Button
          testId="call-screen"
          look={consent.screen ? 'danger' : 'secondary'}
          onPress={() => void toggle('screen')}
        >
          <Monitor aria-hidden="true" />
          {consent.screen ? texts.stopScreen : texts.showScreen}
        </Button>
        <ActButton
          testId="call-hang-up"
          look="danger"
          verb={(client, { requestId }, options) => client.call.hangUp({ requestId }, options)}
        >
          <PhoneOff aria-hidden="true" />
          {texts.hangUp}
        </ActButton>
      </aside>
      {consent.screen && <div className="call-frame" aria-hidden="true" />}
      <GestureLayer gestures={gestures} />
    </>
  );
}
