import { type ReactNode, useSyncExternalStore } from 'react';
import type { Language } from '../../contract/words.ts';
import { CallBackList } from './call-back-list.tsx';
import { CallRoom } from './call-room.tsx';
import type { HelperLine } from './helper-line.ts';
import { textsOf } from './texts.ts';

/** Who rings, and the call. */
export function Desk({
  line,
  language,
}: {
  readonly line: HelperLine;
  readonly language: Language;
}): ReactNode {
  const state = useSyncExternalStore(line.subscribe, line.getState);
  const texts = textsOf(language);
  return (
    <main className="desk" data-line={state.line}>
      <header>
        <h1>{texts.title}</h1>
        <p role="status">{texts.lines[state.line]}</p>
        {state.line === 'lost' && <a href="../">{texts.signIn}</a>}
        <button
          type="button"
          data-testid="free"
          aria-pressed={state.free}
          disabled={state.line !== 'open' || state.call !== null}
          onClick={() => line.setFree(!state.free)}
        >
          {state.free ? texts.free : texts.away}
        </button>
      </header>
      {state.call ? (
        <CallRoom key={state.call.callId} line={line} call={state.call} language={language} />
      ) : (
        <section aria-label={texts.waiting}>
          <h2>{state.ringing.length > 0 ? texts.waiting : texts.nobody}</h2>
          <ul>
            {state.ringing.map(({ callId, terminalId, topic }) => (
              <li key={callId}>
                <strong>
                  {topic.site[language]} · {topic.terminalName[language]}
                </strong>
                <span>{terminalId}</span>
                <span>{topic.item?.[language]}</span>
                <span>{texts.where(topic.screen)}</span>
                <button type="button" data-testid="accept" onClick={() => line.accept(callId)}>
                  {texts.accept}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <CallBackList
        callBacks={state.callBacks}
        language={language}
        onMark={(callBackId, mark) => line.markCallBack(callBackId, mark)}
      />
    </main>
  );
}
