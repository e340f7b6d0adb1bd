import { useCallback, useState } from 'react';
import type { TerminalRow, TerminalState } from '../../contract/fleet-console.ts';
import { causeText } from './cause-text.ts';
import { fleet } from './client.ts';
import { StateMark, stateOrder } from './state-mark.tsx';
import { shownTime } from './times.ts';
import { useWords, type Words } from './use-language.ts';
import { useStream } from './use-stream.ts';

/** All terminals, worst first, as they are this moment. */
export function TerminalList({ onSignedOut }: { onSignedOut(): void }) {
  const words = useWords();
  const { texts } = words;
  const open = useCallback((signal: AbortSignal) => fleet.watchTerminals(undefined, { signal }), []);
  const { value, live, refused } = useStream(open, onSignedOut);
  const [wanted, setWanted] = useState<TerminalState | null>(null);
  const [search, setSearch] = useState('');
  if (value === null) return <p className="muted">{refused ? texts.failed : texts.loading}</p>;
  const count = (state: TerminalState) => value.filter((row) => row.state === state).length;
  const shown = value
    .filter((row) => (wanted === null || row.state === wanted) && isFound(row, search, words))
    .sort(worstFirst);
  return (
    <section className="card">
      <h1>{texts.list.title}</h1>
      {!live && (
        <p role="alert" className="problem">
          {texts.notLive}
        </p>
      )}
      <div className="row">
        <button type="button" aria-pressed={wanted === null} onClick={() => setWanted(null)}>
          {texts.list.all} {value.length}
        </button>
        {stateOrder.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={wanted === state}
            data-testid={`only-${state}`}
            onClick={() => setWanted(state)}
          >
            <StateMark state={state} /> {count(state)}
          </button>
        ))}
        <label className="search">
          {texts.list.search}
          <input value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
        </label>
      </div>
      {shown.length === 0 ? (
        <p className="muted">{value.length === 0 ? texts.list.none : texts.list.noneSuch}</p>
      ) : (
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
            {shown.map((row) => (
              <Row key={row.terminalId} row={row} words={words} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ row, words }: { row: TerminalRow; words: Words }) {
  const { texts, language, say } = words;
  const { terminalId, terminalName, site, state, causes, since, heardAt } = row;
  return (
    <tr data-terminal={terminalId}>
      <td>
        <StateMark state={state} />
      </td>
      <td>
        <a href={`#/terminals/${terminalId}`}>{terminalName ? say(terminalName) : terminalId}</a>
        {terminalName && <small className="muted"> {terminalId}</small>}
      </td>
      <td>{site ? say(site) : '–'}</td>
      <td>
        {causes.map((cause) => (
          <div key={JSON.stringify(cause)}>{causeText(cause, words)}</div>
        ))}
      </td>
      <td className="time">{shownTime(since, language)}</td>
      <td className="time">{heardAt ? shownTime(heardAt, language) : texts.list.never}</td>
    </tr>
  );
}

function worstFirst(left: TerminalRow, right: TerminalRow): number {
  return (
    stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state) ||
    left.terminalId.localeCompare(right.terminalId)
  );
}

function isFound({ terminalId, terminalName, site }: TerminalRow, search: string, { say }: Words): boolean {
  const text = [terminalId, terminalName && say(terminalName), site && say(site)].join(' ').toLowerCase();
  return text.includes(search.trim().toLowerCase());
}
