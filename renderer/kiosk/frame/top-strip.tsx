import { ALargeSmall, Languages } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { systemClock } from '../../../contract/clock.ts';
import { Button } from '../../ui/button.tsx';
import { formatTimeOfDay } from '../../ui/languages/index.ts';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
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
      <time className="top-clock">{time}</time>
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
