import { type ReactNode, useEffect, useRef } from 'react';
import { useCamera } from '../kiosk/screens/use-camera.ts';
import { Notice } from '../ui/notice.tsx';
import type { SectionProps } from './section-props.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** The live picture, as residents' screens show it. It is kept nowhere. */
export function CameraSection({ frame }: SectionProps): ReactNode {
  const { camera: texts } = useAttendantTexts();
  const { camera } = useCamera(true);
  switch (camera.phase) {
    case 'opening':
      return frame({ story: <Notice tone="wait">{texts.opening}</Notice> });
    case 'unavailable':
      return frame({ story: <Notice tone="bad">{texts.problems[camera.problem]}</Notice> });
    case 'live':
      return frame({
        story: <p className="muted">{texts.lead}</p>,
        figure: <LivePicture stream={camera.stream} />,
      });
  }
}

function LivePicture({ stream }: { readonly stream: MediaStream }): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} className="desk-live" data-testid="camera-live" autoPlay muted playsInline />;
}
