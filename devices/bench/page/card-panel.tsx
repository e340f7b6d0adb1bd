import { useState } from 'react';
import { Choice } from './choice.tsx';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { cardManners } from './words.ts';

type Manner = keyof typeof cardManners;
const manners = Object.keys(cardManners) as Manner[];

export function CardPanel(props: PanelProps) {
  const { state, act, say, language } = props;
  const [manner, setManner] = useState<Manner>('proper');
  const laid = state.cardOnReader;
  return (
    <DevicePanel device="id-card-reader" {...props}>
      <div className="cards">
        {state.people.map(({ personId, name, note }) => (
          <button
            type="button"
            key={personId}
            className="card"
            data-testid={`bench-card-${personId}`}
            aria-pressed={personId === laid}
            onClick={() =>
              act((bench) => (personId === laid ? bench.card.lift() : bench.card.lay({ personId, manner })))
            }
          >
            <svg viewBox="0 0 20 24" aria-hidden="true">
              <path d="M1 24c0-7 4-9 9-9s9 2 9 9z" />
              <ellipse cx="10" cy="8" rx="5" ry="6.5" />
            </svg>
            <strong>{name}</strong>
            <small title={note[language]}>{personId === laid ? say('onReader') : note[language]}</small>
          </button>
        ))}
      </div>
      <Choice
        label={say('manner')}
        value={manner}
        onChoose={setManner}
        options={manners.map((value) => ({ value, text: cardManners[value][language] }))}
      />
      <div className="row">
        <p className="hint">{laid ? '' : say('readerEmpty')}</p>
        <button
          type="button"
          className="main"
          disabled={!laid}
          onClick={() => act((bench) => bench.card.lift())}
        >
          {say('lift')}
        </button>
      </div>
    </DevicePanel>
  );
}
