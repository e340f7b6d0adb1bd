import { describe, expect, it } from 'vitest';
import { clickWhenFingerLeaves } from './quick-touch.ts';

type Place = [x: number, y: number];
const point = ([clientX, clientY]: Place) => ({ clientX, clientY });

/** A window with one button in it, and fingers. */
function setUp(isButton = true) {
  const target = Object.assign(new EventTarget(), {
    closest: () => (isButton ? { click: () => clicks++ } : null),
  });
  let clicks = 0;
  clickWhenFingerLeaves(target);
  const tell = (type: string, touches: Place[], changed: Place[]) => {
    const event = Object.assign(new Event(type, { cancelable: true }), {
      touches: touches.map(point),
      changedTouches: changed.map(point),
    });
    target.dispatchEvent(event);
    return event;
  };
  return { tell, clicks: () => clicks };
}

describe('a finger on a button', () => {
  it('leaves where it came down -> one click, and the browser makes no second one', () => {
    const { tell, clicks } = setUp();
    tell('touchstart', [[10, 10]], [[10, 10]]);
    const end = tell('touchend', [], [[14, 13]]);
    expect([clicks(), end.defaultPrevented]).toEqual([1, true]);
  });

  it('leaves twice with one coming -> still one click', () => {
    const { tell, clicks } = setUp();
    tell('touchstart', [[10, 10]], [[10, 10]]);
    tell('touchend', [], [[10, 10]]);
    tell('touchend', [], [[10, 10]]);
    expect(clicks()).toBe(1);
  });

  it.each<[string, (tell: ReturnType<typeof setUp>['tell']) => void]>([
    ['is pulled away', (tell) => tell('touchend', [], [[10, 60]])],
    [
      'scrolls',
      (tell) => {
        tell('touchcancel', [], [[10, 10]]);
        tell('touchend', [], [[10, 10]]);
      },
    ],
    [
      'is joined by a second',
      (tell) => {
        tell(
          'touchstart',
          [
            [10, 10],
            [90, 90],
          ],
          [[90, 90]],
        );
        tell('touchend', [[10, 10]], [[90, 90]]);
      },
    ],
  ])('%s -> nothing is clicked', (_what, act) => {
    const { tell, clicks } = setUp();
    tell('touchstart', [[10, 10]], [[10, 10]]);
    act(tell);
    expect(clicks()).toBe(0);
  });

  it('lies on something else -> left to the browser', () => {
    const { tell, clicks } = setUp(false);
    tell('touchstart', [[10, 10]], [[10, 10]]);
    const end = tell('touchend', [], [[10, 10]]);
    expect([clicks(), end.defaultPrevented]).toEqual([0, false]);
  });
});
