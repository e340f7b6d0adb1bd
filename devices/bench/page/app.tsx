import { useState } from 'react';
import type { Language } from '../../../contract/words.ts';
import { CameraPanel } from './camera-panel.tsx';
import { CardPanel } from './card-panel.tsx';
import { DispenserPanel } from './dispenser-panel.tsx';
import { DocumentPrinterPanel } from './document-printer-panel.tsx';
import { DoorPanel } from './door-panel.tsx';
import { LedgerPanel } from './ledger-panel.tsx';
import { LockerPanel } from './locker-panel.tsx';
import { PhonePanel } from './phone-panel.tsx';
import { PowerPanel } from './power-panel.tsx';
import { PrinterPanel } from './printer-panel.tsx';
import { ScriptPanel } from './script-panel.tsx';
import { SignaturePadPanel } from './signature-pad-panel.tsx';
import { useBench } from './use-bench.ts';
import { sayIn } from './words.ts';

export function App() {
  const { state, ledger, connected, failure, act } = useBench();
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith('zh') ? 'zh' : 'en');
  const say = sayIn(language);
  const panel = state ? { state, act, say, language } : null;
  return (
    <div lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <header className="top">
        <h1>不打烊 · {say('title')}</h1>
        <p>{say('subtitle')}</p>
        <p className="notice" role="status">
          {connected ? failure : state ? say('lost') : say('connecting')}
        </p>
        <button type="button" className="quiet" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {say('otherLanguage')}
        </button>
      </header>
      {panel && (
        <main inert={!connected}>
          <div className="column">
            <CardPanel {...panel} />
            <PhonePanel {...panel} />
          </div>
          <div className="column">
            <PrinterPanel {...panel} />
            <LockerPanel {...panel} />
            <SignaturePadPanel {...panel} />
          </div>
          <div className="column">
            <CameraPanel {...panel} />
            <DoorPanel {...panel} />
            <ScriptPanel {...panel} />
          </div>
          <div className="column">
            <DocumentPrinterPanel {...panel} />
            <DispenserPanel {...panel} />
            <PowerPanel {...panel} />
            <LedgerPanel ledger={ledger} say={say} language={language} />
          </div>
        </main>
      )}
    </div>
  );
}
