import { Camera, EyeOff, FileText, Monitor, PhoneOff } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { coverOfPage, isPageCovered } from '../../../contract/help-cover.ts';
import type { CallView } from '../../../contract/kiosk.ts';
import { Button } from '../../ui/button.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { GestureLayer } from './gesture-layer.tsx';
import { type Shown, useCallPeer } from './use-call-peer.ts';

function HelperPicture({ stream }: { readonly stream: MediaStream | null }): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  // biome-ignore lint/a11y/useMediaCaption: a living person speaks.
  return <video ref={video} className="call-helper" autoPlay playsInline />;
}

const pictures = [
  { what: 'camera', Icon: Camera },
  { what: 'screen', Icon: Monitor },
  { what: 'paper', Icon: FileText },
] as const satisfies readonly { what: Shown; Icon: unknown }[];

/** Stands over every screen while a call is on: who it is with, what is shown, and the ends of all that. */
export function CallBar({ call: { helperName, consent, allowed } }: { readonly call: CallView }): ReactNode {
  const { view } = useKiosk();
  const { call: texts } = useTexts();
  const page = coverOfPage(view.screenId);
  const isHeldPage = isPageCovered(view.screen) && !allowed.includes(page);
  const { helper, gestures, isNotPossible, toggle, isTyping, beat } = useCallPeer(consent, isHeldPage);
  const isSeen = consent.camera || consent.screen || consent.paper;
  const held = consent.screen && (isTyping ? texts.typingHeld : isHeldPage && texts.pageHeld);
  return (
    <>
      <aside
        className="call-bar"
        data-testid="call-bar"
        data-camera={consent.camera}
        data-screen-shown={consent.screen}
        data-held={consent.held}
      >
        <HelperPicture stream={helper} />
        <p className="call-words">
          <strong>{texts.connected(helperName ?? '')}</strong>
          {isNotPossible ? texts.notPossible : held || (!isSeen && texts.notSeen)}
        </p>
        {pictures.map(({ what, Icon }) => (
          <Button
            key={what}
            testId={`call-${what}`}
            look={consent[what] ? 'danger' : 'secondary'}
            onPress={() => void toggle(what)}
          >
            <Icon aria-hidden="true" />
            {consent[what] ? texts.stop[what] : texts.show[what]}
          </Button>
        ))}
        {consent.screen && isHeldPage && (
          <ActButton
            testId="call-allow-page"
            verb={(client, { requestId }, options) =>
              client.call.allow({ requestId, part: page, allowed: true }, options)
            }
          >
            <EyeOff aria-hidden="true" />
            {texts.allowPage}
          </ActButton>
        )}
        <ActButton
          testId="call-hang-up"
          look="danger"
          verb={(client, { requestId }, options) => client.call.hangUp({ requestId }, options)}
        >
          <PhoneOff aria-hidden="true" />
          {texts.hangUp}
        </ActButton>
      </aside>
      {consent.screen && (
        <div className="call-frame" data-beat={beat} data-held={consent.held} aria-hidden="true" />
      )}
      <GestureLayer gestures={gestures} />
    </>
  );
}
