import { type ReactNode, useEffect, useState } from 'react';
import { systemClock } from '../../../contract/clock.ts';
import type { Language } from '../../../contract/words.ts';
import { textsOf } from '../../ui/languages/index.ts';

const patienceMs = 20_000;

/** What stands over everything while there is no line to the core. Holds nothing of the session. */
export function Cover({
  line,
  language,
  helpPhone,
}: {
  readonly line: 'opening' | 'lost';
  readonly language: Language;
  readonly helpPhone: string | null;
}): ReactNode {
  const texts = textsOf(language);
  const isStart = line === 'opening';
  const [isLong, setIsLong] = useState(false);
  useEffect(() => systemClock.after(patienceMs, () => setIsLong(true)), []);
  return (
    <div className="cover" data-testid="cover">
      <div className="calm-dots" aria-hidden="true">
        <span />
        <span />
        <span />
      </div>
      <h1>{isStart ? texts.cover.starting : texts.cover.oneMoment}</h1>
      <p>{isStart ? texts.cover.startingDetail : texts.cover.oneMomentDetail}</p>
      {isLong && (
        <p>{helpPhone === null ? texts.cover.takesLongerNoPhone : texts.cover.takesLonger(helpPhone)}</p>
      )}
    </div>
  );
}
