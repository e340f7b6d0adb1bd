import type { Mat, OpenCv } from './opencv.ts';
import { MatScope } from './opencv.ts';

/** Grey level below which a share of the picture's pixels lies. */
export function greyQuantile(cv: OpenCv, grey: Mat, share: number): number {
  using scope = new MatScope();
  const small = scope.keep(new cv.Mat());
  cv.resize(grey, small, new cv.Size(160, 120), 0, 0, cv.INTER_AREA);
  const sorted = Uint8Array.from(small.data).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/**
 * Variance of the Laplacian of a page with levelled light. Noise is averaged away first, as it
 * would count as sharpness.
 */
export function measureSharpness(cv: OpenCv, page: Mat): number {
  using scope = new MatScope();
  const smooth = scope.keep(new cv.Mat());
  const laplacian = scope.keep(new cv.Mat());
  cv.GaussianBlur(page, smooth, new cv.Size(5, 5), 1.2);
  cv.Laplacian(smooth, laplacian, cv.CV_32F, 3);
  const mean = scope.keep(new cv.Mat());
  const deviation = scope.keep(new cv.Mat());
  cv.meanStdDev(laplacian, mean, deviation);
  return (deviation.data64F[0] ?? 0) ** 2;
}
