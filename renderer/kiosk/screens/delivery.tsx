import type { ReactNode } from 'react';
import { CardSlotDrawing } from '../../ui/drawings/card-slot.tsx';
import { LockerDrawing } from '../../ui/drawings/locker.tsx';
import { RoomDoorDrawing } from '../../ui/drawings/room-door.tsx';
import type { Texts } from '../../ui/languages/index.ts';
import { NumberGroups } from '../../ui/number-groups.tsx';
import { Page } from '../../ui/page.tsx';
import { Slip } from '../../ui/slip.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import type { ScreenOf } from '../kiosk-context.ts';
import { DecisionNotice } from '../parts/decision-notice.tsx';
import { DeliverableList } from '../parts/deliverable-list.tsx';
import { givesSlip, PaymentNotice } from '../parts/payment-notice.tsx';
import { SuspensionPage } from './suspension.tsx';

type Delivery = ScreenOf<'delivery'>;

interface Words {
  readonly title: string;
  readonly lead: string;
}

function wordsOf(screen: Delivery, { delivery }: Texts): Words {
  const { cell } = screen;
  const current =
    screen.deliverables.find(({ state }) => state === 'in_progress') ??
    screen.deliverables.find(({ state }) => state === 'pending');
  if (cell?.door === 'open') {
    return { title: delivery.opened(delivery.cell(cell.board, cell.cell)), lead: delivery.openedLead };
  }
  if (current?.kind === 'parcel' && current.state === 'in_progress') {
    return { title: delivery.opening, lead: delivery.openingLead };
  }
  if (current?.kind === 'invoice' && current.pieces) {
    const { out, count } = current.pieces;
    if (current.state === 'in_progress') {
      return { title: delivery.invoiceOf(out + 1, count), lead: delivery.doing.invoice.lead };
    }
    if (current.pieces.toRead) return { title: delivery.takeInvoice(out), lead: delivery.takeInvoiceLead };
  }
  if (current?.state === 'in_progress' && current.kind !== 'parcel') {
    const words = delivery.doing[current.kind];
    return current.kind === 'receipt' && givesSlip(screen)
      ? { ...words, title: delivery.printingSlip }
      : words;
  }
  if (current) return { title: delivery.preparing, lead: delivery.preparingLead };
  if (cell && !screen.slip) {
    return { title: delivery.taken(delivery.cell(cell.board, cell.cell)), lead: delivery.preparingLead };
  }
  return { title: delivery.takePaper, lead: delivery.takePaperLead };
}

/** The slot with the slip coming out of it, as on the machine below. */
function PaperFigure({ screen }: { readonly screen: Delivery }): ReactNode {
  const { delivery } = useTexts();
  const isMoving = screen.deliverables.some(
    ({ kind, state }) => ['receipt', 'certificate', 'claim_slip'].includes(kind) && state === 'in_progress',
  );
  return (
    <div className="slot">
      <div className="slot-mouth" />
      <div className="slot-paper" data-moving={isMoving ? '' : undefined}>
        {screen.slip ? (
          <Slip document={screen.slip} label={delivery.slipLabel} />
        ) : (
          <div className="blank-paper" />
        )}
      </div>
    </div>
  );
}

function Figure({ screen }: { readonly screen: Delivery }): ReactNode {
  const { delivery } = useTexts();
  const { cell } = screen;
  const isOpening = screen.deliverables.some(
    ({ kind, state }) => kind === 'parcel' && (state === 'in_progress' || state === 'pending'),
  );
  const current = screen.deliverables.find(({ state }) => state === 'in_progress')?.kind;
  const invoices = screen.deliverables.find(({ kind }) => kind === 'invoice')?.state;
  if (invoices === 'in_progress' || invoices === 'pending') return <CardSlotDrawing />;
  if (current === 'card') return <CardSlotDrawing />;
  if (current === 'room') return <RoomDoorDrawing />;
  if (!cell && isOpening && !screen.slip) {
    return <LockerDrawing cell={null} open={false} labelOf={(number) => delivery.cell(1, number)} />;
  }
  if (!cell || (cell.door === 'closed' && screen.slip)) return <PaperFigure screen={screen} />;
  return (
    <LockerDrawing
      cell={cell.cell}
      open={cell.door === 'open'}
      labelOf={(number) => delivery.cell(cell.board, number)}
    />
  );
}

export function DeliveryScreen({ screen }: { readonly screen: Delivery }): ReactNode {
  const texts = useTexts();
  if (screen.suspension) return <SuspensionPage screen={screen} suspension={screen.suspension} />;
  const { title, lead } = wordsOf(screen, texts);
  const { acceptance } = screen;
  return (
    <Page
      title={title}
      lead={lead}
      figure={<Figure screen={screen} />}
      story={
        <>
          {screen.decision ? null : acceptance.state === 'accepted' ? (
            <p className="accepted-line">
              <span>{texts.delivery.accepted}</span>
              <NumberGroups value={acceptance.acceptanceNumber} />
            </p>
          ) : (
            <p className="accepted-line">
              {acceptance.state === 'refused' ? texts.delivery.refused : texts.delivery.waiting}
            </p>
          )}
          {screen.decision && <DecisionNotice decision={screen.decision} brief />}
          <PaymentNotice payment={screen.payment} />
          <DeliverableList deliverables={screen.deliverables} asSlip={givesSlip(screen)} />
        </>
      }
      acts={
        screen.deliverables.some(({ pieces }) => pieces?.toRead) && (
          <ActButton
            testId="invoice-unreadable"
            verb={(client, head, options) => client.delivery.skipReading(head, options)}
          >
            {texts.delivery.skipReading}
          </ActButton>
        )
      }
    />
  );
}
