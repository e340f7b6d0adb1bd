import { memo } from 'react';
import type { TerminalRow } from '../../contract/fleet-console.ts';
import { causeText } from './cause-text.ts';
import { StateMark } from './state-mark.tsx';
import { shownTime } from './times.ts';
import { useWords } from './use-language.ts';

/** One line for each terminal, in the order given. */
export function TerminalList({ rows }: { rows: readonly TerminalRow[] }) {
  const { texts } = useWords();
  return (
    <div className="wide">
      <table>
        <thead>
          <tr>
            <th>{texts.list.state}</th>
            <th>{texts.list.terminal}</th>
            <th>{texts.list.site}</th>
            <th>{texts.list.causes}</th>
            <th>{texts.list.since}</th>
            <th>{texts.list.heard}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.terminalId} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Drawn anew only when something of this terminal has changed: a thousand others speak meanwhile. */
const Row = memo(function Row({ row }: { row: TerminalRow }) {
  const words = useWords();
  const { texts, language, say } = words;
  const { terminalId, terminalName, site, district, state, causes, since, heardAt } = row;
  return (
    <tr data-terminal={terminalId}>
      <td>
        <StateMark state={state} />
      </td>
      <td>
        <a href={`#/terminals/${terminalId}`}>{terminalName ? say(terminalName) : terminalId}</a>
        {terminalName && <small className="muted"> {terminalId}</small>}
      </td>
      <td>
        {site ? say(site) : '–'}
        {district && <small className="muted"> {district}</small>}
      </td>
      <td>
        {causes.map((cause) => (
          <div key={JSON.stringify(cause)}>{causeText(cause, words)}</div>
        ))}
      </td>
      <td className="time">{shownTime(since, language)}</td>
      <td className="time">{heardAt ? shownTime(heardAt, language) : texts.list.never}</td>
    </tr>
  );
});
