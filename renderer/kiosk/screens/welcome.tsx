import { Hand, IdCard, Package, PenLine, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { onceOfDoubleTap } from '../../ui/button.tsx';
import { MachineDrawing } from '../../ui/drawings/machine.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { useBusy, useKiosk } from '../kiosk-context.ts';

const services = [
  { kind: 'query', Icon: Printer },
  { kind: 'application', Icon: PenLine },
  { kind: 'pickup', Icon: Package },
] as const;

/** The whole stage is one button. */
export function WelcomeScreen(): ReactNode {
  const { view, act } = useKiosk();
  const busy = useBusy();
  const { welcome } = useTexts();
  const localize = useLocalize();
  const begin = () => act('welcome-begin', (client, head, options) => client.session.begin(head, options));
  return (
    <button
      type="button"
      className="welcome"
      data-testid="welcome-begin"
      data-busy={busy === 'welcome-begin' ? '' : undefined}
      onClick={onceOfDoubleTap(begin)}
    >
      <span className="welcome-words">
        <span className="welcome-title">{welcome.title}</span>
        <span className="welcome-lead">{welcome.lead}</span>
        <span className="welcome-services">
          {services.map(({ kind, Icon }) => (
            <span key={kind}>
              <Icon aria-hidden="true" />
              {welcome.services[kind]}
            </span>
          ))}
        </span>
      </span>
      <span className="welcome-figure">
        <MachineDrawing />
      </span>
      <span className="welcome-low">
        {view.notices?.map((text) => (
          <Notice key={text.zh} tone="news">
            {localize(text)}
          </Notice>
        ))}
        {view.network === 'offline' && <Notice tone="wait">{welcome.offline}</Notice>}
        <span className="welcome-bring">
          <IdCard aria-hidden="true" />
          {welcome.bring}
        </span>
        <span className="button button-primary welcome-act">
          <Hand aria-hidden="true" />
          {welcome.begin}
        </span>
      </span>
    </button>
  );
}
