import type { FrameMeasures } from './measure-frame.ts';

/** What a person can put right before the picture is taken, in the order in which it is told. */
export const cameraHints = ['too_dark', 'no_page', 'not_in_frame', 'glare', 'blurred'] as const;
export type CameraHint = (typeof cameraHints)[number];

/** Tried out on the pictures of `fixtures/`; a picture at its limits is still read (see the pre-check). */
const limits = {
  brightLevel: 70,
  /** An unlit room; where nothing stands out, a dark desk is as dark. */
  pitchDarkLevel: 20,
  /** Paper against what it lies on. */
  contrast: 1.6,
  pageShare: { least: 0.02, most: 0.985 },
  /** A page leaves the picture on a side or two; a bright desk does on all four. */
  borderShare: { fromPage: 0.03, fromDesk: 0.85 },
  /** Printing washed out all over, or a bright spot on paper that is not bright itself. */
  burnt: { page: 0.4, spot: 0.01, spotOnLevel: 215 },
  /** A third of that of readable print; a smear of half a millimetre lies just below. */
  sharpness: 0.0008,
} as const;

/** Null: nothing to better, or nothing that could be told from here. */
export function judgeFrame(frame: FrameMeasures): CameraHint | null {
  const { least, most } = limits.pageShare;
  const isPart = frame.pageShare >= least && frame.pageShare <= most;
  const standsOut = isPart && frame.pageLevel >= limits.contrast * frame.aroundLevel;
  if (frame.brightLevel < (standsOut ? limits.brightLevel : limits.pitchDarkLevel)) return 'too_dark';
  const mayBePrint = frame.sharpness >= limits.sharpness && frame.brightLevel >= limits.brightLevel;
  if (!standsOut) return mayBePrint ? null : 'no_page';
  const { fromPage, fromDesk } = limits.borderShare;
  if (frame.borderShare >= fromPage && frame.borderShare < fromDesk) return 'not_in_frame';
  const { page, spot, spotOnLevel } = limits.burnt;
  if (frame.burntShare >= page || (frame.burntShare >= spot && frame.pageLevel < spotOnLevel)) return 'glare';
  return frame.sharpness < limits.sharpness ? 'blurred' : null;
}

/** A hint is shown, and taken away, only when it holds for two looks: words that flicker help nobody. */
export class SteadyHint {
  #shown: CameraHint | null = null;
  #last: CameraHint | null = null;

  next(hint: CameraHint | null): CameraHint | null {
    if (hint === this.#last) this.#shown = hint;
    this.#last = hint;
    return this.#shown;
  }
}
