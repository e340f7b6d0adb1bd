import type { PageOutline } from './find-page.ts';
import type { GreyPicture } from './grey-picture.ts';
import type { FieldName, PageLayout } from './layouts.ts';
import type { Mat, OpenCv } from './opencv.ts';
import { MatScope } from './opencv.ts';
import { flattenLight, rectifyBox } from './rectify.ts';

/** One value, black on white, alone on its strip. */
export interface FieldCrop {
  /** The same strip at sizes a little apart: a reading that depends on the size is a guess. */
  pictures: readonly GreyPicture[];
  /** Share of the strip that is ink: nothing is written where it is next to zero. */
  inkShare: number;
}

const paperWhite = 255;
/** Strokes wider than this are no writing. */
const inkMm = 2.5;
/** No stroke of a character is as long as this and straight. */
const minRuleMm = 9;
const ruleHaloMm = 0.45;
/** Ink smaller than this is dust or noise. */
const minSpeckMm = 0.25;
/** What the engine wants to see around a line of text. */
const quietZoneMm = 1.2;
const pictureScales = [1, 0.85, 1.2];

/**
 * Cuts one value out of the page: light levelled, rules of the form removed, neighbours that reach
 * into the margin removed, and the strip narrowed to the writing. Null where nothing is written.
 */
export function cropField(
  cv: OpenCv,
  grey: Mat,
  outline: PageOutline,
  layout: PageLayout,
  field: FieldName,
): FieldCrop | null {
  using scope = new MatScope();
  const box = layout.fields[field];
  const pxPerMm = layout.pxPerMm[field];
  const margin = layout.marginMm;
  const wide = {
    xMm: box.xMm - margin,
    yMm: box.yMm - margin,
    widthMm: box.widthMm + 2 * margin,
    heightMm: box.heightMm + 2 * margin,
  };
  const strip = scope.keep(rectifyBox(cv, grey, outline, layout, wide, pxPerMm));
  flattenLight(cv, strip, pxPerMm, inkMm);
  const ink = scope.keep(findInk(cv, strip, pxPerMm));
  removeRules(cv, strip, ink, pxPerMm);
  const writing = keepWriting(cv, strip, ink, pxPerMm, margin);
  return writing && cutOut(cv, strip, writing, pxPerMm);
}

/** White where there is ink. */
function findInk(cv: OpenCv, strip: Mat, pxPerMm: number): Mat {
  using scope = new MatScope();
  const smooth = scope.keep(new cv.Mat());
  const sigma = Math.max(0.8, 0.12 * pxPerMm);
  cv.GaussianBlur(strip, smooth, new cv.Size(0, 0), sigma);
  const ink = new cv.Mat();
  const otsu = cv.threshold(smooth, ink, 0, paperWhite, cv.THRESH_BINARY_INV | cv.THRESH_OTSU);
  const inkLevel = Math.min(Math.max(otsu, 90), 215);
  cv.threshold(smooth, ink, inkLevel, paperWhite, cv.THRESH_BINARY_INV);
  return ink;
}

function removeRules(cv: OpenCv, strip: Mat, ink: Mat, pxPerMm: number): void {
  using scope = new MatScope();
  const length = Math.round(minRuleMm * pxPerMm);
  const rules = scope.keep(new cv.Mat(ink.rows, ink.cols, cv.CV_8UC1, new cv.Scalar(0)));
  for (const size of [new cv.Size(length, 1), new cv.Size(1, length)]) {
    const kernel = scope.keep(cv.getStructuringElement(cv.MORPH_RECT, size));
    const found = scope.keep(new cv.Mat());
    cv.morphologyEx(ink, found, cv.MORPH_OPEN, kernel);
    cv.bitwise_or(rules, found, rules);
  }
  const halo = 2 * Math.ceil(ruleHaloMm * pxPerMm) + 1;
  const haloKernel = scope.keep(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(halo, halo)));
  cv.dilate(rules, rules, haloKernel);
  strip.setTo(new cv.Scalar(paperWhite), rules);
  ink.setTo(new cv.Scalar(0), rules);
}

interface Blot {
  left: number;
  top: number;
  right: number;
  bottom: number;
  area: number;
}

/** Wipes dust and neighbours and gives the extent of the rest. */
function keepWriting(cv: OpenCv, strip: Mat, ink: Mat, pxPerMm: number, marginMm: number): Blot | null {
  using scope = new MatScope();
  const minArea = (minSpeckMm * pxPerMm) ** 2;
  const white = new cv.Scalar(paperWhite);
  const kept: Blot[] = [];
  for (const blot of findBlots(cv, ink)) {
    if (blot.area >= minArea && !isNeighbour(blot, strip, marginMm * pxPerMm)) {
      kept.push(blot);
      continue;
    }
    const size = new cv.Size(blot.right - blot.left, blot.bottom - blot.top);
    scope.keep(strip.roi(new cv.Rect(blot.left, blot.top, size.width, size.height))).setTo(white);
  }
  if (kept.length === 0) return null;
  return {
    left: Math.min(...kept.map((blot) => blot.left)),
    top: Math.min(...kept.map((blot) => blot.top)),
    right: Math.max(...kept.map((blot) => blot.right)),
    bottom: Math.max(...kept.map((blot) => blot.bottom)),
    area: kept.reduce((sum, blot) => sum + blot.area, 0),
  };
}

function findBlots(cv: OpenCv, ink: Mat): Blot[] {
  using scope = new MatScope();
  const labels = scope.keep(new cv.Mat());
  const stats = scope.keep(new cv.Mat());
  const centroids = scope.keep(new cv.Mat());
  const count = Number(cv.connectedComponentsWithStats(ink, labels, stats, centroids));
  const columns = stats.cols;
  // Component 0 is the paper.
  return Array.from({ length: count - 1 }, (_, index) => {
    const row = stats.data32S.subarray((index + 1) * columns, (index + 2) * columns);
    const [left = 0, top = 0, width = 0, height = 0, area = 0] = row;
    return { left, top, right: left + width, bottom: top + height, area };
  });
}

/** Parts of neighbours: they run out of the strip, or lie in the outer part of the margin alone. */
function isNeighbour(blot: Blot, strip: Mat, margin: number): boolean {
  const { left, top, right, bottom } = blot;
  if (left <= 0 || top <= 0 || right >= strip.cols || bottom >= strip.rows) return true;
  const outer = margin * 0.7;
  return right < outer || bottom < outer || left > strip.cols - outer || top > strip.rows - outer;
}

function cutOut(cv: OpenCv, strip: Mat, writing: Blot, pxPerMm: number): FieldCrop {
  using scope = new MatScope();
  const quiet = Math.round(quietZoneMm * pxPerMm);
  const width = writing.right - writing.left;
  const height = writing.bottom - writing.top;
  const text = scope.keep(strip.roi(new cv.Rect(writing.left, writing.top, width, height)));
  const framed = scope.keep(new cv.Mat());
  const white = new cv.Scalar(paperWhite);
  cv.copyMakeBorder(text, framed, quiet, quiet, quiet, quiet, cv.BORDER_CONSTANT, white);
  return {
    pictures: pictureScales.map((scale) => scaleTo(cv, framed, scale)),
    inkShare: writing.area / (strip.cols * strip.rows),
  };
}

function scaleTo(cv: OpenCv, strip: Mat, scale: number): GreyPicture {
  using scope = new MatScope();
  const scaled = scope.keep(new cv.Mat());
  const size = new cv.Size(Math.round(strip.cols * scale), Math.round(strip.rows * scale));
  cv.resize(strip, scaled, size, 0, 0, scale < 1 ? cv.INTER_AREA : cv.INTER_CUBIC);
  return { widthPx: scaled.cols, heightPx: scaled.rows, pixels: new Uint8Array(scaled.data) };
}
