import type { ReactNode } from 'react';
import { ScrollBox } from './scroll-box.tsx';

/**
 * The skeleton of a screen. Hanging upright, from top to bottom: title, what to read, the drawing,
 * what to fill in or choose, the acts low where everybody reaches. On a desk: words left, drawing
 * and choices right, the acts in a row below both.
 */
export function Page({
  title,
  lead,
  story,
  figure,
  children,
  acts,
  low,
  wide,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly story?: ReactNode;
  readonly figure?: ReactNode;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
  /** What is touched stands next to the acts, low on an upright panel. */
  readonly low?: boolean;
  /** One column also on a desk. */
  readonly wide?: boolean;
}): ReactNode {
  const hasSide = Boolean(figure || children);
  return (
    <section className={`page ${hasSide && !wide ? 'page-split' : 'page-one'}${low ? ' page-low' : ''}`}>
      <div className="page-words">
        <header className="page-head">
          <h1>{title}</h1>
          {lead && <p className="page-lead">{lead}</p>}
        </header>
        {story && <ScrollBox className="page-story">{story}</ScrollBox>}
      </div>
      {hasSide && (
        <div className="page-side">
          {figure && <div className="page-figure">{figure}</div>}
          {children && <ScrollBox className="page-main">{children}</ScrollBox>}
        </div>
      )}
      {acts && <div className="page-acts">{acts}</div>}
    </section>
  );
}
