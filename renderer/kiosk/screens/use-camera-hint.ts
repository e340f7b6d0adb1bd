import { type RefObject, useEffect, useState } from 'react';
import { systemClock } from '../../../contract/clock.ts';
import { type CameraHint, SteadyHint } from '../../ui/camera-hints/judge-frame.ts';
import { CameraLook } from '../../ui/camera-hints/look.ts';

const lookIntervalMs = 600;

/** What to better before the picture is taken, while the live picture shows. It hinders no shutter. */
export function useCameraHint(video: RefObject<HTMLVideoElement | null>, isLive: boolean): CameraHint | null {
  const [hint, setHint] = useState<CameraHint | null>(null);
  useEffect(() => {
    if (!isLive) return;
    const look = new CameraLook();
    const steady = new SteadyHint();
    let cancel = () => {};
    const lookOn = () => {
      if (video.current) setHint(steady.next(look.at(video.current)));
      cancel = systemClock.after(lookIntervalMs, lookOn);
    };
    cancel = systemClock.after(lookIntervalMs, lookOn);
    return () => {
      cancel();
      setHint(null);
    };
  }, [video, isLive]);
  return hint;
}
