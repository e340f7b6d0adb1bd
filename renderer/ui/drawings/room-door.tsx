import type { ReactNode } from 'react';

/** A room door that is let go and pushed open. */
export function RoomDoorDrawing(): ReactNode {
  return (
    <svg className="drawing" viewBox="40 20 560 420" role="img" aria-hidden="true">
      <path className="line" d="M60 420h520" />
      <path className="line body" d="M200 420V60h240v360" />
      <path className="line soft act" d="M200 420V60l150 36v288z" />
      <circle className="solid-act" cx="326" cy="246" r="11" />
      <path className="line thin act" d="M96 246h70M142 222l24 24-24 24" />
    </svg>
  );
}
