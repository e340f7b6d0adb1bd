/** A finger that moved further has scrolled or was pulled away, in CSS pixels. */
const slopPx = 12;

interface Point {
  clientX: number;
  clientY: number;
}

/** What is read of the browser's `TouchEvent`. */
interface TouchLike extends Event {
  readonly touches: ArrayLike<Point>;
  readonly changedTouches: ArrayLike<Point>;
}

interface ButtonLike {
  click(): void;
}

function buttonUnder(target: EventTarget | null): ButtonLike | null {
  return target !== null && 'closest' in target ? (target as Element).closest('button') : null;
}

/**
 * Clicks a button when the finger leaves it. The browser by itself first looks whether it was a gesture, finds the
 * button a second time and plays a mouse that no hand moved, a tenth of the time a touch may take, and it drops the
 * click of a finger that rests long. What is no button, and what scrolls, is left to the browser.
 */
export function clickWhenFingerLeaves(target: EventTarget): void {
  let startedAt: Point | null = null;
  const onStart = (event: Event) => {
    const { touches } = event as TouchLike;
    const [first] = Array.from(touches);
    startedAt = touches.length === 1 && first ? { clientX: first.clientX, clientY: first.clientY } : null;
  };
  const onEnd = (event: Event) => {
    const start = startedAt;
    startedAt = null;
    const [end] = Array.from((event as TouchLike).changedTouches);
    const button = buttonUnder(event.target);
    if (!start || !end || !button) return;
    const movedPx = Math.hypot(end.clientX - start.clientX, end.clientY - start.clientY);
    if (movedPx > slopPx) return;
    // Otherwise the browser's own click would come a second time, perhaps on the next screen.
    event.preventDefault();
    button.click();
  };
  target.addEventListener('touchstart', onStart, { capture: true, passive: true });
  target.addEventListener('touchend', onEnd, { passive: false });
  target.addEventListener('touchcancel', () => (startedAt = null), { capture: true });
}
