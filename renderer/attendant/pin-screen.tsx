import { Delete } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ShownAttendantView } from '../kiosk/connection.ts';
import { useBusy, useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';

type PinView = Extract<ShownAttendantView, { state: 'pin' }>;

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const shortestPin = 6;
const longestPin = 12;

/** A pad of its own: digits leave no trace on the screen, only how many there are. */
export function PinScreen({ view }: { readonly view: PinView }): ReactNode {
  const { act } = useKiosk();
  const busy = useBusy();
  const { pin: texts } = useAttendantTexts();
  const [pin, setPin] = useState('');
  const isWaiting = view.checking || busy !== null;
  const press = (digit: string) => setPin((before) => (before + digit).slice(0, longestPin));
  const confirm = () => {
    act('pin-confirm', (client, { requestId }, options) =>
      client.attendant.enterPin({ requestId, pin }, options),
    );
    setPin('');
  };
  const key = (digit: string) => (
    <button
      key={digit}
      type="button"
      className="button pin-key"
      data-testid={`pin-${digit}`}
      disabled={isWaiting}
      onClick={() => press(digit)}
    >
      {digit}
    </button>
  );
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      low
      story={
        view.problem && (
          <Notice tone="bad" title={texts.wrong}>
            {texts.attemptsLeft(view.attemptsLeft)}
          </Notice>
        )
      }
      acts={
        <Button
          testId="pin-confirm"
          look="primary"
          main
          busy={isWaiting}
          disabled={pin.length < shortestPin}
          onPress={confirm}
        >
          {texts.confirm}
        </Button>
      }
    >
      <output className="pin-dots" aria-label={texts.entered(pin.length)}>
        {Array.from({ length: longestPin }, (_, index) => index + 1).map((place) => (
          <span key={place} data-filled={place <= pin.length ? '' : undefined} />
        ))}
      </output>
      <div className="pin-pad">
        {digits.map(key)}
        <button
          type="button"
          className="button pin-key pin-word"
          data-testid="pin-clear"
          disabled={isWaiting}
          onClick={() => setPin('')}
        >
          {texts.clear}
        </button>
        {key('0')}
        <button
          type="button"
          className="button pin-key"
          data-testid="pin-erase"
          aria-label={texts.erase}
          disabled={isWaiting}
          onClick={() => setPin((before) => before.slice(0, -1))}
        >
          <Delete aria-hidden="true" />
        </button>
      </div>
    </Page>
  );
}
