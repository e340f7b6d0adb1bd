/** Grey levels of a picture, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly levels: Uint8Array;
}

/** What a live picture is judged by. Levels are 0 to 255. */
export interface FrameMeasures {
  /** Almost the brightest: paper, where there is any. */
  brightLevel: number;
  /** Of what is around the page; of everything where no page stands out. */
  darkLevel: number;
  /** Share of the picture that is brighter than what is around it. */
  pageShare: number;
  /** Mean level of that part, and of the rest. */
  pageLevel: number;
  aroundLevel: number;
  /** Share of the picture's border that the page covers. */
  borderShare: number;
  /** Share of the page in which the sensor is at its end. */
  burntShare: number;
  /** Variance of the Laplacian on the page, over the square of its level. */
  sharpness: number;
}

/** RGBA as a canvas gives it, by the weights of ITU-R BT.601. */
export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): GreyPicture {
  const levels = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < levels.length; pixel++, at += 4) {
    levels[pixel] = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) >> 8;
  }
  return { width, height, levels };
}

export function measureFrame(picture: GreyPicture): FrameMeasures {
  const smooth = smoothed(picture);
  const histogram = histogramOf(smooth.levels);
  const threshold = otsuThreshold(histogram, smooth.levels.length);
  const isPage = (level: number) => level > threshold;
  const sums = { page: 0, pageLevel: 0, aroundLevel: 0, burnt: 0 };
  for (const level of smooth.levels) {
    if (isPage(level)) {
      sums.page += 1;
      sums.pageLevel += level;
      if (level >= burntLevel) sums.burnt += 1;
    } else sums.aroundLevel += level;
  }
  const count = smooth.levels.length;
  const pageLevel = sums.page === 0 ? 0 : sums.pageLevel / sums.page;
  return {
    brightLevel: quantile(histogram, count, 0.97),
    darkLevel: quantile(histogram, count, 0.05),
    pageShare: sums.page / count,
    pageLevel,
    aroundLevel: sums.page === count ? 0 : sums.aroundLevel / (count - sums.page),
    borderShare: borderShareOf(smooth, isPage),
    burntShare: sums.page === 0 ? 0 : sums.burnt / sums.page,
    sharpness: sharpnessOf(smooth, isPage) / Math.max(1, pageLevel) ** 2,
  };
}

const burntLevel = 252;

/** Mean of 3 × 3, so that the noise of the sensor counts for nothing. */
function smoothed({ width, height, levels }: GreyPicture): GreyPicture {
  const rows = new Uint16Array(levels.length);
  for (let at = 0; at < levels.length; at++) {
    const column = at % width;
    const left = column === 0 ? at : at - 1;
    const right = column === width - 1 ? at : at + 1;
    rows[at] = (levels[left] ?? 0) + (levels[at] ?? 0) + (levels[right] ?? 0);
  }
  const mean = new Uint8Array(levels.length);
  for (let at = 0; at < levels.length; at++) {
    const above = at < width ? at : at - width;
    const below = at >= levels.length - width ? at : at + width;
    mean[at] = Math.round(((rows[above] ?? 0) + (rows[at] ?? 0) + (rows[below] ?? 0)) / 9);
  }
  return { width, height, levels: mean };
}

function histogramOf(levels: Uint8Array): Uint32Array {
  const histogram = new Uint32Array(256);
  for (const level of levels) histogram[level] = (histogram[level] ?? 0) + 1;
  return histogram;
}

function quantile(histogram: Uint32Array, count: number, share: number): number {
  let seen = 0;
  for (let level = 0; level < 256; level++) {
    seen += histogram[level] ?? 0;
    if (seen >= share * count) return level;
  }
  return 255;
}

/** The level that parts the picture into two classes as different as can be (Otsu 1979). */
function otsuThreshold(histogram: Uint32Array, count: number): number {
  let total = 0;
  for (let level = 0; level < 256; level++) total += level * (histogram[level] ?? 0);
  let best = { threshold: 0, spread: -1 };
  let below = 0;
  let belowSum = 0;
  for (let level = 0; level < 256; level++) {
    below += histogram[level] ?? 0;
    belowSum += level * (histogram[level] ?? 0);
    const above = count - below;
    if (below === 0 || above === 0) continue;
    const difference = belowSum / below - (total - belowSum) / above;
    const spread = below * above * difference * difference;
    if (spread > best.spread) best = { threshold: level, spread };
  }
  return best.threshold;
}

function borderShareOf({ width, height, levels }: GreyPicture, isPage: (level: number) => boolean): number {
  let covered = 0;
  const look = (at: number) => {
    if (isPage(levels[at] ?? 0)) covered += 1;
  };
  for (let column = 0; column < width; column++) {
    look(column);
    look((height - 1) * width + column);
  }
  for (let row = 0; row < height; row++) {
    look(row * width);
    look(row * width + width - 1);
  }
  return covered / (2 * (width + height));
}

/** On every pixel of the page and next to it, where its print and its edges are. */
function sharpnessOf({ width, height, levels }: GreyPicture, isPage: (level: number) => boolean): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let row = 1; row < height - 1; row++) {
    for (let at = row * width + 1; at < row * width + width - 1; at++) {
      const left = levels[at - 1] ?? 0;
      const right = levels[at + 1] ?? 0;
      const above = levels[at - width] ?? 0;
      const below = levels[at + width] ?? 0;
      if (!isPage(Math.max(left, right, above, below))) continue;
      const laplacian = left + right + above + below - 4 * (levels[at] ?? 0);
      count += 1;
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
