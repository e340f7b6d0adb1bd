import type { ReactNode } from 'react';
import type { ShownAttendantView } from '../kiosk/connection.ts';
import { CardDrawing } from '../ui/drawings/identification.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

type CardView = Extract<ShownAttendantView, { state: 'card' }>;

export function CardScreen({ view }: { readonly view: CardView }): ReactNode {
  const { card } = useAttendantTexts();
  return (
    <Page
      title={card.title}
      lead={card.lead}
      story={
        view.checking ? (
          <Notice tone="wait">{card.checking}</Notice>
        ) : (
          view.problem && <Notice tone="bad">{card.problems[view.problem]}</Notice>
        )
      }
      figure={<CardDrawing phase={view.checking ? 'reading' : 'waiting'} />}
    />
  );
}

export function LockedScreen({ until }: { readonly until: string }): ReactNode {
  const { locked } = useAttendantTexts();
  return <Page title={locked.title} story={<Notice tone="bad">{locked.lead(timeOf(until))}</Notice>} />;
}
