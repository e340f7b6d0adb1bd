import type { ReactNode } from 'react';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import { unreachable } from '../../../contract/result.ts';
import { DeliveryScreen } from './delivery.tsx';
import { FormScreen } from './form.tsx';
import { IdentificationScreen } from './identification.tsx';
import { InterruptedScreen } from './interrupted.tsx';
import { ItemListScreen } from './item-list.tsx';
import { MaterialScreen } from './material.tsx';
import { OutcomeScreen } from './outcome.tsx';
import { PaymentScreen } from './payment.tsx';
import { ResumableScreen } from './resumable.tsx';
import { SignatureScreen } from './signature.tsx';
import { SubmittingScreen } from './submitting.tsx';
import { SummaryScreen } from './summary.tsx';

/** What a session can show. Nobody waits for these at the start: they are loaded behind the first screen. */
export type SessionScreen = Exclude<Screen, { name: 'welcome' | 'out_of_service' }>;

export function SessionScreens({ screen }: { readonly screen: SessionScreen }): ReactNode {
  switch (screen.name) {
    case 'interrupted':
      return <InterruptedScreen />;
    case 'resumable':
      return <ResumableScreen screen={screen} />;
    case 'identification':
      return <IdentificationScreen screen={screen} />;
    case 'item_list':
      return <ItemListScreen screen={screen} />;
    case 'form':
      return <FormScreen screen={screen} />;
    case 'material':
      return <MaterialScreen screen={screen} />;
    case 'signature':
      return <SignatureScreen screen={screen} />;
    case 'summary':
      return <SummaryScreen screen={screen} />;
    case 'submitting':
      return <SubmittingScreen screen={screen} />;
    case 'payment':
      return <PaymentScreen screen={screen} />;
    case 'delivery':
      return <DeliveryScreen screen={screen} />;
    case 'outcome':
      return <OutcomeScreen screen={screen} />;
    default:
      return unreachable(screen);
  }
}
