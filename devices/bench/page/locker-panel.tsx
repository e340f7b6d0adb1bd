import { useState } from 'react';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { PersonSelect } from './person-select.tsx';

type Cell = PanelProps['state']['locker'][number];
const keyOf = ({ board, cell }: Cell) => `${board}-${cell}`;

export function LockerPanel(props: PanelProps) {
  const { state, say } = props;
  const [chosenKey, setChosenKey] = useState('');
  const chosen = state.locker.find((cell) => keyOf(cell) === chosenKey);
  return (
    <DevicePanel device="pickup-locker" {...props}>
      <div className="locker">
        {state.locker.map((cell) => (
          <button
            type="button"
            key={keyOf(cell)}
            className={`door is-${cell.door}`}
            data-testid={`bench-cell-${keyOf(cell)}`}
            aria-pressed={keyOf(cell) === chosenKey}
            onClick={() => setChosenKey(keyOf(cell))}
          >
            <strong>{cell.board === 1 ? cell.cell : `${cell.board}-${cell.cell}`}</strong>
            <small>{describe(cell, say)}</small>
            {cell.parcel && <span className="box" title={say('parcel')} />}
          </button>
        ))}
      </div>
      {chosen ? <CellActs {...props} cell={chosen} /> : <p className="hint">{say('chooseCell')}</p>}
    </DevicePanel>
  );
}

function describe(cell: Cell, say: PanelProps['say']): string {
  const door = cell.door === 'open' ? say('doorOpen') : say('doorClosed');
  return cell.stuck ? `${door}${say('comma')}${say('stuck')}` : door;
}

function CellActs({ state, act, say, cell }: PanelProps & { cell: Cell }) {
  const [personId, setPersonId] = useState('');
  const { board, cell: number, door, parcel, stuck } = cell;
  const address = { board, cell: number };
  const isOpen = door === 'open';
  return (
    <>
      <div className="row">
        <p className="hint">
          {say('cell')} {board}-{number}
        </p>
        <button
          type="button"
          onClick={() => act((bench) => bench.locker.setDoor({ ...address, open: !isOpen }))}
        >
          {isOpen ? say('closeDoor') : say('openDoor')}
        </button>
        <button
          type="button"
          disabled={!isOpen || !parcel}
          onClick={() => act((bench) => bench.locker.takeParcel(address))}
        >
          {say('takeParcel')}
        </button>
        <button
          type="button"
          aria-pressed={stuck}
          onClick={() => act((bench) => bench.locker.setStuck({ ...address, stuck: !stuck }))}
        >
          {stuck ? say('unstick') : say('stick')}
        </button>
      </div>
      <div className="row">
        <PersonSelect
          label={say('parcelFor')}
          people={state.people}
          value={personId}
          onChoose={setPersonId}
          nobody={say('nobody')}
        />
        <button
          type="button"
          disabled={parcel}
          onClick={() =>
            act((bench) => bench.locker.placeParcel(personId === '' ? address : { ...address, personId }))
          }
        >
          {say('placeParcel')}
        </button>
      </div>
    </>
  );
}
