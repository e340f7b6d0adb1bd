import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActButton } from '../kiosk/act-button.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** Back to the residents, from every one of the technician's screens. */
export function LeaveButton(): ReactNode {
  const texts = useAttendantTexts();
  return (
    <ActButton
      testId="attendant-end"
      verb={(client, { requestId }, options) => client.attendant.end({ requestId }, options)}
    >
      <LogOut aria-hidden="true" />
      {texts.leave}
    </ActButton>
  );
}
