import type { PageOutline, Point } from './find-page.ts';
import type { FieldBox } from './layouts.ts';
import type { Mat, OpenCv } from './opencv.ts';
import { MatScope } from './opencv.ts';

export interface PageSize {
  widthMm: number;
  heightMm: number;
}

/** The same outline with the page's other end up. */
export function turnUpsideDown(outline: PageOutline): PageOutline {
  const [a, b, c, d] = outline;
  return [c, d, a, b];
}

/**
 * Cuts `box` of the page out of the picture, straightened and at `pxPerMm`. Only the box is
 * computed. The caller frees the result.
 */
export function rectifyBox(
  cv: OpenCv,
  grey: Mat,
  outline: PageOutline,
  page: PageSize,
  box: FieldBox,
  pxPerMm: number,
): Mat {
  using scope = new MatScope();
  const corners: Point[] = [
    { x: 0, y: 0 },
    { x: page.widthMm, y: 0 },
    { x: page.widthMm, y: page.heightMm },
    { x: 0, y: page.heightMm },
  ];
  const target = corners.flatMap(({ x, y }) => [(x - box.xMm) * pxPerMm, (y - box.yMm) * pxPerMm]);
  const source = outline.flatMap(({ x, y }) => [x, y]);
  const from = scope.keep(cv.matFromArray(4, 1, cv.CV_32FC2, source));
  const to = scope.keep(cv.matFromArray(4, 1, cv.CV_32FC2, target));
  const transform = scope.keep(cv.getPerspectiveTransform(from, to));
  const size = new cv.Size(Math.round(box.widthMm * pxPerMm), Math.round(box.heightMm * pxPerMm));
  const rectified = new cv.Mat();
  cv.warpPerspective(grey, rectified, transform, size, cv.INTER_CUBIC, cv.BORDER_REPLICATE);
  return rectified;
}

/**
 * Divides by the paper's own brightness, so that paper becomes white and shadows vanish. Ink up to
 * `inkMm` wide is bridged when the paper is estimated. In place.
 */
export function flattenLight(cv: OpenCv, picture: Mat, pxPerMm: number, inkMm: number): void {
  using scope = new MatScope();
  const reduction = Math.max(1, Math.round(pxPerMm / 2));
  const small = scope.keep(new cv.Mat());
  const smallSize = new cv.Size(
    Math.max(1, Math.round(picture.cols / reduction)),
    Math.max(1, Math.round(picture.rows / reduction)),
  );
  cv.resize(picture, small, smallSize, 0, 0, cv.INTER_AREA);
  const kernelPx = 2 * Math.round((inkMm * pxPerMm) / reduction / 2) + 1;
  const kernel = scope.keep(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(kernelPx, kernelPx)));
  cv.morphologyEx(small, small, cv.MORPH_CLOSE, kernel);
  cv.blur(small, small, new cv.Size(kernelPx, kernelPx));
  const paper = scope.keep(new cv.Mat());
  cv.resize(small, paper, new cv.Size(picture.cols, picture.rows), 0, 0, cv.INTER_LINEAR);
  cv.divide(picture, paper, picture, 250);
}
