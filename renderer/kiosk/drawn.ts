import type { Clock } from '../../contract/clock.ts';

const lookAgainMs = 500;

/**
 * Tells once when something can be read in the window: two frames were drawn, the window is shown, and a word of the page
 * lies uncovered inside it in a colour other than what is behind it. A page that is there and empty says nothing.
 */
export function whenDrawn(host: Window, clock: Clock, tell: () => void): () => void {
  let cancel = () => {};
  const look = () => {
    const frame = host.requestAnimationFrame(() =>
      host.requestAnimationFrame(() => {
        if (isSomethingToRead(host)) tell();
        else cancel = clock.after(lookAgainMs, look);
      }),
    );
    cancel = () => host.cancelAnimationFrame(frame);
  };
  look();
  return () => cancel();
}

function isSomethingToRead(host: Window): boolean {
  const { document } = host;
  if (document.visibilityState !== 'visible') return false;
  const words = document.createTreeWalker(document.body, 4 /* NodeFilter.SHOW_TEXT */);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const element = text.parentElement;
    if (element && text.textContent?.trim() && isUncovered(host, element)) return true;
  }
  return false;
}

function isUncovered(host: Window, element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width < 1 || height < 1) return false;
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const found = host.document.elementFromPoint(left + width / 2, top + height / 2);
  if (!found || !(found.contains(element) || element.contains(found))) return false;
  return host.getComputedStyle(element).color !== backgroundOf(host, element);
}

function backgroundOf(host: Window, element: Element | null): string {
  for (let at = element; at; at = at.parentElement) {
    const { backgroundColor } = host.getComputedStyle(at);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  }
  return 'rgb(255, 255, 255)';
}
