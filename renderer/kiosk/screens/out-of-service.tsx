import type { ReactNode } from 'react';
import { MachineDrawing } from '../../ui/drawings/machine.tsx';
import { Page } from '../../ui/page.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { type ScreenOf, useKiosk } from '../kiosk-context.ts';

export function OutOfServiceScreen({ screen }: { readonly screen: ScreenOf<'out_of_service'> }): ReactNode {
  const { view } = useKiosk();
  const texts = useTexts();
  const { outOfService } = texts;
  const isStarting = screen.reason === 'starting';
  return (
    <Page
      title={isStarting ? outOfService.startingTitle : outOfService.title}
      lead={outOfService.reasons[screen.reason]}
      figure={<MachineDrawing />}
      story={
        isStarting ? (
          <div className="calm-dots" aria-hidden="true">
            <span />
            <span />
            <span />
          </div>
        ) : (
          <div>
            <p>{outOfService.call}</p>
            <p className="phone-number">{view.helpPhone}</p>
          </div>
        )
      }
    />
  );
}
