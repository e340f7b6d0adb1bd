import type { Mat, OpenCv } from './opencv.ts';
import { MatScope } from './opencv.ts';

export interface Point {
  x: number;
  y: number;
}
/** Corners of the page in the picture, clockwise, a long side first; upside down is still open. */
export type PageOutline = readonly [Point, Point, Point, Point];

export type PageSearch =
  | { found: 'page'; outline: PageOutline }
  /** A whole sheet lies there, of another shape than the page asked for. */
  | { found: 'other_sheet' }
  /** Nothing, or something that leaves the picture. */
  | { found: 'nothing' };

const searchWidthPx = 480;
const minAreaShare = 0.02;
/** Difference of the logarithms of width : height that perspective and rounded corners explain. */
const aspectTolerance = 0.07;
/** Share of the outline that may run along the edge of the picture. */
const maxCutShare = 0.03;
/** Share of the sheet's outline box that is sheet. */
const minFill = 0.93;

interface Candidate {
  corners: Point[];
  aspectError: number;
  cut: boolean;
}

/** Finds the bright page on the darker desk by its outline. `grey` is 8 bit, one channel. */
export function findPage(cv: OpenCv, grey: Mat, aspect: number): PageSearch {
  using scope = new MatScope();
  const scale = searchWidthPx / grey.cols;
  const small = scope.keep(new cv.Mat());
  cv.resize(grey, small, new cv.Size(searchWidthPx, Math.round(grey.rows * scale)), 0, 0, cv.INTER_AREA);
  cv.GaussianBlur(small, small, new cv.Size(5, 5), 0);
  const candidates = thresholdsFor(cv, small).flatMap((threshold) =>
    findSheets(cv, small, threshold, aspect),
  );
  const whole = candidates.filter((candidate) => !candidate.cut);
  const best = whole.toSorted((left, right) => left.aspectError - right.aspectError)[0];
  if (!best) return { found: 'nothing' };
  if (best.aspectError > aspectTolerance) return { found: 'other_sheet' };
  return { found: 'page', outline: orderCorners(best.corners, 1 / scale) };
}

/**
 * Otsu's level parts page and desk in even light; where the light falls off, the dark end of the
 * page is nearer to the desk than to the bright end, so levels just above the desk are tried too.
 */
function thresholdsFor(cv: OpenCv, small: Mat): number[] {
  using scope = new MatScope();
  const ignored = scope.keep(new cv.Mat());
  const otsu = cv.threshold(small, ignored, 0, 255, cv.THRESH_BINARY | cv.THRESH_OTSU);
  const edge = readEdgePixels(small);
  const desk = edge[Math.floor(edge.length / 2)] ?? 0;
  const brightDesk = edge[Math.floor(edge.length * 0.98)] ?? 0;
  const levels = [otsu, (desk + otsu) / 2, brightDesk * 1.15 + 4];
  return levels.filter((level) => level > desk + 4 && level < 250);
}

/** Grey values along the edge of the picture, ascending: mostly desk. */
function readEdgePixels(small: Mat): number[] {
  const { cols, rows, data } = small;
  const values: number[] = [];
  for (let x = 0; x < cols; x++) values.push(data[x] ?? 0, data[(rows - 1) * cols + x] ?? 0);
  for (let y = 0; y < rows; y++) values.push(data[y * cols] ?? 0, data[y * cols + cols - 1] ?? 0);
  return values.sort((left, right) => left - right);
}

function findSheets(cv: OpenCv, small: Mat, threshold: number, aspect: number): Candidate[] {
  using scope = new MatScope();
  const mask = scope.keep(new cv.Mat());
  cv.threshold(small, mask, threshold, 255, cv.THRESH_BINARY);
  const kernel = scope.keep(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(5, 5)));
  cv.morphologyEx(mask, mask, cv.MORPH_CLOSE, kernel);
  cv.morphologyEx(mask, mask, cv.MORPH_OPEN, kernel);
  const contours = scope.keep(new cv.MatVector());
  const hierarchy = scope.keep(new cv.Mat());
  cv.findContours(mask, contours, hierarchy, cv.RETR_EXTERNAL, cv.CHAIN_APPROX_NONE);
  const sheets: Candidate[] = [];
  for (let index = 0; index < Number(contours.size()); index++) {
    const contour = scope.keep(contours.get(index));
    const area = cv.contourArea(contour);
    if (area < minAreaShare * small.cols * small.rows) continue;
    const sheet = describeSheet(cv, contour, area, small, aspect);
    if (sheet) sheets.push(sheet);
  }
  return sheets;
}

function describeSheet(cv: OpenCv, contour: Mat, area: number, small: Mat, aspect: number): Candidate | null {
  using scope = new MatScope();
  const points = readPoints(contour);
  const atEdge = points.filter(
    ({ x, y }) => x <= 1 || y <= 1 || x >= small.cols - 2 || y >= small.rows - 2,
  ).length;
  const cut = atEdge / points.length > maxCutShare;
  const hull = scope.keep(new cv.Mat());
  cv.convexHull(contour, hull);
  const polygon = scope.keep(new cv.Mat());
  cv.approxPolyDP(hull, polygon, 0.025 * cv.arcLength(hull, true), true);
  const rough = readPoints(polygon);
  if (rough.length !== 4) return cut ? { corners: rough, aspectError: Number.POSITIVE_INFINITY, cut } : null;
  const corners = fitCorners(points, rough);
  if (!corners || area / quadArea(corners) < minFill) return null;
  return { corners, cut, aspectError: measureAspectError(corners, aspect) };
}

function readPoints(contour: Mat): Point[] {
  const values = contour.data32S;
  return Array.from({ length: contour.rows }, (_, index) => ({
    x: values[2 * index] ?? 0,
    y: values[2 * index + 1] ?? 0,
  }));
}

interface Line {
  x: number;
  y: number;
  directionX: number;
  directionY: number;
}

/**
 * Draws a line through the outline's points along the middle of each side and takes the crossings:
 * finer than a pixel, and right for a card, whose corners are round.
 */
function fitCorners(outline: readonly Point[], rough: readonly Point[]): Point[] | null {
  const lines: Line[] = [];
  for (const [index, from] of rough.entries()) {
    const to = rough[(index + 1) % rough.length];
    const line = to && fitLine(outline.filter((point) => isAlongMiddle(point, from, to)));
    if (!line) return null;
    lines.push(line);
  }
  const corners = lines.map((line, index) => {
    const previous = lines[(index + lines.length - 1) % lines.length];
    return previous ? cross(previous, line) : null;
  });
  return corners.every((corner) => corner !== null) ? corners : null;
}

function isAlongMiddle(point: Point, from: Point, to: Point): boolean {
  const lengthX = to.x - from.x;
  const lengthY = to.y - from.y;
  const length = Math.hypot(lengthX, lengthY);
  const along = ((point.x - from.x) * lengthX + (point.y - from.y) * lengthY) / (length * length);
  const aside = Math.abs((point.x - from.x) * lengthY - (point.y - from.y) * lengthX) / length;
  return along > 0.12 && along < 0.88 && aside < 4;
}

/** Total least squares. */
function fitLine(points: readonly Point[]): Line | null {
  if (points.length < 8) return null;
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const point of points) {
    xx += (point.x - x) ** 2;
    xy += (point.x - x) * (point.y - y);
    yy += (point.y - y) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  return { x, y, directionX: Math.cos(angle), directionY: Math.sin(angle) };
}

function cross(first: Line, second: Line): Point | null {
  const determinant = first.directionX * second.directionY - first.directionY * second.directionX;
  if (Math.abs(determinant) < 0.2) return null;
  const along =
    ((second.x - first.x) * second.directionY - (second.y - first.y) * second.directionX) / determinant;
  return { x: first.x + along * first.directionX, y: first.y + along * first.directionY };
}

function quadArea(corners: readonly Point[]): number {
  const doubled = corners.reduce((sum, corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    return sum + corner.x * next.y - next.x * corner.y;
  }, 0);
  return Math.abs(doubled) / 2;
}

function sideLengths(corners: readonly Point[]): [number, number] {
  const lengths = corners.map((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    return Math.hypot(next.x - corner.x, next.y - corner.y);
  });
  const [first = 1, second = 1, third = 1, fourth = 1] = lengths;
  return [(first + third) / 2, (second + fourth) / 2];
}

function measureAspectError(corners: readonly Point[], aspect: number): number {
  const [even, odd] = sideLengths(corners);
  const measured = Math.max(even, odd) / Math.min(even, odd);
  return Math.abs(Math.log(measured / aspect));
}

/** Clockwise in the picture (y grows downwards), starting so that the first side is a long one at the top. */
function orderCorners(corners: readonly Point[], scale: number): PageOutline {
  const centreX = corners.reduce((sum, corner) => sum + corner.x, 0) / corners.length;
  const centreY = corners.reduce((sum, corner) => sum + corner.y, 0) / corners.length;
  const clockwise = corners.toSorted(
    (left, right) =>
      Math.atan2(left.y - centreY, left.x - centreX) - Math.atan2(right.y - centreY, right.x - centreX),
  );
  const [even, odd] = sideLengths(clockwise);
  const turned = even >= odd ? clockwise : [...clockwise.slice(1), ...clockwise.slice(0, 1)];
  // A pixel of the small picture stands for a square; its centre is half a small pixel in.
  const enlarge = (corner: Point): Point => ({
    x: (corner.x + 0.5) * scale - 0.5,
    y: (corner.y + 0.5) * scale - 0.5,
  });
  const [a, b, c, d] = turned.map(enlarge);
  if (!a || !b || !c || !d) throw new Error('a page has four corners');
  return [a, b, c, d];
}
