import type { ReactNode } from 'react';
import type { Screen } from '../../../contract/kiosk.ts';
import { unreachable } from '../../../contract/result.ts';
import { DeliveryScreen } from './delivery.tsx';
import { FormScreen } from './form.tsx';
import { IdentificationScreen } from './identification.tsx';
import { InterruptedScreen } from './interrupted.tsx';
import { ItemListScreen } from './item-list.tsx';
import { MaterialScreen } from './material.tsx';
import { OutOfServiceScreen } from './out-of-service.tsx';
import { OutcomeScreen } from './outcome.tsx';
import { PaymentScreen } from './payment.tsx';
import { SignatureScreen } from './signature.tsx';
import { SubmittingScreen } from './submitting.tsx';
import { SummaryScreen } from './summary.tsx';
import { WelcomeScreen } from './welcome.tsx';

export function ScreenSwitch({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen.name) {
    case 'out_of_service':
      return <OutOfServiceScreen screen={screen} />;
    case 'interrupted':
      return <InterruptedScreen screen={screen} />;
    case 'welcome':
      return <WelcomeScreen />;
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
