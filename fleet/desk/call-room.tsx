import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { CallWays } from '../../contract/help-call.ts';
import type { Language } from '../../contract/words.ts';
import type { DeskState, HelperLine } from './helper-line.ts';
import { HelperPeer, type SeenStreams } from './helper-peer.ts';
import { ProposeValue } from './propose-value.tsx';
import { textsOf } from './texts.ts';

function usePeer(line: HelperLine, ways: CallWays): SeenStreams | null {
  const [seen, setSeen] = useState<SeenStreams | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    let peer: HelperPeer | null = null;
    const begin = (own: MediaStream | null) => {
      if (leaving.signal.aborted) {
        for (const track of own?.getTracks() ?? []) track.stop();
        return;
      }
      const begun = new HelperPeer(own, ways, (signal) => line.signal(signal));
      peer = begun;
      line.listenToSignals((signal) => begun.hear(signal));
      setSeen(begun.seen);
    };
    navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(begin, () => begin(null));
    return () => {
      leaving.abort();
      line.listenToSignals(null);
      peer?.close();
    };
  }, [line, ways]);
  return seen;
}

function Picture({
  stream,
  testId,
  onMouseMove,
  onMouseLeave,
  onClick,
}: {
  readonly stream: MediaStream | null;
  readonly testId: string;
  readonly onMouseMove?: (event: MouseEvent<HTMLVideoElement>) => void;
  readonly onMouseLeave?: () => void;
  readonly onClick?: (event: MouseEvent<HTMLVideoElement>) => void;
}): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: what is seen is happening now.
    <video
      ref={video}
      data-testid={testId}
      autoPlay
      playsInline
      onMouseMove={onMouseMove}
      onMouseLeave={onMouseLeave}
      onClick={onClick}
    />
  );
}

/** Shares of the picture, which fills its box. */
function placeOf(event: MouseEvent<HTMLVideoElement>) {
  const box = event.currentTarget.getBoundingClientRect();
  const share = (at: number, length: number) => Math.min(1, Math.max(0, at / length));
  return { x: share(event.clientX - box.left, box.width), y: share(event.clientY - box.top, box.height) };
}

/** One call: what the resident shows, and what a helper may do: talk, point, frame, propose. */
export function CallRoom({
  line,
  call,
  language,
}: {
  readonly line: HelperLine;
  readonly call: NonNullable<DeskState['call']>;
  readonly language: Language;
}): ReactNode {
  const texts = textsOf(language);
  const seen = usePeer(line, call.ways);
  const { consent, topic } = call;
  return (
    <section className="call-room" data-testid="call-room">
      <h2>
        {topic.site[language]} · {topic.terminalName[language]}
      </h2>
      <Picture stream={seen?.voice ?? null} testId="voice" />
      {consent.screen && consent.held ? (
        <p data-testid="screen-held">{texts.screenHeld}</p>
      ) : consent.screen ? (
        <>
          <p>{texts.pointing}</p>
          <Picture
            stream={seen?.screen ?? null}
            testId="screen"
            onMouseMove={(event) => line.gesture({ kind: 'point', place: placeOf(event) })}
            onMouseLeave={() => line.gesture({ kind: 'point', place: null })}
            onClick={(event) => line.gesture({ kind: 'highlight', place: placeOf(event) })}
          />
        </>
      ) : (
        <p data-testid="screen-closed">{texts.screenClosed}</p>
      )}
      {consent.camera ? (
        <Picture stream={seen?.camera ?? null} testId="camera" />
      ) : (
        <p data-testid="camera-closed">{texts.cameraClosed}</p>
      )}
      {consent.paper ? (
        <Picture stream={seen?.paper ?? null} testId="paper" />
      ) : (
        <p data-testid="paper-closed">{texts.paperClosed}</p>
      )}
      <ProposeValue
        fields={call.fields}
        language={language}
        onPropose={(fieldKey, value) => line.propose({ fieldKey, value })}
      />
      <h3>{texts.propose}</h3>
      <ul>
        {topic.proposable.map(({ entryId, question }) => (
          <li key={entryId}>
            <button
              type="button"
              data-testid={`propose-${entryId}`}
              onClick={() => line.propose({ entryId })}
            >
              {question[language]}
            </button>
          </li>
        ))}
      </ul>
      {call.answered && (
        <p role="status" data-testid="answered" data-outcome={call.answered}>
          {texts.answered[call.answered]}
        </p>
      )}
      <button type="button" data-testid="hang-up" onClick={() => line.hangUp()}>
        {texts.hangUp}
      </button>
    </section>
  );
}
