import { Phone, PhoneIncoming, Search, Video } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { HelpView } from '../../../contract/kiosk.ts';
import { Button } from '../../ui/button.tsx';
import { byLayout, useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { paginate } from '../../ui/paging.ts';
import { usePrivateTyping } from '../../ui/private-typing.ts';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { QuestionList } from './question-list.tsx';

const questionsPerPage = { portrait: { normal: 6, large: 5 }, landscape: { normal: 6, large: 4 } };

const questionsBesideCall = { portrait: { normal: 5, large: 3 }, landscape: { normal: 4, large: 2 } };

/** What is found, or suggested while nothing is asked. */
export function QuestionsPage({
  asked,
  help,
  onAsk,
  onRead,
  onCall,
  onNumber,
}: {
  readonly asked: string;
  readonly help: HelpView;
  readonly onAsk: () => void;
  readonly onRead: (entryId: string) => void;
  readonly onCall: () => void;
  /** Somebody wants to be called back. */
  readonly onNumber: () => void;
}): ReactNode {
  const { view } = useKiosk();
  const { help: helpTexts, call } = useTexts();
  const { answers: texts } = helpTexts;
  const ended = view.call?.ended ?? null;
  const callBack = view.call?.callBack ?? 'possible';
  const mayLeaveNumber =
    (ended === 'nobody_free' || ended === 'closed') && (callBack === 'possible' || callBack === 'failed');
  const layout = useLayout();
  const [page, setPage] = useState(0);
  usePrivateTyping(asked !== '');
  const hasFound = asked !== '' && help.found !== null && help.found.length > 0;
  const shown = hasFound ? (help.found ?? []) : help.suggestions;
  // Beside the notice and the second button there is room for fewer.
  const room = byLayout(layout, view.call ? questionsBesideCall : questionsPerPage);
  const pages = paginate(shown, room, () => 1);
  return (
    <Page
      low
      wide
      title={texts.title}
      lead={!layout.largeText && !ended && texts.lead}
      story={
        callBack !== 'possible' ? (
          <Notice tone={callBack === 'failed' ? 'bad' : 'wait'} title={call.number[callBack]} />
        ) : (
          ended && <Notice tone="wait" title={call.ended[ended]} />
        )
      }
      acts={
        <>
          <Pager page={page} count={pages.length} onPage={setPage} />
          {view.call?.state === 'possible' && mayLeaveNumber ? (
            <Button testId="call-number" look="primary" main onPress={onNumber}>
              <PhoneIncoming aria-hidden="true" />
              {call.number.leave}
            </Button>
          ) : (
            view.call?.state === 'possible' && (
              <ActButton
                testId="call-ring"
                look="primary"
                main
                verb={(client, { requestId }, options) => client.call.ring({ requestId }, options)}
              >
                <Video aria-hidden="true" />
                {call.ring}
              </ActButton>
            )
          )}
          <Button testId="help-call" main onPress={onCall}>
            <Phone aria-hidden="true" />
            <span className="help-phone">{texts.call(view.helpPhone)}</span>
          </Button>
        </>
      }
    >
      <button type="button" className="help-ask" data-testid="help-ask" onClick={onAsk}>
        <Search aria-hidden="true" />
        {asked === '' ? texts.ask : asked}
      </button>
      <h2 className="help-heading" data-testid={asked !== '' && !hasFound ? 'help-nothing' : undefined}>
        {hasFound ? texts.found : asked === '' ? texts.suggested : texts.nothing}
      </h2>
      <QuestionList answers={pages[page] ?? []} onRead={onRead} />
    </Page>
  );
}
