import { useState } from 'react';
import type { TerminalRow, TerminalState } from '../../contract/fleet-console.ts';
import { StateMark, stateOrder } from './state-mark.tsx';
import { TerminalList } from './terminal-list.tsx';
import { TerminalMap } from './terminal-map.tsx';
import { useWords, type Words } from './use-language.ts';
import { useTerminals } from './use-terminals.ts';

/** All terminals as they are this moment, as a list or on a plan; the same choice of them on both. */
export function Overview({ asMap, onSignedOut }: { asMap: boolean; onSignedOut(): void }) {
  const words = useWords();
  const { texts } = words;
  const { value, live, refused } = useTerminals(onSignedOut);
  const [wanted, setWanted] = useState<TerminalState | null>(null);
  const [search, setSearch] = useState('');
  if (value === null) return <p className="muted">{refused ? texts.failed : texts.loading}</p>;
  const count = (state: TerminalState) => value.filter((row) => row.state === state).length;
  const shown = value
    .filter((row) => (wanted === null || row.state === wanted) && isFound(row, search, words))
    .sort(worstFirst);
  return (
    <section className="card">
      <h1>{asMap ? texts.tabs.map : texts.list.title}</h1>
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
      {shown.length === 0 && (
        <p className="muted">{value.length === 0 ? texts.list.none : texts.list.noneSuch}</p>
      )}
      {shown.length > 0 && (asMap ? <TerminalMap rows={shown} /> : <TerminalList rows={shown} />)}
    </section>
  );
}

function worstFirst(left: TerminalRow, right: TerminalRow): number {
  return (
    stateOrder.indexOf(left.state) - stateOrder.indexOf(right.state) ||
    left.terminalId.localeCompare(right.terminalId)
  );
}

function isFound(row: TerminalRow, search: string, { say }: Words): boolean {
  const { terminalId, terminalName, site, district } = row;
  const text = [terminalId, terminalName && say(terminalName), site && say(site), district];
  return text.join(' ').toLowerCase().includes(search.trim().toLowerCase());
}
