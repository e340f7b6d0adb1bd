import type { ReactNode } from 'react';

/** A short word that lets touches through. */
export function Toast({ text }: { readonly text: string | null }): ReactNode {
  if (text === null) return null;
  return (
    <div className="toast" role="status">
      <p>{text}</p>
    </div>
  );
}
