import { ALargeSmall, Languages } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { systemClock } from '../../../contract/clock.ts';
import { Button } from '../../ui/button.tsx';
import { formatTimeOfDay } from '../../ui/languages/index.ts';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { useHiddenTouch } from '../hidden-touch.ts';
import { useKiosk } from '../kiosk-context.ts';

const msPerMinute = 60_000;

/** Wall time, renewed when the minute turns. */
function useTimeOfDay(): string {
  const [atMs, setAtMs] = useState(() => systemClock.wallMs());
  useEffect(
    () => systemClock.after(msPerMinute - (atMs % msPerMinute) + 1, () => setAtMs(systemClock.wallMs())),
    [atMs],
  );
  return formatTimeOfDay(atMs);
}

/** Outside a session five quick touches on the clock lead to the technician's screens. */
function Clock({ time }: { readonly time: string }): ReactNode {
  const { view, act } = useKiosk();
  const touch = useHiddenTouch(() =>
    act('clock', (client, { requestId }, options) => client.attendant.begin({ requestId }, options)),
  );
  if (view.screen.name !== 'welcome' && view.screen.name !== 'out_of_service') {
    return <time className="top-clock">{time}</time>;
  }
  return (
    <button type="button" className="top-clock" data-testid="clock" tabIndex={-1} onClick={touch}>
      <time>{time}</time>
    </button>
  );
}

export function TopStrip(): ReactNode {
  const { view, setPreferences } = useKiosk();
  const texts = useTexts();
  const localize = useLocalize();
  const time = useTimeOfDay();
  return (
    <header className="top-strip">
      <div className="top-place">
        <strong>{localize(view.site)}</strong>
        <span>{localize(view.terminalName)}</span>
      </div>
      <Clock time={time} />
      <Button
        testId="language-toggle"
        onPress={() => setPreferences({ language: view.language === 'zh' ? 'en' : 'zh' })}
      >
        <Languages aria-hidden="true" />
        <span lang={view.language === 'zh' ? 'en' : 'zh-CN'}>{texts.otherLanguageName}</span>
      </Button>
      <Button testId="large-text-toggle" onPress={() => setPreferences({ largeText: !view.largeText })}>
        <ALargeSmall aria-hidden="true" />
        {view.largeText ? texts.normalText : texts.largeText}
      </Button>
    </header>
  );
}
