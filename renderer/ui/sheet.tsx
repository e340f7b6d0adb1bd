import type { ReactNode } from 'react';

/** A sheet from below over the screen; touching beside it closes it. */
export function Sheet({
  label,
  onClose,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div
      className="sheet-ground"
      role="dialog"
      aria-label={label}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="sheet">{children}</div>
    </div>
  );
}
