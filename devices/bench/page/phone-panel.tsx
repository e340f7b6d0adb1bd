import { useState } from 'react';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { PersonSelect } from './person-select.tsx';

export function PhonePanel(props: PanelProps) {
  const { state, act, say } = props;
  const [personId, setPersonId] = useState(state.people[0]?.personId ?? '');
  const [text, setText] = useState('');
  return (
    <DevicePanel device="code-scanner" {...props}>
      <p className={`hint ${state.scannerTriggered ? 'is-lit' : ''}`}>
        {state.scannerTriggered ? say('scannerOn') : say('scannerOff')}
      </p>
      <div className="row">
        <PersonSelect label={say('phoneOf')} people={state.people} value={personId} onChoose={setPersonId} />
        <button
          type="button"
          className="main"
          onClick={() => act((bench) => bench.phone.showCityCode({ personId }))}
        >
          {say('showCode')}
        </button>
      </div>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (text !== '') act((bench) => bench.scanner.show({ text }));
        }}
      >
        <label className="select">
          <span>{say('otherCode')}</span>
          <input value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
        </label>
        <button type="submit" disabled={text === ''}>
          {say('show')}
        </button>
      </form>
    </DevicePanel>
  );
}
