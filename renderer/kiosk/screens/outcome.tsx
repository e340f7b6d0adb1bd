import { Files, FileText, IdCard, Package, ReceiptText, ShieldCheck, Smartphone } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FaceDrawing, type RatingLevel } from '../../ui/drawings/face.tsx';
import type { Texts } from '../../ui/languages/index.ts';
import { useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { type ScreenOf, useKiosk } from '../kiosk-context.ts';
import { AcceptanceBlock } from '../parts/acceptance-block.tsx';
import { DeliverableList } from '../parts/deliverable-list.tsx';

type Outcome = ScreenOf<'outcome'>;

const levels = [5, 4, 3, 2, 1] as const satisfies readonly RatingLevel[];

const thingIcons = {
  id_card: IdCard,
  phone: Smartphone,
  receipt: ReceiptText,
  certificate: FileText,
  parcel: Package,
  material: Files,
} as const satisfies Record<Outcome['takeAlong'][number], unknown>;

function titleOf({ acceptance, deliverables }: Outcome, { outcome }: Texts): string {
  switch (acceptance.state) {
    case 'accepted':
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
  const isComplete = deliverables.every(({ state }) => state === 'done');
  return (
    <>
      {acceptance.state === 'accepted' && <AcceptanceBlock acceptance={acceptance} />}
      {acceptance.state === 'waiting_for_network' && <Notice tone="wait">{outcome.savedDetail}</Notice>}
      {acceptance.state === 'refused' && <Notice tone="bad">{localize(acceptance.reason)}</Notice>}
      {acceptance.state !== 'refused' && !isComplete && <DeliverableList deliverables={deliverables} />}
      {acceptance.state !== 'refused' && (
        <div>
          <h2>{outcome.next}</h2>
          <p>{localize(screen.next)}</p>
        </div>
      )}
      {screen.takeAlong.length > 0 && (
        <div>
          <h2>{outcome.takeAlong}</h2>
          <ul className="take-along">
            {screen.takeAlong.map((thing) => {
              const Icon = thingIcons[thing];
              return (
                <li key={thing}>
                  <Icon aria-hidden="true" />
                  {outcome.things[thing]}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      <p className="nothing-stays">
        <ShieldCheck aria-hidden="true" />
        {outcome.nothingStays}
      </p>
    </>
  );
}

function Rating(): ReactNode {
  const { act, busy, thank } = useKiosk();
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

/** What was done, what comes next, what to take along; then the five faces. Large text parts the two. */
export function OutcomeScreen({ screen }: { readonly screen: Outcome }): ReactNode {
  const texts = useTexts();
  const { outcome } = texts;
  const localize = useLocalize();
  const { largeText } = useLayout();
  const [isRating, setIsRating] = useState(false);
  const title = titleOf(screen, texts);
  if (!screen.canRate) {
    return (
      <Page title={title} lead={localize(screen.item.name)} acts={<Leave label={outcome.end} />}>
        <WhatWasDone screen={screen} />
      </Page>
    );
  }
  if (largeText && !isRating) {
    return (
      <Page
        title={title}
        lead={localize(screen.item.name)}
        acts={
          <Button testId="outcome-next" look="primary" main onPress={() => setIsRating(true)}>
            {outcome.toRating}
          </Button>
        }
      >
        <WhatWasDone screen={screen} />
      </Page>
    );
  }
  return (
    <Page
      title={title}
      lead={localize(screen.item.name)}
      acts={
        <>
          <Rating />
          <Leave label={outcome.skip} />
        </>
      }
    >
      {!largeText && <WhatWasDone screen={screen} />}
    </Page>
  );
}
