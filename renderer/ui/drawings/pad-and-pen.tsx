import type { ReactNode } from 'react';

/** The signature pad beside the screen, and its pen in motion. */
export function PadAndPenDrawing(): ReactNode {
  return (
    <svg className="drawing" viewBox="40 40 460 280" role="img" aria-hidden="true">
      <path className="line body" d="M70 130h330l60 160H50z" />
      <path className="line soft act" d="M110 160h260l34 100H96z" />
      <path
        className="line thin act pen-trace"
        d="M150 226c14-40 30-40 30-8s22 26 34-6 26-14 26 8 24 14 40-8"
      />
      <g className="pen">
        <path className="line body" d="M150 226l16-34 92-120 24 18-92 120z" />
        <path className="line" d="M166 192l24 18" />
      </g>
    </svg>
  );
}
