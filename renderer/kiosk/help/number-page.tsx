import { type ReactNode, useState } from 'react';
import { mobilePhonePattern } from '../../../contract/phone-number.ts';
import { textsOf } from '../../ui/languages/index.ts';
import { useKiosk } from '../kiosk-context.ts';
import { TextEditor } from '../screens/field-editor.tsx';

const field = {
  kind: 'text',
  key: 'callBackPhone',
  label: { zh: textsOf('zh').call.number.label, en: textsOf('en').call.number.label },
  hint: { zh: textsOf('zh').call.number.hint, en: textsOf('en').call.number.hint },
  keyboard: 'number',
  rule: 'mobile_phone',
  maxLength: 11,
  required: true,
  readOnly: false,
} as const;

/** Where a helper may call back. Left empty, nothing is sent. */
export function NumberPage({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { say } = useKiosk();
  const [phone, setPhone] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const leave = () => {
    if (phone !== '' && !mobilePhonePattern.test(phone)) {
      setIsWrong(true);
      return;
    }
    if (phone !== '')
      say((client, { requestId }, options) => client.call.leaveNumber({ requestId, phone }, options));
    onDone();
  };
  return (
    <TextEditor
      field={field}
      value={phone}
      problem={isWrong ? 'not_a_phone' : null}
      onChange={(text) => {
        setPhone(text);
        setIsWrong(false);
      }}
      onDone={leave}
    />
  );
}
