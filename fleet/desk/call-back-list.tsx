import type { ReactNode } from 'react';
import type { CallBack } from '../../contract/help-call.ts';
import type { Language } from '../../contract/words.ts';
import { textsOf } from './texts.ts';

/** By the helper's own clock. */
const timeOf = (language: Language, atMs: number) =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(atMs);

/** Numbers that residents left when no helper was there. Nothing where nobody waits. */
export function CallBackList({
  callBacks,
  language,
  onMark,
}: {
  readonly callBacks: readonly CallBack[];
  readonly language: Language;
  readonly onMark: (callBackId: string, mark: 'called' | 'done') => void;
}): ReactNode {
  const texts = textsOf(language);
  if (callBacks.length === 0) return null;
  return (
    <section aria-label={texts.callBacks}>
      <h2>{texts.callBacks}</h2>
      <p>{texts.callBacksLead}</p>
      <ul>
        {callBacks.map(({ callBackId, phone, site, item, terminalId, leftAtMs, called }) => (
          <li key={callBackId} data-testid="call-back" data-called={called}>
            <strong>{phone}</strong>
            <time>{timeOf(language, leftAtMs)}</time>
            <span>{site[language]}</span>
            <span>{terminalId}</span>
            <span>{item?.[language]}</span>
            <button
              type="button"
              data-testid="call-back-called"
              aria-pressed={called}
              disabled={called}
              onClick={() => onMark(callBackId, 'called')}
            >
              {texts.called}
            </button>
            <button type="button" data-testid="call-back-done" onClick={() => onMark(callBackId, 'done')}>
              {texts.done}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
