import { ArrowLeft, CircleQuestionMark, LogOut, X } from 'lucide-react';
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
  onBackInHelp,
}: {
  readonly onEnd: () => void;
  /** Opens help, or closes it. */
  readonly onHelp: () => void;
  /** Null while help is closed: back is the session's. */
  readonly onBackInHelp: (() => void) | null;
}): ReactNode {
  const { view } = useKiosk();
  const texts = useTexts();
  return (
    <footer className="bottom-bar">
      {onBackInHelp ? (
        <Button testId="help-back" onPress={onBackInHelp}>
          <ArrowLeft aria-hidden="true" />
          {texts.bar.back}
        </Button>
      ) : (
        <ActButton
          testId="back"
          disabled={!view.canGoBack}
          verb={(client, head, options) => client.session.back(head, options)}
        >
          <ArrowLeft aria-hidden="true" />
          {texts.bar.back}
        </ActButton>
      )}
      <Button testId="end-session" disabled={outsideSession.has(view.screen.name)} onPress={onEnd}>
        <LogOut aria-hidden="true" />
        {texts.bar.endSession}
      </Button>
      <Button testId="help" onPress={onHelp}>
        {onBackInHelp ? <X aria-hidden="true" /> : <CircleQuestionMark aria-hidden="true" />}
        {onBackInHelp ? texts.help.answers.close : texts.bar.help}
      </Button>
    </footer>
  );
}
