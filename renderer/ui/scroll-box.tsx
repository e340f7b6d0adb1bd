import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from './texts-context.ts';

/** Share of the visible height that one press moves; the rest stays as a hold for the eye. */
const pressShare = 0.75;
const tolerancePx = 4;

interface Extent {
  readonly isLonger: boolean;
  readonly isAtTop: boolean;
  readonly isAtEnd: boolean;
}

/**
 * Shows its content whole where it fits. Where texts run longer than planned nothing is cut off:
 * two large buttons move it, and a finger can drag it.
 */
export function ScrollBox({
  className,
  children,
}: {
  readonly className: string;
  readonly children: ReactNode;
}): ReactNode {
  const texts = useTexts();
  const boxRef = useRef<HTMLDivElement>(null);
  const viewRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<HTMLDivElement>(null);
  const [extent, setExtent] = useState<Extent>({ isLonger: false, isAtTop: true, isAtEnd: true });

  useEffect(() => {
    const [box, view, content] = [boxRef.current, viewRef.current, contentRef.current];
    if (!box || !view || !content) return;
    const measure = () => {
      const next = {
        isLonger: content.scrollHeight > box.clientHeight + tolerancePx,
        isAtTop: view.scrollTop <= tolerancePx,
        isAtEnd: view.scrollTop + view.clientHeight >= view.scrollHeight - tolerancePx,
      };
      setExtent((last) =>
        last.isLonger === next.isLonger && last.isAtTop === next.isAtTop && last.isAtEnd === next.isAtEnd
          ? last
          : next,
      );
    };
    // It tells the first extent as well, once the layout is done; asking for it here would force one.
    const observer = new ResizeObserver(measure);
    for (const element of [box, view, content]) observer.observe(element);
    view.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener('scroll', measure);
    };
  }, []);

  const move = (direction: -1 | 1) => {
    const view = viewRef.current;
    view?.scrollBy({ top: direction * view.clientHeight * pressShare });
  };

  return (
    <div className={`scroll-box ${className}`} ref={boxRef} data-longer={extent.isLonger ? '' : undefined}>
      <div className="scroll-view" ref={viewRef}>
        <div className="scroll-content" ref={contentRef}>
          {children}
        </div>
      </div>
      {extent.isLonger && (
        <div className="scroll-acts">
          <button
            type="button"
            className="button"
            data-testid="scroll-up"
            disabled={extent.isAtTop}
            onClick={() => move(-1)}
          >
            <ChevronUp aria-hidden="true" />
            {texts.scrollUp}
          </button>
          <button
            type="button"
            className="button"
            data-testid="scroll-down"
            disabled={extent.isAtEnd}
            onClick={() => move(1)}
          >
            <ChevronDown aria-hidden="true" />
            {texts.scrollDown}
          </button>
        </div>
      )}
    </div>
  );
}
