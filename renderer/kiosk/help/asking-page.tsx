import type { ReactNode } from 'react';
import type { HelpAnswer } from '../../../contract/kiosk.ts';
import { Button } from '../../ui/button.tsx';
import type { Composition, KeyPress } from '../../ui/keyboard/composition.ts';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { byLayout, useLayout } from '../../ui/layout-context.ts';
import { useTexts } from '../../ui/texts-context.ts';
import { useKiosk } from '../kiosk-context.ts';
import { QuestionList } from './question-list.tsx';

const questionsAbove = { portrait: { normal: 4, large: 3 }, landscape: { normal: 4, large: 2 } };

/** The keyboard, and above it what is found with every letter. */
export function AskingPage({
  asked,
  found,
  onPress,
  onDone,
  onRead,
}: {
  readonly asked: Composition;
  readonly found: readonly HelpAnswer[];
  readonly onPress: (key: KeyPress) => void;
  readonly onDone: () => void;
  readonly onRead: (entryId: string) => void;
}): ReactNode {
  const { view } = useKiosk();
  const { keyboard, help } = useTexts();
  const layout = useLayout();
  return (
    <div className="editor">
      <div className="editor-field help-asking">
        <p className="help-asking-lead">
          <span>{help.answers.typeLead}</span>
          <span className="help-phone">{help.answers.call(view.helpPhone)}</span>
        </p>
        <div className="editor-line">
          <p className="editor-box" data-testid="help-asked">
            {asked.value}
            <u>{asked.letters}</u>
            <span className="caret" aria-hidden="true" />
          </p>
          <Button
            testId="help-clear"
            disabled={asked.value === '' && asked.letters === ''}
            onPress={() => onPress({ kind: 'clear' })}
          >
            {keyboard.clear}
          </Button>
        </div>
        <QuestionList answers={found.slice(0, byLayout(layout, questionsAbove))} onRead={onRead} />
      </div>
      <Keyboard
        composition={asked}
        firstMode={view.language === 'zh' ? 'pinyin' : 'latin'}
        numberExtras="none"
        preferNames={false}
        onPress={onPress}
        onDone={onDone}
      />
    </div>
  );
}
