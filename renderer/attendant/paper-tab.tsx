import { type ReactNode, useState } from 'react';
import type { PaperSupply } from '../../contract/attendant.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { NoMemory } from './no-memory.tsx';
import type { AttendantTexts } from './texts.ts';
import { dayAndTimeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const tones = { full: 'good', low: 'wait', out: 'bad', unknown: 'wait' } as const;

const factsPerPage = {
  portrait: { normal: 8, large: 4 },
  landscape: { normal: 8, large: 4 },
};

export function PaperTab({
  paper,
  memory,
}: {
  readonly paper: PaperSupply | null;
  readonly memory: boolean;
}): ReactNode {
  const { paper: texts } = useAttendantTexts();
  if (!paper) return <Page title={texts.title} lead={texts.none} />;
  if (!memory) return <Page title={texts.title} story={<NoMemory />} />;
  return <Roll paper={paper} />;
}

function factsOf(paper: PaperSupply, texts: AttendantTexts['paper']): readonly (readonly [string, string])[] {
  return [
    [texts.remaining, paper.remaining === null ? '—' : texts.sheets(paper.remaining)],
    [texts.used, texts.sheets(paper.printedSinceRefill)],
    [texts.refilledAt, paper.refilledAt === null ? texts.neverRefilled : dayAndTimeOf(paper.refilledAt)],
    [texts.sensor, paper.sensor === null ? texts.noSensor : texts.sensors[paper.sensor]],
    [texts.lowAt, texts.sheets(paper.lowAt)],
    [texts.perRoll, texts.sheets(paper.cutsPerRoll)],
    [texts.inAll, texts.sheets(paper.printedInAll)],
    [texts.deviceCuts, paper.deviceCuts === null ? texts.notCounted : String(paper.deviceCuts)],
  ];
}

function Roll({ paper }: { readonly paper: PaperSupply }): ReactNode {
  const { paper: texts } = useAttendantTexts();
  const { act, busy } = useKiosk();
  const [isAsking, setIsAsking] = useState(false);
  const { shown, pager } = usePages(factsOf(paper, texts), factsPerPage);
  const { level } = paper;
  const note = () => {
    setIsAsking(false);
    act('paper-refill', (client, { requestId }, options) =>
      client.attendant.paper.noteRefill({ requestId }, options),
    );
  };
  return (
    <Page
      title={texts.title}
      story={
        <Notice tone={tones[level]} title={texts.levels[level]}>
          {texts.levelDetails[level]}
        </Notice>
      }
      acts={
        <>
          {pager}
          <Button
            testId="paper-refill"
            look="primary"
            main
            busy={busy === 'paper-refill'}
            disabled={busy !== null}
            onPress={() => setIsAsking(true)}
          >
            {texts.refill}
          </Button>
        </>
      }
    >
      <dl className="rows desk-facts" data-level={level} data-remaining={paper.remaining ?? undefined}>
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isAsking && (
        <ConfirmSheet title={texts.refillTitle} lead={texts.refillLead} onClose={() => setIsAsking(false)}>
          <Button testId="paper-refill-confirm" look="primary" main onPress={note}>
            {texts.refill}
          </Button>
        </ConfirmSheet>
      )}
    </Page>
  );
}
