import type { ReactNode } from 'react';

export type DevicePhase = 'waiting' | 'reading' | 'identified';

function Tick(): ReactNode {
  return (
    <g>
      <circle className="solid-good" cx="320" cy="260" r="96" />
      <path className="tick" d="M274 262l34 34 60-68" />
    </g>
  );
}

/** Where the card lies: flat on the plate with the card on it. */
export function CardDrawing({ phase }: { readonly phase: DevicePhase }): ReactNode {
  return (
    <svg className="drawing" viewBox="60 40 520 420" role="img" aria-hidden="true">
      <path className="line body" d="M110 130h420l50 320H60z" />
      <rect className="line thin dashed" x="150" y="160" width="340" height="216" rx="20" />
      <g className={phase === 'waiting' ? 'card-arriving' : undefined}>
        <rect className="line soft act" x="166" y="170" width="308" height="194" rx="16" />
        <circle className="line act" cx="396" cy="240" r="28" />
        <path className="line act" d="M346 328c4-38 96-38 100 0" />
        <path className="line act" d="M196 216h104M196 256h84M196 328h110" />
      </g>
      {phase === 'reading' && (
        <g>
          <path className="line act wave" d="M276 124c26-16 62-16 88 0" />
          <path className="line act wave" d="M254 98c40-26 92-26 132 0" />
          <path className="line act wave" d="M232 72c54-36 122-36 176 0" />
        </g>
      )}
      {phase === 'identified' && <Tick />}
      <path className="line thin" d="M250 420h140" />
    </svg>
  );
}

const codeModules = [
  [0, 0],
  [24, 0],
  [72, 0],
  [0, 24],
  [48, 24],
  [24, 48],
  [72, 48],
  [48, 72],
  [0, 72],
  [72, 72],
] as const;

/** Where the phone is held: its screen towards the scanner's window. */
export function PhoneDrawing({ phase }: { readonly phase: DevicePhase }): ReactNode {
  return (
    <svg className="drawing" viewBox="60 0 520 460" role="img" aria-hidden="true">
      <path className="line body" d="M110 340h420l40 110H70z" />
      <rect className="line soft act" x="220" y="366" width="200" height="56" rx="12" />
      <path className="line thin act" d="M244 384v-6h14M382 378h14v6M396 404v6h-14M258 410h-14v-6" />
      <path
        className={phase === 'reading' ? 'line thin act wave' : 'line thin act dashed'}
        d="M240 362l-14-60M400 362l14-60M320 362v-50"
      />
      <g className={phase === 'waiting' ? 'phone-arriving' : undefined}>
        <rect className="line body" x="232" y="84" width="176" height="216" rx="22" />
        <path className="line thin" d="M302 104h36" />
        <g transform="translate(272 138)">
          {codeModules.map(([x, y]) => (
            <rect key={`${x}-${y}`} className="solid-act" x={x} y={y} width="24" height="24" />
          ))}
        </g>
      </g>
      {phase === 'identified' && <Tick />}
    </svg>
  );
}
