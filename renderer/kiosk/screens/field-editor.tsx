import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { type Composition, press } from '../../ui/keyboard/composition.ts';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import type { NumberExtras } from '../../ui/keyboard/layouts.ts';
import { byLayout, useLayout } from '../../ui/layout-context.ts';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { paginate } from '../../ui/paging.ts';
import { usePrivateTyping } from '../../ui/private-typing.ts';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { type ChoiceField, FieldLabel, type FieldProblem, FieldProblemLine, Options } from './field-row.tsx';
import type { FormField } from './form-pages.ts';

type TextField = Extract<FormField, { kind: 'text' }>;

interface EditorProps {
  readonly value: string;
  readonly problem: FieldProblem | null;
  /** False where the resident lets a helper see it. */
  readonly isPrivate?: boolean;
  readonly onChange: (value: string) => void;
  readonly onDone: () => void;
}

function numberExtrasOf({ rule }: TextField): NumberExtras {
  return rule === 'id_number' || rule === 'address' || rule === 'amount' ? rule : 'none';
}

/** One field alone with the keyboard below it; what is typed stands large where the eyes are. */
export function TextEditor({
  field,
  value,
  problem,
  isPrivate = true,
  onChange,
  onDone,
}: EditorProps & { readonly field: TextField }): ReactNode {
  const { keyboard } = useTexts();
  const localize = useLocalize();
  const [letters, setLetters] = useState('');
  const composition: Composition = { value, letters };
  const isFull = [...value].length >= field.maxLength;
  const apply = (key: Parameters<typeof press>[1]) => {
    const next = press(composition, key, field.maxLength);
    setLetters(next.letters);
    if (next.value !== value) onChange(next.value);
  };
  return (
    <section className="editor">
      <div className="editor-field" data-problem={problem ?? undefined}>
        <FieldLabel field={field} />
        {field.hint && <p className="muted">{localize(field.hint)}</p>}
        <div className="editor-line">
          <p className="editor-box" data-testid="editor-value">
            {value}
            <u>{letters}</u>
            <span className="caret" aria-hidden="true" />
          </p>
          <Button testId="editor-clear" disabled={value === ''} onPress={() => apply({ kind: 'clear' })}>
            {keyboard.clear}
          </Button>
        </div>
        {isFull ? (
          <p className="muted">{keyboard.full(field.maxLength)}</p>
        ) : (
          <FieldProblemLine problem={problem} />
        )}
      </div>
      <Keyboard
        composition={composition}
        firstMode={field.keyboard}
        numberExtras={numberExtrasOf(field)}
        preferNames={field.rule === 'person_name'}
        isPrivate={isPrivate}
        onPress={apply}
        onDone={onDone}
      />
    </section>
  );
}

const optionsPerPage = { portrait: { normal: 14, large: 8 }, landscape: { normal: 8, large: 4 } };

/** A choice with many options on a page of its own; touching one chooses it and returns to the form. */
export function ChoiceEditor({
  field,
  value,
  problem,
  isPrivate = true,
  onChange,
  onDone,
}: EditorProps & { readonly field: ChoiceField }): ReactNode {
  usePrivateTyping(isPrivate);
  const { keyboard } = useTexts();
  const localize = useLocalize();
  const layout = useLayout();
  const pages = paginate(field.options, byLayout(layout, optionsPerPage), () => 1);
  const chosenPage = pages.findIndex((options) => options.some((option) => option.value === value));
  const [page, setPage] = useState(Math.max(0, chosenPage));
  return (
    <Page
      low
      title={localize(field.label)}
      lead={field.hint && localize(field.hint)}
      acts={
        <>
          <Pager page={page} count={pages.length} onPage={setPage} />
          <Button testId="key-done" main onPress={onDone}>
            {keyboard.done}
          </Button>
        </>
      }
    >
      <FieldProblemLine problem={problem} />
      <Options
        field={field}
        options={pages[page] ?? []}
        value={value}
        onChoose={(chosen) => {
          onChange(chosen);
          onDone();
        }}
      />
    </Page>
  );
}
