import { type ReactNode, useState } from 'react';
import { textsOf } from '../../ui/languages/index.ts';
import { TextEditor } from './field-editor.tsx';

const field = {
  kind: 'text',
  key: 'creditCode',
  label: {
    zh: textsOf('zh').identification.creditCode.label,
    en: textsOf('en').identification.creditCode.label,
  },
  hint: {
    zh: textsOf('zh').identification.creditCode.hint,
    en: textsOf('en').identification.creditCode.hint,
  },
  keyboard: 'number',
  rule: 'credit_code',
  maxLength: 18,
  required: true,
  readOnly: false,
} as const;

/** The unified social credit code of the company somebody acts for, typed from its licence. */
export function CreditCodeEditor({ onDone }: { readonly onDone: (typed: string) => void }): ReactNode {
  const [typed, setTyped] = useState('');
  return (
    <TextEditor
      field={field}
      value={typed}
      problem={null}
      onChange={(text) => setTyped(text.toUpperCase())}
      onDone={() => onDone(typed)}
    />
  );
}
