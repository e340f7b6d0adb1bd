import type { ReactNode } from 'react';

/** A card coming out of its slot towards the hand. */
export function CardSlotDrawing(): ReactNode {
  return (
    <svg className="drawing" viewBox="40 40 560 380" role="img" aria-hidden="true">
      <rect className="line body" x="80" y="60" width="480" height="130" rx="20" />
      <g className="card-leaving">
        <rect className="line soft act" x="180" y="150" width="280" height="176" rx="16" />
        <circle className="line act" cx="404" cy="226" r="24" />
        <path className="line thin act" d="M212 214h110M212 252h140M212 290h80" />
      </g>
      <rect className="line body" x="80" y="60" width="480" height="88" rx="20" />
      <rect className="solid" x="150" y="138" width="340" height="16" rx="8" />
      <path className="line thin act" d="M320 346v50M296 374l24 24 24-24" />
    </svg>
  );
}
