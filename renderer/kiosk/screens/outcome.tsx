import {
  CreditCard,
  Files,
  FileText,
  IdCard,
  Package,
  ReceiptJapaneseYen,
  ReceiptText,
  ShieldCheck,
  Smartphone,
  Ticket,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FaceDrawing, type RatingLevel } from '../../ui/drawings/face.tsx';
import type { Texts } from '../../ui/languages/index.ts';
import { useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { type ScreenOf, useBusy, useKiosk } from '../kiosk-context.ts';
import { AcceptanceBlock } from '../parts/acceptance-block.tsx';
import { ClaimBlock } from '../parts/claim-block.tsx';
import { DecisionNotice } from '../parts/decision-notice.tsx';
import { DeliverableList } from '../parts/deliverable-list.tsx';
import { OriginalBlock } from '../parts/original-block.tsx';
import { givesSlip, outcomeOfPayment, PaymentNotice } from '../parts/payment-notice.tsx';

type Outcome = ScreenOf<'outcome'>;

const levels = [5, 4, 3, 2, 1] as const satisfies readonly RatingLevel[];

const thingIcons = {
  id_card: IdCard,
  phone: Smartphone,
  receipt: ReceiptText,
  certificate: FileText,
  parcel: Package,
  card: CreditCard,
  invoice: ReceiptJapaneseYen,
  claim_slip: Ticket,
  material: Files,
} as const satisfies Record<Outcome['takeAlong'][number], unknown>;

function titleOf(
  { acceptance, deliverables, decision, payment }: Outcome,
  { outcome, payment: money }: Texts,
): string {
  const ending = acceptance.state === 'accepted' ? outcomeOfPayment(payment) : null;
  if (ending) return money.outcomes[ending].title;
  switch (acceptance.state) {
    case 'accepted':
      if (decision?.state === 'refused') return outcome.notApproved;
      if (decision?.state === 'returned') return outcome.returned;
      if (decision?.state === 'later') return outcome.decidedLater;
      return deliverables.every(({ state }) => state === 'done') ? outcome.done : outcome.partly;
    case 'waiting_for_network':
      return outcome.saved;
    case 'refused':
      return outcome.refused;
  }
}

function WhatWasDone({ screen }: { readonly screen: Outcome }): ReactNode {
  const { outcome } = useTexts();
  const localize = useLocalize();
  const { acceptance, deliverables } = screen;
  const undone = deliverables.filter(({ kind, state }) => state !== 'done' && kind !== 'claim_slip');
  const moneyDecided = outcomeOfPayment(screen.payment);
  return (
    <>
      {acceptance.state === 'accepted' && !moneyDecided && <AcceptanceBlock acceptance={acceptance} />}
      {acceptance.state === 'waiting_for_network' && <Notice tone="wait">{outcome.savedDetail}</Notice>}
      {acceptance.state === 'refused' && <Notice tone="bad">{localize(acceptance.reason)}</Notice>}
      {acceptance.state === 'accepted' && <PaymentNotice payment={screen.payment} underItsTitle />}
      {acceptance.state === 'accepted' && undone.length > 0 && !moneyDecided && (
        <DeliverableList deliverables={undone} asSlip={givesSlip(screen)} />
      )}
      {acceptance.state === 'waiting_for_network' && (
        <div>
          <h2>{outcome.result}</h2>
          <p>{outcome.resultDetail}</p>
        </div>
      )}
      {showsNext(screen) && !moneyDecided && (
        <div>
          <h2>{outcome.next}</h2>
          <p>{localize(screen.next)}</p>
        </div>
      )}
    </>
  );
}

/** What comes next is said where something comes next, and where nothing more urgent is to be read. */
function showsNext({ acceptance, decision, claim, deliverables }: Outcome): boolean {
  const isOwed =
    claim !== null || deliverables.some(({ state }) => state === 'failed' || state === 'unknown');
  return (
    acceptance.state === 'accepted' &&
    !isOwed &&
    decision?.state !== 'refused' &&
    decision?.state !== 'returned'
  );
}

/** What rules decided, and the code for what is owed: read before anything is taken along. */
function WhatMatters({ screen }: { readonly screen: Outcome }): ReactNode {
  return (
    <>
      {screen.decision && <DecisionNotice decision={screen.decision} />}
      {screen.claim && <ClaimBlock claim={screen.claim} />}
      {screen.original && <OriginalBlock original={screen.original} />}
    </>
  );
}

function WhatToTake({ screen }: { readonly screen: Outcome }): ReactNode {
  const { outcome } = useTexts();
  return (
    <>
      {screen.takeAlong.length > 0 && (
        <div>
          <h2>{outcome.takeAlong}</h2>
          <ul className="take-along">
            {screen.takeAlong.map((thing) => {
              const Icon = thingIcons[thing];
              return (
                <li key={thing}>
                  <Icon aria-hidden="true" />
                  {thing === 'receipt' && givesSlip(screen) ? outcome.slip : outcome.things[thing]}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      <p className="nothing-stays">
        <ShieldCheck aria-hidden="true" />
        {screen.acceptance.state === 'waiting_for_network' ? outcome.onlyCaseStays : outcome.nothingStays}
      </p>
    </>
  );
}

function Rating(): ReactNode {
  const { act, thank } = useKiosk();
  const busy = useBusy();
  const { outcome } = useTexts();
  return (
    <div className="rating">
      <h2>
        {outcome.rate} <small className="muted">{outcome.rateNote}</small>
      </h2>
      <div className="faces">
        {levels.map((level) => {
          const testId = `rating-${level}`;
          return (
            <button
              key={level}
              type="button"
              className="face"
              data-testid={testId}
              data-busy={busy === testId ? '' : undefined}
              onClick={() =>
                act(testId, async (client, head, options) => {
                  await client.rating.submit({ ...head, level }, options);
                  thank();
                })
              }
            >
              <FaceDrawing level={level} />
              {outcome.levels[level]}
            </button>
          );
        })}
      </div>
    </div>
  );
}

function Leave({ label }: { readonly label: string }): ReactNode {
  return (
    <ActButton
      testId="rating-skip"
      main
      verb={(client, head, options) => client.rating.submit({ ...head, level: null }, options)}
    >
      {label}
    </ActButton>
  );
}

/**
 * What was done, what comes next, what to take along; then the five faces. In large text one thing
 * after the other.
 */
export function OutcomeScreen({ screen }: { readonly screen: Outcome }): ReactNode {
  const texts = useTexts();
  const { outcome } = texts;
  const localize = useLocalize();
  const { largeText, orientation } = useLayout();
  const [part, setPart] = useState(0);
  const head = { title: titleOf(screen, texts), lead: localize(screen.item.name) };
  const done = <WhatWasDone screen={screen} />;
  const matters = screen.decision || screen.claim || screen.original ? <WhatMatters screen={screen} /> : null;
  const take = <WhatToTake screen={screen} />;
  const end = screen.canRate ? (
    <>
      <Rating />
      <Leave label={outcome.skip} />
    </>
  ) : (
    <Leave label={outcome.end} />
  );
  if (!largeText) {
    return (
      <Page {...head} story={done} acts={end}>
        {matters}
        {take}
      </Page>
    );
  }
  // What was decided and the code to ask with are read before all the rest; upright there is room for both.
  const first =
    matters && orientation === 'portrait'
      ? [
          <>
            {done}
            {matters}
          </>,
        ]
      : [matters, done];
  const story = [...first, take].filter((each) => each !== null)[part];
  if (!story) return <Page {...head} acts={end} />;
  return (
    <Page
      {...head}
      story={story}
      acts={
        <Button testId="outcome-next" look="primary" main onPress={() => setPart(part + 1)}>
          {outcome.toRating}
        </Button>
      }
    />
  );
}
