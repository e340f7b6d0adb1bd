import type { Page } from 'playwright-core';

/**
 * What an eye would stumble over: acts too small for a finger or outside the panel, text cut off by
 * its box, boxes that lie over each other. Findings are sentences.
 */
export function auditPage(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const findings: string[] = [];
    const leastTargetPx = 64;
    const tolerancePx = 2;
    const overlay = [...document.querySelectorAll('.sheet-ground')].at(-1);
    const scope = overlay ?? document.body;
    const nameOf = (element: Element) =>
      element.getAttribute('data-testid') ?? (element.className.toString() || element.tagName);
    const inside = (box: DOMRect) =>
      box.left >= -tolerancePx &&
      box.top >= -tolerancePx &&
      box.right <= innerWidth + tolerancePx &&
      box.bottom <= innerHeight + tolerancePx;

    /** What of an element can be seen: a scrolled box shows a part of its content. */
    const seenBox = (element: Element) => {
      const box = element.getBoundingClientRect();
      const view = element.closest('.scroll-view')?.getBoundingClientRect();
      if (!view) return box;
      const top = Math.max(box.top, view.top);
      return new DOMRect(box.left, top, box.width, Math.max(0, Math.min(box.bottom, view.bottom) - top));
    };

    /** A screen under another one stays laid out. */
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const targets = [...scope.querySelectorAll('button')].filter(isSeen);
    for (const target of targets) {
      const box = target.getBoundingClientRect();
      if (box.width < leastTargetPx || box.height < leastTargetPx) {
        findings.push(`${nameOf(target)} is ${Math.round(box.width)} × ${Math.round(box.height)} px`);
      }
      if (!inside(seenBox(target))) findings.push(`${nameOf(target)} reaches outside the panel`);
    }
    for (const [index, one] of targets.entries()) {
      const a = seenBox(one);
      for (const other of targets.slice(index + 1)) {
        const b = seenBox(other);
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > tolerancePx && down > tolerancePx && !one.contains(other)) {
          findings.push(`${nameOf(one)} lies over ${nameOf(other)}`);
        }
      }
    }

    for (const element of scope.querySelectorAll<HTMLElement>('*')) {
      if (!isSeen(element)) continue;
      if (element.closest('svg, .slot-paper, .viewfinder, .scroll-box')) continue;
      const clips = element.scrollWidth > element.clientWidth + tolerancePx && element.clientWidth > 0;
      const overflows = element.scrollHeight > element.clientHeight + 8 && element.clientHeight > 0;
      const isBox = getComputedStyle(element).display !== 'inline';
      if (isBox && (clips || overflows)) {
        findings.push(
          `${nameOf(element)} holds ${element.scrollWidth} × ${element.scrollHeight} in ${element.clientWidth} × ${element.clientHeight} px`,
        );
      }
      const ownText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      if (ownText) {
        const sizePx = Number.parseFloat(getComputedStyle(element).fontSize);
        if (sizePx < 24) findings.push(`${nameOf(element)} has text of ${sizePx} px`);
        if (!inside(element.getBoundingClientRect()))
          findings.push(`${nameOf(element)} has text outside the panel`);
      }
    }

    for (const longer of document.querySelectorAll('.scroll-box[data-longer]')) {
      if (!isSeen(longer)) continue;
      findings.push(`${nameOf(longer)} has to be scrolled`);
    }

    const parts = [...document.querySelectorAll('.page > *, .page-side > *, .page-words > *')]
      .filter(isSeen)
      .map((part) => ({ part, box: part.getBoundingClientRect() }));
    for (const [index, one] of parts.entries()) {
      for (const other of parts.slice(index + 1)) {
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        if (down > tolerancePx && across > tolerancePx && !one.part.contains(other.part)) {
          findings.push(`${nameOf(one.part)} lies over ${nameOf(other.part)}`);
        }
      }
    }
    for (const figure of document.querySelectorAll('.page-figure, .welcome-figure > svg')) {
      const { height } = figure.getBoundingClientRect();
      if (height > 0 && height < 150) findings.push(`the drawing has only ${Math.round(height)} px`);
    }

    if (document.documentElement.scrollWidth > innerWidth + tolerancePx)
      findings.push('the page is too wide');
    for (const act of scope.querySelectorAll('.button-primary')) {
      // A sheet lies over the page, wherever it stands in the document.
      const holder = act.closest('.scroll-view, .sheet-ground');
      const view = holder?.matches('.scroll-view') ? holder.getBoundingClientRect() : null;
      if (view && act.getBoundingClientRect().bottom > view.bottom + tolerancePx) {
        findings.push(`${nameOf(act)} is only seen after scrolling`);
      }
    }
    // Letters reach below their line: what follows directly covers their tails.
    for (const title of scope.querySelectorAll('h1')) {
      if (!isSeen(title)) continue;
      const { bottom } = title.getBoundingClientRect();
      for (const target of targets) {
        const below = target.getBoundingClientRect().top - bottom;
        if (below > -tolerancePx && below < 6) findings.push(`${nameOf(target)} touches the title`);
      }
    }
    return [...new Set(findings)];
  });
}
