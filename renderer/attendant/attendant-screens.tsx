import type { ReactNode } from 'react';
import type { ShownAttendantView } from '../kiosk/connection.ts';
import { CardScreen, LockedScreen } from './card-screen.tsx';
import { Desk } from './desk.tsx';
import { LeaveButton } from './leave-button.tsx';
import { PinScreen } from './pin-screen.tsx';
import './attendant.css';

/** Everything between the hidden touch and the way back to the residents. */
export function AttendantScreens({ view }: { readonly view: ShownAttendantView }): ReactNode {
  if (view.state === 'open') return <Desk view={view} />;
  return (
    <>
      <main className="stage" data-attendant={view.state}>
        {view.state === 'card' && <CardScreen view={view} />}
        {view.state === 'pin' && <PinScreen key={view.attemptsLeft} view={view} />}
        {view.state === 'locked' && <LockedScreen until={view.until} />}
      </main>
      <footer className="bottom-bar attendant-way-out">
        <LeaveButton />
      </footer>
    </>
  );
}
