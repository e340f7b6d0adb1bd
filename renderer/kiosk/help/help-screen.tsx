import { type ReactNode, useState } from 'react';
import type { HelpView } from '../../../contract/kiosk.ts';
import { type Composition, press } from '../../ui/keyboard/composition.ts';
import { useKiosk } from '../kiosk-context.ts';
import { AnswerPage } from './answer-page.tsx';
import { AskingPage } from './asking-page.tsx';
import type { HelpPlace } from './help-place.ts';
import { NumberPage } from './number-page.tsx';
import { QuestionsPage } from './questions-page.tsx';

const mostAsked = 30;
const nothingAsked: Composition = { value: '', letters: '' };

/** Lies over the screen, which stays as it was. What is typed here goes with it. */
export function HelpScreen({
  help,
  place,
  onPlace,
  onCall,
}: {
  readonly help: HelpView;
  readonly place: HelpPlace;
  readonly onPlace: (place: HelpPlace) => void;
  readonly onCall: () => void;
}): ReactNode {
  const { say } = useKiosk();
  const [asked, setAsked] = useState(nothingAsked);
  const read = (entryId: string) => onPlace({ name: 'answer', entryId });
  const found = help.found ?? [];
  const answer =
    place.name === 'answer' &&
    [...found, ...help.suggestions].find(({ entryId }) => entryId === place.entryId);
  const apply = (key: Parameters<typeof press>[1]) => {
    const next = press(asked, key, mostAsked);
    setAsked(next);
    const text = next.value + next.letters;
    say((client, head, options) => client.help.ask({ ...head, text }, options));
  };
  return (
    <section className="help-screen" data-testid="help-screen" data-place={place.name}>
      {answer ? (
        <AnswerPage answer={answer} onOther={() => onPlace({ name: 'questions' })} onCall={onCall} />
      ) : place.name === 'typing' ? (
        <AskingPage
          asked={asked}
          found={found}
          onPress={apply}
          onDone={() => onPlace({ name: 'questions' })}
          onRead={read}
        />
      ) : place.name === 'number' ? (
        <NumberPage onDone={() => onPlace({ name: 'questions' })} />
      ) : (
        <QuestionsPage
          asked={asked.value + asked.letters}
          help={help}
          onAsk={() => onPlace({ name: 'typing' })}
          onRead={read}
          onCall={onCall}
          onNumber={() => onPlace({ name: 'number' })}
        />
      )}
    </section>
  );
}
