import type { CameraFinding } from '../../contract/attendant.ts';
import { systemClock } from '../../contract/clock.ts';
import { openCamera, stopCamera } from '../ui/camera.ts';

const pictureTimeoutMs = 5000;

/** Opens the document camera, waits for a picture, and closes it again. The picture is looked at by nobody and kept nowhere. */
export async function lookThroughCamera(): Promise<CameraFinding> {
  const begunAtMs = systemClock.monotonicMs();
  const found = (size: { widthPx: number; heightPx: number }, problem: CameraFinding['problem']) => ({
    ...size,
    problem,
    answerMs: Math.round(systemClock.monotonicMs() - begunAtMs),
  });
  const nothing = { widthPx: 0, heightPx: 0 };
  const opened = await openCamera();
  if (!opened.ok) return found(nothing, opened.error);
  try {
    const size = await firstPicture(opened.value);
    return size ? found(size, null) : found(nothing, 'no_picture');
  } finally {
    stopCamera(opened.value);
  }
}

function firstPicture(stream: MediaStream): Promise<{ widthPx: number; heightPx: number } | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  return new Promise((resolve) => {
    const cancel = systemClock.after(pictureTimeoutMs, () => resolve(null));
    video.addEventListener('loadeddata', () => {
      cancel();
      resolve({ widthPx: video.videoWidth, heightPx: video.videoHeight });
    });
    // Refused by no browser that shows pages of its own; the deadline covers the rest.
    video.play().catch(() => undefined);
  });
}
