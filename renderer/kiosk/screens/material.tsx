import { Camera, RotateCcw } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { captureStill } from '../../ui/camera.ts';
import type { CameraHint } from '../../ui/camera-hints/judge-frame.ts';
import { PageUnderCameraDrawing } from '../../ui/drawings/page-under-camera.tsx';
import { useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { type ScreenOf, useBusy, useKiosk } from '../kiosk-context.ts';
import { HintLine } from './hint-line.tsx';
import { MaterialResult } from './material-result.tsx';
import { useCamera } from './use-camera.ts';
import { useCameraHint } from './use-camera-hint.ts';

type Material = ScreenOf<'material'>;

/** The live picture with the frame the page belongs into. */
function LivePicture({
  stream,
  video,
  hint,
  onReady,
}: {
  readonly stream: MediaStream;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly hint: CameraHint | null;
  readonly onReady: () => void;
}): ReactNode {
  const { material } = useTexts();
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream, video]);
  return (
    <div className="viewfinder">
      <video ref={video} autoPlay muted playsInline onLoadedData={onReady} aria-label={material.liveLabel} />
      <svg className="page-guide" viewBox="0 0 400 300" preserveAspectRatio="none" aria-hidden="true">
        <path d="M20 60V20h50M330 20h50v40M380 240v40h-50M70 280H20v-40" />
      </svg>
      <HintLine hint={hint} />
    </div>
  );
}

/** Keeps the address of a taken picture until another is taken or the screen is left. */
function useStillUrl(): [string | null, (still: Blob | null) => void] {
  const [still, setStill] = useState<Blob | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!still) return setUrl(null);
    const made = URL.createObjectURL(still);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [still]);
  return [url, setStill];
}

export function MaterialScreen({ screen }: { readonly screen: Material }): ReactNode {
  const { act } = useKiosk();
  const busy = useBusy();
  const { material } = useTexts();
  const localize = useLocalize();
  const { largeText } = useLayout();
  const isCapturing = screen.phase === 'capturing';
  const { camera, retry } = useCamera(isCapturing);
  const video = useRef<HTMLVideoElement>(null);
  const [readyStream, setReadyStream] = useState<MediaStream | null>(null);
  const [stillUrl, keepStill] = useStillUrl();
  const isReady = camera.phase === 'live' && camera.stream === readyStream;
  const isSending = busy === 'material-capture';
  const hint = useCameraHint(video, isReady && isCapturing);

  const capture = () =>
    act('material-capture', async (client, head, options) => {
      const image = video.current && (await captureStill(video.current));
      if (!image) throw new Error('the camera gave no picture');
      keepStill(image);
      return client.material.check({ ...head, image }, options);
    });

  const { index, count } = screen.position;
  const still = stillUrl && (
    <div className="viewfinder">
      <img src={stillUrl} alt="" />
    </div>
  );
  const name = localize(screen.material.name);
  const title = material.title(name);
  const position = count > 1 ? material.position(index + 1, count) : undefined;

  if (screen.result) {
    return <MaterialResult result={screen.result} materialName={name} picture={still} />;
  }
  if (screen.phase === 'checking' || isSending) {
    return (
      <Page
        title={material.checking}
        lead={name}
        figure={still ?? <PageUnderCameraDrawing />}
        story={
          <>
            <p>{material.checkingDetail}</p>
            <div className="calm-dots" aria-hidden="true">
              <span />
              <span />
              <span />
            </div>
          </>
        }
      />
    );
  }
  if (camera.phase === 'unavailable') {
    const { what, act: todo } = material.cameraProblems[camera.problem];
    return (
      <Page
        title={largeText ? what : title}
        lead={position}
        figure={<PageUnderCameraDrawing />}
        story={
          <>
            <Notice tone="bad" {...(largeText ? {} : { title: what })}>
              {todo}
            </Notice>
            <p className="muted">{material.nothingLost}</p>
          </>
        }
        acts={
          <Button testId="material-camera-retry" look="primary" main onPress={retry}>
            <RotateCcw aria-hidden="true" />
            {material.tryCameraAgain}
          </Button>
        }
      />
    );
  }
  return (
    <Page
      title={title}
      lead={position ?? localize(screen.material.hint)}
      figure={
        camera.phase === 'live' ? (
          <LivePicture
            stream={camera.stream}
            video={video}
            hint={hint}
            onReady={() => setReadyStream(camera.stream)}
          />
        ) : (
          <p className="muted">{material.opening}</p>
        )
      }
      acts={
        <Button testId="material-capture" look="primary" main disabled={!isReady} onPress={capture}>
          <Camera aria-hidden="true" />
          {material.capture}
        </Button>
      }
      story={<p>{material.placing}</p>}
    />
  );
}
