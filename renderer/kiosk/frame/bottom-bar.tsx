import { ArrowLeft, LogOut, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { useKiosk } from '../kiosk-context.ts';

const outsideSession = new Set(['welcome', 'out_of_service']);

/** Always there and always the same: back, end, help. */
export function BottomBar({
  onEnd,
  onHelp,
}: {
  readonly onEnd: () => void;
  readonly onHelp: () => void;
}): ReactNode {
  const { view } = useKiosk();
  const texts = useTexts();
  return (
    <footer className="bottom-bar">
      <ActButton
        testId="back"
        disabled={!view.canGoBack}
        verb={(client, head, options) => client.session.back(head, options)}
      >
        <ArrowLeft aria-hidden="true" />
        {texts.bar.back}
      </ActButton>
      <Button testId="end-session" disabled={outsideSession.has(view.screen.name)} onPress={onEnd}>
        <LogOut aria-hidden="true" />
        {texts.bar.endSession}
      </Button>
      <Button testId="help" onPress={onHelp}>
        <Phone aria-hidden="true" />
        {texts.bar.help}
      </Button>
    </footer>
  );
}
