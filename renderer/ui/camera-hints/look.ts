import { type CameraHint, judgeFrame } from './judge-frame.ts';
import { greyOf, measureFrame } from './measure-frame.ts';

/** Print shows at this width, and a look costs a few milliseconds. */
const lookWidth = 640;

/** Looks at the live picture; null while there is none, or where nothing needs to be said. */
export class CameraLook {
  readonly #canvas = document.createElement('canvas');

  at(video: HTMLVideoElement): CameraHint | null {
    const { videoWidth, videoHeight } = video;
    if (videoWidth === 0) return null;
    const width = lookWidth;
    const height = Math.round((lookWidth * videoHeight) / videoWidth);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(video, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return judgeFrame(measureFrame(greyOf(data, width, height)));
  }
}
