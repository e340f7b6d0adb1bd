import type { ReactNode } from 'react';

/** The page on the plate below the camera arm. */
export function PageUnderCameraDrawing(): ReactNode {
  return (
    <svg className="drawing" viewBox="40 20 560 420" role="img" aria-hidden="true">
      <path className="line body" d="M120 250h400l60 160H60z" />
      <path className="line soft act" d="M210 270h220l30 116H180z" />
      <path className="line thin act" d="M236 296h120M230 322h170M224 348h150" />
      <path className="line" d="M540 250V60H350" />
      <rect className="line body" x="276" y="40" width="76" height="50" rx="10" />
      <circle className="line act" cx="314" cy="66" r="12" />
      <path className="line thin act dashed" d="M290 96l-76 168M338 96l88 168" />
    </svg>
  );
}
