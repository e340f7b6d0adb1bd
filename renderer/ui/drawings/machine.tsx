import type { ReactNode } from 'react';

/** This machine as a person sees it standing in front: screen, card plate, scanner, slot, camera arm. */
export function MachineDrawing(): ReactNode {
  return (
    <svg className="drawing" viewBox="30 0 380 620" role="img" aria-hidden="true">
      <rect className="line body" x="90" y="16" width="240" height="588" rx="20" />
      <rect className="line soft" x="114" y="44" width="192" height="308" rx="8" />
      <path className="line thin" d="M138 84h100M138 112h144M138 140h120" />
      <rect className="solid-act" x="138" y="276" width="144" height="44" rx="8" />
      <g className="touching">
        <circle className="line act" cx="212" cy="298" r="24" />
        <path
          className="line body"
          d="M206 300v64l-14-14c-8-8-20 2-13 12l28 44c6 10 14 14 24 14h16c16 0 26-12 26-28v-40c0-14-17-14-17-2 0-14-16-14-16-2 0-13-16-13-16-2v-46c0-12-18-12-18 0z"
        />
      </g>
      <rect className="line body" x="112" y="440" width="92" height="60" rx="8" />
      <rect className="line thin act" x="126" y="453" width="64" height="36" rx="5" />
      <circle className="line thin act" cx="141" cy="468" r="6" />
      <path className="line thin act" d="M158 464h22M158 477h16" />
      <rect className="line body" x="228" y="440" width="80" height="60" rx="8" />
      <path className="line thin act" d="M246 464v-8h8M282 456h8v8M290 478v8h-8M254 486h-8v-8" />
      <rect className="solid" x="132" y="530" width="156" height="12" rx="6" />
      <path className="line thin body" d="M152 538h116v44l-14 8-15-8-14 8-15-8-15 8-14-8-15 8-14-8z" />
      <path className="line" d="M330 60h44v46" />
      <rect className="line body" x="352" y="106" width="44" height="30" rx="6" />
      <circle className="line thin act" cx="374" cy="121" r="7" />
      <path className="line" d="M56 604h308" />
    </svg>
  );
}
