import type { ReactNode } from 'react';

/**
 * The skeleton of a screen. Hanging upright: words on top, the drawing in the middle, the acts low
 * where everybody reaches. On a desk: words and drawing left, the rest right; `wide` keeps one column.
 */
export function Page({
  title,
  lead,
  figure,
  children,
  acts,
  wide,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly figure?: ReactNode;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
  readonly wide?: boolean;
}): ReactNode {
  return (
    <section className={wide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <h1>{title}</h1>
        {lead && <p className="page-lead">{lead}</p>}
      </header>
      {figure && <div className="page-figure">{figure}</div>}
      {children && <div className="page-main">{children}</div>}
      {acts && <div className="page-acts">{acts}</div>}
    </section>
  );
}
