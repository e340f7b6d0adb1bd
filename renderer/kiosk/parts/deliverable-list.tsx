import { CircleAlert, CircleCheck, CircleDashed, CirclePause } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import type { ScreenOf } from '../kiosk-context.ts';

type Deliverables = ScreenOf<'delivery'>['deliverables'];
type State = Deliverables[number]['state'];

function Sign({ state }: { readonly state: State }): ReactNode {
  switch (state) {
    case 'pending':
      return <CircleDashed aria-hidden="true" />;
    case 'in_progress':
      return <span className="busy-mark" aria-hidden="true" />;
    case 'suspended':
      return <CirclePause aria-hidden="true" />;
    case 'done':
      return <CircleCheck aria-hidden="true" />;
    case 'failed':
    case 'unknown':
      return <CircleAlert aria-hidden="true" />;
  }
}

export function DeliverableList({
  deliverables,
  asSlip = false,
}: {
  readonly deliverables: Deliverables;
  /** Nothing is accepted, or the money is not kept: what comes out is a slip and no receipt. */
  readonly asSlip?: boolean;
}): ReactNode {
  const { delivery } = useTexts();
  const localize = useLocalize();
  return (
    <ul className="deliverables">
      {deliverables.map(({ kind, state, told, pieces }) => (
        <li
          key={kind}
          data-testid={`deliverable-${kind}`}
          data-state={state}
          data-to-read={pieces?.toRead ? pieces.out : undefined}
        >
          <Sign state={state} />
          <span>
            {kind === 'receipt' && asSlip ? delivery.printSlip : delivery.kinds[kind]}
            {pieces && ` ${pieces.out} / ${pieces.count}`}
          </span>
          <span className="deliverable-state">
            {told && localize(told)}
            {!told && (pieces?.out ? delivery.checkedOf(pieces.checked, pieces.out) : delivery.states[state])}
          </span>
        </li>
      ))}
    </ul>
  );
}
