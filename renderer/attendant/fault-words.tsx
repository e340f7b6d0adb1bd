import type { ReactNode } from 'react';
import type { ExplainedFault } from '../../contract/attendant.ts';
import { nextActWords } from '../../contract/device-words.ts';
import { useLocalize } from '../ui/texts-context.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** What is wrong, who has to act, and the code for the telephone, each on a line of its own. */
export function FaultWords({ fault }: { readonly fault: ExplainedFault }): ReactNode {
  const { devices: texts } = useAttendantTexts();
  const localize = useLocalize();
  const code = fault.vendorCode ? `${fault.code} · ${fault.vendorCode}` : fault.code;
  return (
    <>
      <span>{localize(fault.words)}</span>
      <span className="desk-next">{localize(nextActWords[fault.nextAct])}</span>
      <span className="label desk-code">{fault.known ? texts.code(code) : texts.unknownCode(code)}</span>
    </>
  );
}
