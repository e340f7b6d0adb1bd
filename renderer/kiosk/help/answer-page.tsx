import { Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HelpAnswer } from '../../../contract/kiosk.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { useKiosk } from '../kiosk-context.ts';

type Opening = NonNullable<HelpAnswer['opening']>;

function useOpeningWords(): (opening: Opening) => string {
  const texts = useTexts();
  const localize = useLocalize();
  const { answers } = texts.help;
  return ({ manner, item, step }) => {
    if (manner === 'go_back' && step) return answers.goBack(texts.steps[step]);
    if (!item) return answers.begin;
    return manner === 'begin' ? answers.beginItem(localize(item)) : answers.open(localize(item));
  };
}

/** One answer, and what it opens where it opens something. */
export function AnswerPage({
  answer: { entryId, question, answer, opening },
  onOther,
  onCall,
}: {
  readonly answer: HelpAnswer;
  readonly onOther: () => void;
  readonly onCall: () => void;
}): ReactNode {
  const { view } = useKiosk();
  const texts = useTexts();
  const localize = useLocalize();
  const wordsOf = useOpeningWords();
  return (
    <Page
      wide
      title={localize(question)}
      story={
        <>
          <p className="help-answer" data-testid="help-answer">
            {localize(answer)}
          </p>
          {opening?.manner === 'leave_other' && <Notice tone="wait" title={texts.help.answers.leaveOther} />}
          {opening?.unavailable && (
            <Notice tone="wait" title={texts.itemList.unavailable[opening.unavailable]} />
          )}
        </>
      }
      acts={
        <>
          {opening && !opening.unavailable && (
            <ActButton
              testId="help-follow"
              look="primary"
              main
              verb={(client, head, options) => client.help.follow({ ...head, entryId }, options)}
            >
              {wordsOf(opening)}
            </ActButton>
          )}
          <Button testId="help-other" main onPress={onOther}>
            {texts.help.answers.toQuestions}
          </Button>
          <Button testId="help-call" main onPress={onCall}>
            <Phone aria-hidden="true" />
            <span className="help-phone">{texts.help.answers.call(view.helpPhone)}</span>
          </Button>
        </>
      }
    />
  );
}
