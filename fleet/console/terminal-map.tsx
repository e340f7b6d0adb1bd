import { useEffect, useRef, useState } from 'react';
import type { TerminalRow } from '../../contract/fleet-console.ts';
import type { Place } from '../../contract/words.ts';
import { makePlan, readable, spread } from './plan.ts';
import { StateIcon } from './state-mark.tsx';
import { useWords } from './use-language.ts';

const heightPx = 520;
const marginPx = 60;
const markPx = 26;
const signPx = 12;

/** The terminals on a plan true to scale, made of their places alone: no map is fetched from anywhere. */
export function TerminalMap({ rows }: { rows: readonly TerminalRow[] }) {
  const { texts, say } = useWords();
  const [box, width] = useWidth();
  const placed = rows.flatMap((row) => (row.place ? [{ row, place: row.place }] : []));
  const homeless = rows.filter(({ place }) => place === null);
  return (
    <div className="plan-box" ref={box}>
      {placed.length > 0 && width > 0 && <PlanOf placed={placed} width={width} />}
      {homeless.length > 0 && (
        <p className="muted">
          {texts.map.noPlace}{' '}
          {homeless.map(({ terminalId, terminalName }) => (
            <a key={terminalId} href={`#/terminals/${terminalId}`} className="listed">
              {terminalName ? say(terminalName) : terminalId}
            </a>
          ))}
        </p>
      )}
    </div>
  );
}

function PlanOf({ placed, width }: { placed: readonly { row: TerminalRow; place: Place }[]; width: number }) {
  const { texts, say } = useWords();
  const plan = makePlan(
    placed.map(({ place }) => place),
    { width, height: heightPx, margin: marginPx },
  );
  const marks = spread(
    placed.map(({ row, place }) => ({ row, ...plan.place(place) })),
    markPx,
  );
  const nameOf = ({ terminalId, terminalName }: TerminalRow) =>
    terminalName ? say(terminalName) : terminalId;
  const isReadable = readable(
    marks.map(({ row, x, y }) => ({ x, y, name: nameOf(row) })),
    signPx,
  );
  const { km, px } = plan.scale;
  return (
    <svg className="plan" width={width} height={heightPx}>
      <title>{texts.tabs.map}</title>
      <g className="plan-scale" transform={`translate(16 ${heightPx - 16})`}>
        <path d={`M0 -6 V0 H${px} V-6`} />
        <text x={px + 8}>{km >= 1 ? `${km} km` : `${km * 1000} m`}</text>
      </g>
      <g className="plan-scale" transform={`translate(${width - 24} 40)`}>
        <path d="M0 0 V-22 M-6 -15 L0 -23 L6 -15" />
        <text y="14" textAnchor="middle">
          {texts.map.north}
        </text>
      </g>
      {marks.map(({ row, x, y }, index) => {
        const { terminalId, state } = row;
        const name = nameOf(row);
        const label = `${name} ${terminalId}: ${texts.states[state]}`;
        return (
          <a
            key={terminalId}
            href={`#/terminals/${terminalId}`}
            aria-label={label}
            data-terminal={terminalId}
            className="plan-mark"
          >
            <title>{label}</title>
            <g className={`state-${state}`} data-state={state} transform={`translate(${x} ${y})`}>
              <circle r={markPx / 2} />
              <StateIcon state={state} x={-9} y={-9} />
            </g>
            {isReadable[index] && (
              <text x={x} y={y + markPx} textAnchor="middle">
                {name}
              </text>
            )}
          </a>
        );
      })}
    </svg>
  );
}

/** Of the element, so that marks and names keep their size in a narrow window. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}
