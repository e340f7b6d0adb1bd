import { useState } from 'react';
import { Choice } from './choice.tsx';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { PersonSelect } from './person-select.tsx';

const manners = ['sufficient', 'insufficient', 'needs_password', 'expired'] as const;
type Manner = (typeof manners)[number];

export function PhonePanel(props: PanelProps) {
  const { state, act, say } = props;
  const [personId, setPersonId] = useState(state.people[0]?.personId ?? '');
  const [text, setText] = useState('');
  const [manner, setManner] = useState<Manner>('sufficient');
  const [qrText, setQrText] = useState('');
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
      <div className="row">
        <Choice
          label={say('wallet')}
          options={manners.map((value) => ({ value, text: say(`wallet_${value}`) }))}
          value={manner}
          onChoose={setManner}
        />
        <button
          type="button"
          className="main"
          onClick={() => act((bench) => bench.phone.showPaymentCode({ personId, manner }))}
        >
          {say('showPaymentCode')}
        </button>
      </div>
      <div className="row">
        <button
          type="button"
          onClick={() => act((bench) => bench.phone.answerPasswordQuestion({ personId, agree: true }))}
        >
          {say('enterPassword')}
        </button>
        <button
          type="button"
          onClick={() => act((bench) => bench.phone.answerPasswordQuestion({ personId, agree: false }))}
        >
          {say('cancelPayment')}
        </button>
      </div>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (qrText !== '') act((bench) => bench.phone.scanPaymentQr({ personId, text: qrText }));
        }}
      >
        <label className="select">
          <span>{say('qrOnScreen')}</span>
          <input value={qrText} maxLength={500} onChange={(event) => setQrText(event.target.value)} />
        </label>
        <button type="submit" disabled={qrText === ''}>
          {say('scanAndPay')}
        </button>
      </form>
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
