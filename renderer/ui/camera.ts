import { err, ok, type Result } from '../../contract/result.ts';

export type CameraProblem = 'no_camera' | 'not_allowed' | 'in_use';

/** Asked for, not demanded: a camera with fewer pixels still serves. A page needs about 2000 to be read. */
const idealPixels = { width: { ideal: 3840 }, height: { ideal: 2160 } };
const jpegQuality = 0.92;

/** Opens the document camera. The caller stops the stream. */
export async function openCamera(): Promise<Result<MediaStream, CameraProblem>> {
  if (!navigator.mediaDevices) return err('not_allowed');
  try {
    return ok(await navigator.mediaDevices.getUserMedia({ video: idealPixels, audio: false }));
  } catch (error) {
    return err(problemOf(error));
  }
}

/** Names as the Media Capture and Streams recommendation gives them, section 10.2 (getUserMedia). */
function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no_camera';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'not_allowed';
  return 'in_use';
}

export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The frame the video shows now, in the camera's full resolution, as JPEG; null while there is none. */
export async function captureStill(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return null;
  const canvas = document.createElement('canvas');
  canvas.width = videoWidth;
  canvas.height = videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', jpegQuality));
}
