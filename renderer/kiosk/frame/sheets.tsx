import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { useKiosk } from '../kiosk-context.ts';

/** The telephone, and what to say into it; nothing personal. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { view } = useKiosk();
  const texts = useTexts();
  const localize = useLocalize();
  return (
    <Sheet label={texts.help.title} onClose={onClose}>
      <h2>{texts.help.title}</h2>
      <p className="phone-number">{view.helpPhone}</p>
      <p className="muted">{texts.help.lead}</p>
      <dl className="facts">
        <dt>{texts.help.site}</dt>
        <dd>{localize(view.site)}</dd>
        <dt>{texts.help.terminal}</dt>
        <dd>{localize(view.terminalName)}</dd>
        <dt>{texts.help.doing}</dt>
        <dd>{texts.help.doingNow[view.screen.name]}</dd>
      </dl>
      <p className="muted">{texts.help.privacy}</p>
      <Button testId="help-call-close" look="primary" main onPress={onClose}>
        {texts.close}
      </Button>
    </Sheet>
  );
}

/** Asked only where something would be lost. */
export function EndSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { view, endSession } = useKiosk();
  const texts = useTexts();
  const { name } = view.screen;
  const { leadPayment, leadAccepted, lead } = texts.endConfirm;
  return (
    <Sheet label={texts.endConfirm.title} onClose={onClose}>
      <h1>{texts.endConfirm.title}</h1>
      <p>{name === 'payment' ? leadPayment : name === 'delivery' ? leadAccepted : lead}</p>
      <Button testId="end-session-stay" look="primary" main onPress={onClose}>
        {texts.endConfirm.stay}
      </Button>
      <Button testId="end-session-confirm" look="danger" main onPress={endSession}>
        {texts.endConfirm.end}
      </Button>
    </Sheet>
  );
}
