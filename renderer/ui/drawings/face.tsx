import type { ReactNode } from 'react';

/** How far the mouth bends: down for discontent, up for content. */
const mouths = {
  5: 'M28 56c4 22 40 22 44 0z',
  4: 'M30 60c8 14 32 14 40 0',
  3: 'M32 66h36',
  2: 'M32 72c8-12 28-12 36 0',
  1: 'M30 76c6-20 34-20 40 0',
} as const;

export type RatingLevel = keyof typeof mouths;

export function FaceDrawing({ level }: { readonly level: RatingLevel }): ReactNode {
  return (
    <svg className="drawing" viewBox="0 0 100 100" aria-hidden="true">
      <circle className="line body" cx="50" cy="50" r="45" />
      <circle className="solid" cx="35" cy="40" r="5" />
      <circle className="solid" cx="65" cy="40" r="5" />
      <path className="line" d={mouths[level]} />
    </svg>
  );
}
