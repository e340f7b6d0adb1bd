import { Check, ChevronRight, CircleAlert, Lock, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { AllowField, CoveredValue } from '../call/covered.tsx';
import type { Cover } from '../call/use-cover.ts';
import type { ScreenOf } from '../kiosk-context.ts';
import { type FormField, mostOpenOptions } from './form-pages.ts';

export type FieldProblem = ScreenOf<'form'>['problems'][string];
export type ChoiceField = Extract<FormField, { kind: 'choice' }>;

export function FieldLabel({ field }: { readonly field: FormField }): ReactNode {
  const { form } = useTexts();
  const localize = useLocalize();
  return (
    <p className="field-label">
      {localize(field.label)}
      {!field.required && <small>{form.optional}</small>}
    </p>
  );
}

export function FieldProblemLine({ problem }: { readonly problem: FieldProblem | null }): ReactNode {
  const { form } = useTexts();
  if (!problem) return null;
  return (
    <p className="field-problem" role="alert">
      <CircleAlert aria-hidden="true" />
      {form.problems[problem]}
    </p>
  );
}

/** The options of a choice as large buttons. */
export function Options({
  field,
  options,
  value,
  onChoose,
}: {
  readonly field: ChoiceField;
  readonly options: ChoiceField['options'];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}): ReactNode {
  const localize = useLocalize();
  return (
    <div className="options" role="radiogroup" aria-label={localize(field.label)}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a touch target of this size is a button that is one of several
        <button
          key={option.value}
          type="button"
          role="radio"
          className="option"
          data-testid={`field-${field.key}-${option.value}`}
          aria-checked={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          <span className="option-mark">{option.value === value && <Check aria-hidden="true" />}</span>
          {localize(option.label)}
        </button>
      ))}
    </div>
  );
}

/** One line of the form: plain with a lock, to be touched, or with its options open. */
export function FieldRow({
  field,
  value,
  problem,
  cover,
  onEdit,
  onChoose,
}: {
  readonly field: FormField;
  readonly value: string;
  readonly problem: FieldProblem | null;
  readonly cover: Cover;
  readonly onEdit: () => void;
  readonly onChoose: (value: string) => void;
}): ReactNode {
  const { form } = useTexts();
  const localize = useLocalize();
  const isOpenChoice = field.kind === 'choice' && field.options.length <= mostOpenOptions && !cover.isCovered;
  const isValueCovered = cover.isCovered && value !== '';
  if (field.kind === 'text' && field.readOnly) {
    return (
      <div className="field field-plain" data-testid={`field-${field.key}`}>
        <FieldLabel field={field} />
        <p className="field-fixed">
          {isValueCovered ? <CoveredValue /> : value}
          <AllowField fieldKey={field.key} cover={cover} />
          {!cover.allow && (
            <small>
              <Lock aria-hidden="true" />
              {form.readOnly}
            </small>
          )}
        </p>
      </div>
    );
  }
  return (
    <div className="field" data-problem={problem ?? undefined}>
      <div className="field-head">
        <FieldLabel field={field} />
        <AllowField fieldKey={field.key} cover={cover} />
      </div>
      {isOpenChoice ? (
        <Options field={field} options={field.options} value={value} onChoose={onChoose} />
      ) : (
        <button type="button" className="field-box" data-testid={`field-${field.key}`} onClick={onEdit}>
          {isValueCovered ? (
            <>
              <CoveredValue />
              <Pencil aria-hidden="true" />
            </>
          ) : field.kind === 'text' ? (
            <>
              <span className={value === '' ? 'field-empty' : 'field-value'}>
                {value === '' ? form.emptyValue : value}
              </span>
              <Pencil aria-hidden="true" />
            </>
          ) : (
            <>
              <ChosenOption field={field} value={value} empty={form.chooseValue} localize={localize} />
              <ChevronRight aria-hidden="true" />
            </>
          )}
        </button>
      )}
      <FieldProblemLine problem={problem} />
    </div>
  );
}

function ChosenOption({
  field,
  value,
  empty,
  localize,
}: {
  readonly field: ChoiceField;
  readonly value: string;
  readonly empty: string;
  readonly localize: ReturnType<typeof useLocalize>;
}): ReactNode {
  const chosen = field.options.find((option) => option.value === value);
  return (
    <span className={chosen ? 'field-value' : 'field-empty'}>{chosen ? localize(chosen.label) : empty}</span>
  );
}
