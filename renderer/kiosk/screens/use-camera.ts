import { useEffect, useState } from 'react';
import { type CameraProblem, openCamera, stopCamera } from '../../ui/camera.ts';
import { applySettings } from '../../ui/camera-settings.ts';

export type CameraState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'live'; readonly stream: MediaStream }
  | { readonly phase: 'unavailable'; readonly problem: CameraProblem };

/** The camera is on while `wanted` and while the screen stands; a lost camera is a problem, not a still picture. */
export function useCamera(wanted: boolean): { camera: CameraState; retry: () => void } {
  const [camera, setCamera] = useState<CameraState>({ phase: 'opening' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the camera again
  useEffect(() => {
    if (!wanted) return;
    let isLeft = false;
    let opened: MediaStream | null = null;
    setCamera({ phase: 'opening' });
    void openCamera().then((result) => {
      if (isLeft) {
        if (result.ok) stopCamera(result.value);
        return;
      }
      if (!result.ok) {
        setCamera({ phase: 'unavailable', problem: result.error });
        return;
      }
      opened = result.value;
      void applySettings(opened.getVideoTracks()[0]);
      setCamera({ phase: 'live', stream: opened });
      opened.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (!isLeft) setCamera({ phase: 'unavailable', problem: 'no_camera' });
      });
    });
    return () => {
      isLeft = true;
      if (opened) stopCamera(opened);
    };
  }, [wanted, attempt]);
  return { camera, retry: () => setAttempt((number) => number + 1) };
}
