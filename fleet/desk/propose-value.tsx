import { type ReactNode, useState } from 'react';
import type { ProposableField } from '../../contract/help-call.ts';
import type { Language } from '../../contract/words.ts';
import { textsOf } from './texts.ts';

const longestValue = 120;

/** A value for one field of the form in view; the resident takes or refuses it. Nothing where no form is in view. */
export function ProposeValue({
  fields,
  language,
  onPropose,
}: {
  readonly fields: readonly ProposableField[];
  readonly language: Language;
  readonly onPropose: (fieldKey: string, value: string) => void;
}): ReactNode {
  const texts = textsOf(language);
  const [fieldKey, setFieldKey] = useState('');
  const [value, setValue] = useState('');
  const field = fields.find((each) => each.fieldKey === fieldKey) ?? fields[0];
  if (!field) return null;
  const pick = (key: string) => {
    setFieldKey(key);
    setValue('');
  };
  return (
    <form
      className="propose-value"
      onSubmit={(event) => {
        event.preventDefault();
        onPropose(field.fieldKey, value);
      }}
    >
      <h3>{texts.proposeValue}</h3>
      <label>
        {texts.field}
        <select
          data-testid="propose-field"
          value={field.fieldKey}
          onChange={(event) => pick(event.target.value)}
        >
          {fields.map((each) => (
            <option key={each.fieldKey} value={each.fieldKey}>
              {each.label[language]}
            </option>
          ))}
        </select>
      </label>
      <label htmlFor="propose-value">
        {texts.value}
        {field.options ? (
          <select
            id="propose-value"
            data-testid="propose-value"
            required
            value={value}
            onChange={(event) => setValue(event.target.value)}
          >
            <option value="" />
            {field.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label[language]}
              </option>
            ))}
          </select>
        ) : (
          <input
            id="propose-value"
            data-testid="propose-value"
            required
            maxLength={longestValue}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </label>
      <button type="submit" data-testid="propose-send">
        {texts.send}
      </button>
    </form>
  );
}
