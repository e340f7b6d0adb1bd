import type { ReactNode } from 'react';
import type { ShownGestures } from './use-call-peer.ts';

const percent = (share: number) => `${share * 100}%`;

/** The button under the place, else a ring around the place itself. */
function frameOf({ x, y }: { x: number; y: number }) {
  const found = document
    .elementsFromPoint(x * window.innerWidth, y * window.innerHeight)
    .map((element) => element.closest('button, input, [data-testid]'))
    .find((element) => element !== null);
  const box = found?.getBoundingClientRect();
  return box && { left: box.left, top: box.top, width: box.width, height: box.height };
}

/** Shows where the helper points. Nothing in it can be touched, and nothing below it is. */
export function GestureLayer({
  gestures: { point, highlight },
}: {
  readonly gestures: ShownGestures;
}): ReactNode {
  const frame = highlight && frameOf(highlight);
  return (
    <div className="call-gestures" aria-hidden="true">
      {frame && <span className="call-highlight" data-testid="call-highlight" style={frame} />}
      {point && (
        <span
          className="call-pointer"
          data-testid="call-pointer"
          style={{ left: percent(point.x), top: percent(point.y) }}
        />
      )}
    </div>
  );
}
