import type { ReactNode } from 'react';
import type { ShownGestures } from './use-call-peer.ts';

const percent = (share: number) => `${share * 100}%`;

/** Half the side of the frame around a place where nothing stands, as a share of the screen's width. */
const bareFrame = 0.04;

/** The field or button under the place, else the place itself. */
function frameOf({ x, y }: { x: number; y: number }) {
  const [left, top] = [x * window.innerWidth, y * window.innerHeight];
  const found = document
    .elementsFromPoint(left, top)
    .map((element) => element.closest('button, .field'))
    .find((element) => element !== null);
  const reach = bareFrame * window.innerWidth;
  const box = found?.getBoundingClientRect() ?? new DOMRect(left - reach, top - reach, 2 * reach, 2 * reach);
  return { left: box.left, top: box.top, width: box.width, height: box.height };
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
