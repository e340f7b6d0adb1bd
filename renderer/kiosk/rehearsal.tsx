import { type ReactNode, useEffect, useState } from 'react';
import type { KioskView } from '../../contract/kiosk.ts';
import { StepLine } from './frame/step-line.tsx';
import { KioskContext, useKiosk } from './kiosk-context.ts';
import { preloadSessionScreens, ScreenSwitch } from './screens/screen-switch.tsx';

const firstOfSession: Pick<KioskView, 'screen' | 'steps'> = {
  steps: { names: ['identification', 'form', 'summary', 'delivery'], current: 'identification' },
  screen: {
    name: 'identification',
    methods: [
      { method: 'id_card', available: true },
      { method: 'city_code', available: true },
      { method: 'company', available: true },
    ],
    method: 'id_card',
    phase: 'waiting',
    problem: null,
    creditCode: null,
  },
};

/**
 * Draws the first screen of a session once, unseen and untouchable, while the window has nothing else to do: what the
 * browser does only the first time (compiling, shaping the characters) costs three times a drawn screen, and the
 * first resident after a start shall not wait for it.
 */
export function Rehearsal(): ReactNode {
  const kiosk = useKiosk();
  const isNobodyHere = kiosk.view.screen.name === 'welcome';
  const [scene, setScene] = useState<'waiting' | 'playing' | 'over'>('waiting');

  useEffect(() => {
    if (!isNobodyHere || scene === 'over') return undefined;
    const left = new AbortController();
    const next = (to: 'playing' | 'over') => {
      const idle = requestIdleCallback(() => setScene(to));
      left.signal.addEventListener('abort', () => cancelIdleCallback(idle));
    };
    if (scene === 'waiting') {
      void preloadSessionScreens().then((isLoaded) => isLoaded && !left.signal.aborted && next('playing'));
    }
    if (scene === 'playing') next('over');
    return () => left.abort();
  }, [scene, isNobodyHere]);

  if (!isNobodyHere || scene !== 'playing') return null;
  return (
    <KioskContext value={{ ...kiosk, view: { ...kiosk.view, ...firstOfSession } }}>
      <div className="kiosk rehearsal" aria-hidden="true" inert>
        <StepLine />
        <ScreenSwitch screen={firstOfSession.screen} />
      </div>
    </KioskContext>
  );
}
